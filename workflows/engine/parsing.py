"""Diagrams to SpiffWorkflow's specs, with nothing but the kinds of step that we know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser, GatewayParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import SimpleBpmnTask
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    ExclusiveGateway,
    IntermediateCatchEvent,
    StartEvent,
)
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.event_parsers import (
    SpiffBoundaryEventParser,
    SpiffEndEventParser,
    SpiffIntermediateCatchEventParser,
    SpiffStartEventParser,
)
from SpiffWorkflow.spiff.parser.process import SpiffProcessParser
from SpiffWorkflow.spiff.parser.task_spec import (
    BusinessRuleTaskParser,
    CallActivityParser,
    ServiceTaskParser,
    UserTaskParser,
)
from SpiffWorkflow.spiff.specs.defaults import CallActivity, UserTask

from workflows.engine.decisions import DecisionEngine
from workflows.engine.errors import DiagramRejected
from workflows.engine.joins import EndOfProcess, JoiningGateway
from workflows.engine.task_specs import DecisionTask, OperationTask, TaskForEach
from workflows.engine.timers import DueMoment

# mypy: disallow-subclassing-any=False


@dataclass(frozen=True)
class ParsedDiagram:
    """The specs of a process and of all it calls. All cases share them: running never changes them."""

    spec: Any
    called: Mapping[str, Any]


def parse(process_id: str, documents: Mapping[str, etree._Element]) -> ParsedDiagram:
    """Build the specs of a process from the roots of its files; DiagramRejected says what is wrong."""
    parser = _Parser()
    try:
        for name, root in documents.items():
            if name.endswith(".dmn"):
                parser.add_dmn_xml(root, filename=name)
        for name, root in documents.items():
            if name.endswith(".bpmn"):
                parser.add_bpmn_xml(root, filename=name)
        parsed = ParsedDiagram(parser.get_spec(process_id), parser.get_subprocess_specs(process_id))
    except ValidationException as error:
        place = f"{error.file_name} {error.id}".strip()
        raise DiagramRejected([f"{place or process_id}: {error}"]) from error
    for spec in {**parsed.called, process_id: parsed.spec}.values():
        _connect_instances(spec)
    return parsed


def _connect_instances(spec: Any) -> None:
    # SpiffWorkflow does this when the first instance is made: too late for a state that is read back in
    # another process, and a change of the shared spec under the feet of another thread.
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, TaskForEach):
            spec.task_specs[task_spec.task_spec].completed_event.connect(task_spec.merge_child)


class _ProcessSpec(BpmnProcessSpec):
    """A process whose implicit join at the end is ours."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        name = f"{self.name}.EndJoin"
        for replaced in (name, "End"):
            del self.task_specs[replaced]
        self.end = EndOfProcess(self, name)
        self.end.connect(SimpleBpmnTask(self, "End"))


class _ProcessParser(SpiffProcessParser):
    def create_spec(self) -> _ProcessSpec:
        return _ProcessSpec(name=self.bpmn_id, description=self.get_name(), filename=self.filename)


class _DueMomentParser:
    node: Any
    xpath: Any

    def parse_timer_event(self, event: Any) -> DueMoment:  # noqa: ARG002 (the node is this event's)
        dates = self.xpath(".//bpmn:timeDate")
        if len(dates) != 1 or not dates[0].text:
            raise ValidationException("A timer has one timeDate; no durations, no cycles", node=self.node)
        return DueMoment(self.node.get("id"), dates[0].text)


class _StartEventParser(_DueMomentParser, SpiffStartEventParser):
    pass


class _BoundaryEventParser(_DueMomentParser, SpiffBoundaryEventParser):
    pass


class _CatchEventParser(_DueMomentParser, SpiffIntermediateCatchEventParser):
    pass


class _UserTaskParser(UserTaskParser):
    PARALLEL_MI_CLASS = TaskForEach


class _DecisionTaskParser(BusinessRuleTaskParser):
    def create_task(self) -> DecisionTask:
        engine = self.process_parser.parser.get_engine(self.get_decision_ref(self.node), self.node)
        return DecisionTask(self.spec, self.bpmn_id, dmnEngine=engine, **self.bpmn_attributes)


class _Parser(SpiffBpmnParser):
    PARSER_CLASSES: Mapping[str, Any] = {}
    OVERRIDE_PARSER_CLASSES: Mapping[str, Any] = {
        full_tag("startEvent"): (_StartEventParser, StartEvent),
        full_tag("endEvent"): (SpiffEndEventParser, EndEvent),
        full_tag("boundaryEvent"): (_BoundaryEventParser, BoundaryEvent),
        full_tag("intermediateCatchEvent"): (_CatchEventParser, IntermediateCatchEvent),
        full_tag("userTask"): (_UserTaskParser, UserTask),
        full_tag("serviceTask"): (ServiceTaskParser, OperationTask),
        full_tag("businessRuleTask"): (_DecisionTaskParser, DecisionTask),
        full_tag("callActivity"): (CallActivityParser, CallActivity),
        full_tag("exclusiveGateway"): (ConditionalGatewayParser, ExclusiveGateway),
        full_tag("parallelGateway"): (GatewayParser, JoiningGateway),
    }
    PROCESS_PARSER_CLASS = _ProcessParser

    def get_engine(self, decision_ref: str, node: Any) -> DecisionEngine:
        return DecisionEngine(super().get_engine(decision_ref, node).decision_table)
