"""What may not stand in a diagram, however it is written, is refused before it is run."""

import pytest

from tests.engine.support import DIAGRAMS, diagram
from workflows.engine.diagrams import Diagram, adopt, spec_of
from workflows.engine.errors import DiagramRejected

OPERATIONS = ["treadmill.turn", "report.remind", "consultation.tell", "hearing.remind", "hearing.close"]
FUNCTIONS = ["deadline", "days_before"]

TREADMILL = (DIAGRAMS / "treadmill.bpmn").read_text()
ROUNDS = (DIAGRAMS / "rounds.bpmn").read_text()
REPORT = (DIAGRAMS / "report.bpmn").read_text()
SURVEY = (DIAGRAMS / "survey.bpmn").read_text()
CONSULTATION = (DIAGRAMS / "consultation" / "consultation.bpmn").read_text()
HEARING = (DIAGRAMS / "shared" / "hearing_round.bpmn").read_text()

SCRIPT_TASK = '<bpmn:scriptTask id="script"><bpmn:script>import os</bpmn:script></bpmn:scriptTask>'
PRE_SCRIPT = (
    "<bpmn:extensionElements><spiffworkflow:preScript>import os</spiffworkflow:preScript></bpmn:extensionElements>"
)
AFTER_END = '<bpmn:sequenceFlow id="flow_after" sourceRef="end_stopped" targetRef="service_turn" />'
START_TOO = '<bpmn:sequenceFlow id="flow_too" sourceRef="start_too" targetRef="end" />'
LANE_END = "</bpmn:laneSet>"
ROUND = '<bpmn:userTask id="task_round" name="En runde" />'


def changed(text: str, old: str, new: str, **others: str) -> Diagram:
    assert old in text
    files = {"diagram.bpmn": text.replace(old, new)} | {f"{name}.bpmn": other for name, other in others.items()}
    process_id = text.split('<bpmn:process id="')[1].split('"')[0]
    return Diagram.from_files(process_id, {name: content.encode() for name, content in files.items()})


def rejected(of: Diagram) -> str:
    with pytest.raises(DiagramRejected) as raised:
        adopt(of, OPERATIONS, FUNCTIONS)
    return "\n".join(raised.value.problems)


@pytest.mark.parametrize(
    "of",
    [
        diagram("report"),
        diagram("agreement"),
        diagram("survey"),
        diagram("withdrawal"),
        diagram("treadmill"),
        diagram("rounds"),
        diagram("regime", "regime.bpmn", "regime.dmn"),
        diagram("consultation", "consultation/consultation.bpmn", "shared/hearing_round.bpmn"),
    ],
    ids=lambda of: of.process_id,
)
def test_a_sound_diagram_is_adopted(of):
    adopt(of, OPERATIONS, FUNCTIONS)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (LANE_END, LANE_END + SCRIPT_TASK, "scriptTask in script is not allowed"),
        (ROUND, ROUND.replace(" />", f">{PRE_SCRIPT}</bpmn:userTask>"), "preScript in task_round is not allowed"),
        (ROUND, ROUND.replace("userTask", "manualTask"), "manualTask in task_round is not allowed"),
        (ROUND, ROUND.replace("userTask", "sendTask"), "sendTask"),
        (LANE_END, LANE_END + '<bpmn:subProcess id="sub" />', "subProcess in sub is not allowed"),
        (LANE_END, LANE_END + '<bpmn:adHocSubProcess id="sub" />', "adHocSubProcess"),
        (LANE_END, LANE_END + '<bpmn:dataObject id="object" />', "dataObject"),
        ("<bpmn:process", '<bpmn:message id="message" /><bpmn:process', "message in message is not allowed"),
        ("<bpmn:process", '<bpmn:signal id="signal" /><bpmn:process', "signal in signal is not allowed"),
        ("exclusiveGateway", "inclusiveGateway", "inclusiveGateway in gateway_more is not allowed"),
        ("exclusiveGateway", "eventBasedGateway", "eventBasedGateway in gateway_more is not allowed"),
        (ROUND, ROUND.replace(" />", ' spiffworkflow:x="1" />'), "attribute of SpiffWorkflow's own"),
        ("http://www.omg.org/spec/BPMN/20100524/MODEL", "urn:other", "not BPMN 2.0"),
    ],
)
def test_a_part_that_we_do_not_run_is_refused_whether_it_is_adopted_or_kept(old, new, problem):
    hostile = changed(ROUNDS, old, new)
    assert problem in rejected(hostile)
    with pytest.raises(DiagramRejected):
        spec_of(hostile)


@pytest.mark.parametrize(
    "condition",
    [
        "__import__('os').system('true')",
        "more.__class__.__base__.__subclasses__()",
        "more.upper() == 'X'",
        "(lambda: False)()",
        "[x for x in range(10**9)]",
        "'a'*10**9",
        "9**9**9",
        "open('/etc/passwd')",
        "more[0]",
        "more == False<!-- hidden -->.__class__",
        "more == <![CDATA[more.__class__]]>",
        "<bpmn:script>more</bpmn:script>more",
    ],
)
def test_a_gateway_holds_no_python(condition):
    assert "gateway_more" in rejected(changed(ROUNDS, "more == false", condition))


