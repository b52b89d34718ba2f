"""What a diagram must be like before it may be taken into use."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from workflows.engine.decisions import problems_of_table
from workflows.engine.description import DiagramDescription, Element, ForEach, Kind, ProcessDescription
from workflows.engine.expressions import problems_in
from workflows.engine.parsing import ParsedDiagram
from workflows.engine.task_specs import DecisionTask
from workflows.vocabulary import Party

_WORD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LANES = frozenset(party.label for party in Party)
_BEARS_TIMERS = (Kind.USER_TASK, Kind.CALL)


def faults_of(
    diagram: DiagramDescription,
    parsed: ParsedDiagram,
    operations: Collection[str],
    functions: Collection[str],
) -> Iterator[str]:
    """Why the diagram may not be taken into use, a sentence for each fault; nothing if it may."""
    for element_id, times in Counter(element.id for element in diagram.elements).items():
        if times > 1:
            yield f"{element_id}: {times} elements have this id"
    yield from _circles(diagram)
    for process in diagram.processes:
        yield from _faults_of_process(process)
        for element in process.elements:
            yield from _faults_of_element(element, process)
            yield from _faults_of_expressions(element, functions)
            if element.operation is not None and element.operation not in operations:
                yield f"{element.id}: there is no operation {element.operation!r}"
    for spec in (parsed.spec, *parsed.called.values()):
        for step in spec.task_specs.values():
            if isinstance(step, DecisionTask):
                yield from problems_of_table(step.dmnEngine.decision_table, functions)


def _circles(diagram: DiagramDescription) -> Iterator[str]:
    calls = {p.id: {element.calls for element in p.elements if element.calls} for p in diagram.processes}
    for process_id in calls:
        reached: set[str] = set()
        unread = set(calls[process_id])
        while unread:
            called = unread.pop()
            reached.add(called)
            unread |= calls[called] - reached
        if process_id in reached:
            yield f"{process_id}: it calls itself"


def _faults_of_process(process: ProcessDescription) -> Iterator[str]:
    if not _WORD.fullmatch(process.id):
        yield f"{process.id}: an id is English snake_case"
    if sum(element.kind is Kind.START for element in process.elements) != 1:
        yield f"{process.id}: it must have one start event"
    if not any(element.kind is Kind.END for element in process.elements):
        yield f"{process.id}: it has no end event that can be reached"
    for element_id in process.unreachable:
        yield f"{element_id}: it cannot be reached from the start"
    for lane in process.lanes:
        if lane not in _LANES:
            yield f"{process.id}: the lane {lane!r} is not a party"


def _faults_of_element(element: Element, process: ProcessDescription) -> Iterator[str]:
    if not _WORD.fullmatch(element.id):
        yield f"{element.id}: an id is English snake_case"
    if element.kind is Kind.USER_TASK and element.lane not in _LANES:
        yield f"{element.id}: it is in no party's lane"
    if element.kind is Kind.CHOICE:
        yield from _faults_of_choice(element)
    elif any(flow.condition for flow in element.flows):
        yield f"{element.id}: only an exclusive gateway has conditions"
    if element.kind is Kind.END and element.flows:
        yield f"{element.id}: nothing follows an end"
    if element.kind is not Kind.END and not element.flows:
        yield f"{element.id}: nothing follows it"
    if element.kind is Kind.START and element.due is not None:
        yield f"{element.id}: a process is not started by a timer"
    if element.for_each is not None:
        yield from _faults_of_for_each(element, element.for_each)
    yield from _faults_of_timers(element, process)


def _faults_of_choice(element: Element) -> Iterator[str]:
    for flow in element.flows:
        if flow.default and flow.condition:
            yield f"{flow.id}: the default has no condition"
    if len(element.flows) > 1 and not any(flow.default for flow in element.flows):
        yield f"{element.id}: it needs a default flow, so that the case never stands still"


def _faults_of_for_each(element: Element, for_each: ForEach) -> Iterator[str]:
    if element.kind is not Kind.USER_TASK:
        yield f"{element.id}: only a user task can be given for each entry of a list"
    for name in (for_each.collection, for_each.item):
        if not name.isidentifier():
            yield f"{element.id}: {name!r} is not the name of a variable"
    if (for_each.gathered_in is None) != (for_each.gathered is None):
        yield f"{element.id}: an output list and an output item belong together"


def _faults_of_timers(element: Element, process: ProcessDescription) -> Iterator[str]:
    if element.kind is Kind.WAIT and element.due is None:
        yield f"{element.id}: it waits for nothing that we know"
    timers = [timer for timer in process.elements if timer.attached_to == element.id]
    if timers and element.kind not in _BEARS_TIMERS:
        yield f"{element.id}: only a user task or a call has timers on its edge"
    if sum(timer.interrupting for timer in timers) > 1:
        yield f"{element.id}: two timers interrupt it"


def _faults_of_expressions(element: Element, functions: Collection[str]) -> Iterator[str]:
    expressions = [flow.condition for flow in element.flows if flow.condition]
    expressions += [text[1:] for text in element.properties.values() if text.startswith("=")]
    expressions += (element.parameters or {}).values()
    if element.due is not None:
        expressions.append(element.due)
    for expression in expressions:
        for problem in problems_in(expression, functions):
            yield f"{element.id}: {expression!r}: {problem}"
    for name in element.parameters or {}:
        if not name.isidentifier():
            yield f"{element.id}: {name!r} is not the name of a parameter"