DOCTYPE = '<!DOCTYPE definitions [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<bpmn:definitions", f"{DOCTYPE}<bpmn:definitions", "DOCTYPE is not allowed"),
        ("<bpmn:definitions", f"{LAUGHS}<bpmn:definitions", "DOCTYPE is not allowed"),
        ("more == false", "more == &file;", "not well-formed"),
        ("</bpmn:process>", "", "not well-formed"),
        ("En runde", "&#0;", "not well-formed"),
        ("En runde", "a" * 1024 * 1024, "is the most"),
    ],
)
def test_xml_is_not_trusted(old, new, problem):
    assert problem in rejected(changed(ROUNDS, old, new))


def test_only_utf_8_is_read():
    utf_16 = Diagram.from_files("rounds", {"rounds.bpmn": ROUNDS.encode("utf-16")})
    assert "not UTF-8" in rejected(utf_16)


def test_a_file_that_is_something_else_is_refused():
    html = Diagram.from_files("rounds", {"rounds.bpmn": b"<html/>"})
    assert "its root is html" in rejected(html)


def test_a_diagram_without_end_is_refused():
    steps = "".join(f'<bpmn:userTask id="task_{number}" />' for number in range(200))
    assert "200 is the most" in rejected(changed(ROUNDS, LANE_END, LANE_END + steps))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id="treadmill.turn"', 'id="treadmill.burn"', "service_turn: there is no operation 'treadmill.burn'"),
        ('id="treadmill.turn"', 'name="treadmill.turn"', "serviceTaskOperator in service_turn lacks id"),
        (
            '<spiffworkflow:serviceTaskOperator id="treadmill.turn" />',
            "",
            "service_turn: A Service Task must have an operator",
        ),
        ("service_turn", "Activity_1ln3xkw", "Activity_1ln3xkw: an id is English snake_case"),
        ('"treadmill" name', '"Tread-mill" name', "There is no process treadmill"),
        ('default="flow_gateway_enough_to_service_turn"', "", "Non-default exclusive outgoing sequence flow"),
        (LANE_END, f'{LANE_END}<bpmn:startEvent id="start_too" /><bpmn:endEvent id="end" />{START_TOO}', "one start"),
        (
            '<bpmn:endEvent id="end_stopped" name="Stop" />',
            '<bpmn:serviceTask id="end_stopped"><bpmn:extensionElements><spiffworkflow:serviceTaskOperator '
            'id="treadmill.turn" /></bpmn:extensionElements></bpmn:serviceTask>',
            "end_stopped: nothing follows it",
        ),
        (LANE_END, LANE_END + AFTER_END, "end_stopped: nothing follows an end"),
        (
            '<bpmn:startEvent id="start_run" name="Start" />',
            '<bpmn:startEvent id="start_run"><bpmn:timerEventDefinition><bpmn:timeDate>now</bpmn:timeDate>'
            "</bpmn:timerEventDefinition></bpmn:startEvent>",
            "start_run: a process is not started by a timer",
        ),
        ('sourceRef="start_run"', 'sourceRef="start_ran"', "start_run"),
        ("service_turn" + '" name', "service_turned" + '" name', "service_turn"),
    ],
)
def test_a_diagram_that_does_not_hang_together_is_refused(old, new, problem):
    assert problem in rejected(changed(TREADMILL, old, new))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<bpmn:timeDate>published_on</bpmn:timeDate>", "<bpmn:timeDuration>P1M</bpmn:timeDuration>", "timeDuration"),
        ("<bpmn:timeDate>published_on</bpmn:timeDate>", "<bpmn:timeCycle>R3/P1D</bpmn:timeCycle>", "timeCycle"),
        ("<bpmn:timeDate>published_on</bpmn:timeDate>", "", "timer_publication"),
        (">published_on<", ">datetime.now()<", "timer_publication: 'datetime.now()'"),
        (
            ">deadline(decided_on)<",
            ">unbound(decided_on)<",
            "timer_report_due: 'unbound(decided_on)': 'unbound' is not",
        ),
        ('value="=deadline(decided_on)"', 'value="=decided_on.year"', "task_report: 'decided_on.year': Attribute"),
        ("value=\"'first'\"", 'value="which()"', "service_remind_first: 'which()'"),
        ('id="which" type', 'id="two words" type', "'two words' is not the name of a parameter"),
        (
            '<bpmn:timerEventDefinition id="timer_publication_definition">\n        '
            "<bpmn:timeDate>published_on</bpmn:timeDate>\n      </bpmn:timerEventDefinition>",
            "",
            "timer_publication: it waits for nothing that we know",
        ),
        ('type="any"', "", "parameter in which lacks type"),
        ('name="Driftsherre"', 'name="Kommunen"', "the lane 'Kommunen' is not a party"),
        ("<bpmn:flowNodeRef>task_report</bpmn:flowNodeRef>", "", "task_report: it is in no party's lane"),
        (
            'attachedToRef="task_report" cancelActivity="false"',
            'attachedToRef="task_report"',
            "task_report: two timers interrupt it",
        ),
        (
            'name="7 dage før" attachedToRef="task_report"',
            'name="7 dage før" attachedToRef="service_remind_first"',
            "only a user task or a call has timers",
        ),
        ("<bpmn:endEvent", '<bpmn:endEvent id="end_alone" /><bpmn:endEvent', "end_alone: it cannot be reached"),
    ],
)
def test_a_timer_a_lane_or_a_property_with_a_fault_is_refused(old, new, problem):
    assert problem in rejected(changed(REPORT, old, new))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<bpmn:loopDataInputRef>members</bpmn:loopDataInputRef>", "", "task_reply"),
        (
            '<bpmn:userTask id="task_read" name="Læs svarene" />',
            '<bpmn:callActivity id="task_read" calledElement="survey"><bpmn:multiInstanceLoopCharacteristics>'
            '<bpmn:loopDataInputRef>members</bpmn:loopDataInputRef><bpmn:inputDataItem id="one" />'
            "</bpmn:multiInstanceLoopCharacteristics></bpmn:callActivity>",
            "task_read: only a user task can be given for each",
        ),
        (
            "<bpmn:loopDataInputRef>members</bpmn:loopDataInputRef>",
            "<bpmn:loopCardinality>10**9</bpmn:loopCardinality>",
            "loopCardinality",
        ),
        (">members<", ">members()<", "task_reply: 'members()' is not the name of a variable"),
        (
            "multiInstanceLoopCharacteristics>\n        <",
            'multiInstanceLoopCharacteristics isSequential="true">\n        <',
            "is sequential",
        ),
        ('<bpmn:outputDataItem id="reply" name="reply" />', "", "task_reply: an output list and an output item"),
        ('<bpmn:inputDataItem id="member" name="member" />', "", "task_reply"),
    ],
)
def test_a_task_for_each_with_a_fault_is_refused(old, new, problem):
    assert problem in rejected(changed(SURVEY, old, new))


def test_conditions_stand_only_on_a_gateways_flows():
    conditional = changed(
        ROUNDS,
        'targetRef="task_round" />',
        'targetRef="task_round"><bpmn:conditionExpression>more</bpmn:conditionExpression></bpmn:sequenceFlow>',
    )
    assert "start_rounds: only an exclusive gateway has conditions" in rejected(conditional)
    assert "flow_gateway_more_to_task_round: the default has no condition" in rejected(conditional)


def test_a_process_is_named_by_one_english_word():
    text = TREADMILL.replace('id="treadmill"', 'id="Trædemølle"')
    named = Diagram.from_files("Trædemølle", {"treadmill.bpmn": text.encode()})
    assert "Trædemølle: an id is English snake_case" in rejected(named)


def test_a_gateway_always_has_a_way_out():
    text = changed(ROUNDS, ' default="flow_gateway_more_to_task_round"', "").files["diagram.bpmn"].decode()
    condition = "><bpmn:conditionExpression>more</bpmn:conditionExpression></bpmn:sequenceFlow>"
    flow = 'sourceRef="gateway_more" targetRef="task_round" '
    assert "gateway_more: it needs a default flow" in rejected(changed(text, f"{flow}/>", f"{flow}{condition}"))


def test_a_called_process_must_be_there():
    assert "There is no process hearing_round" in rejected(changed(CONSULTATION, "", ""))


def test_a_process_cannot_call_itself_in_any_number_of_steps():
    circle = HEARING.replace(
        '<bpmn:serviceTask id="service_remind" name="Påmind">',
        '<bpmn:callActivity id="service_remind" calledElement="consultation">',
    )
    circle = circle.replace('<spiffworkflow:serviceTaskOperator id="hearing.remind" />', "", 1)
    circle = circle.replace("</bpmn:serviceTask>", "</bpmn:callActivity>", 1)
    problems = rejected(changed(CONSULTATION, "", "", hearing_round=circle))
    assert "consultation: it calls itself" in problems
    assert "hearing_round: it calls itself" in problems


def test_an_id_is_used_once_in_a_process_and_all_it_calls():
    twice = HEARING.replace("service_close", "task_conclude")
    assert "task_conclude: 2 elements have this id" in rejected(changed(CONSULTATION, "", "", hearing_round=twice))


def test_all_faults_are_told_at_once():
    problems = rejected(changed(REPORT.replace("published_on", "now()"), "report.remind", "report.forget"))
    assert problems.count("report.forget") == 2
    assert "timer_publication" in problems
