"""What can come next: from where a process stands, along its flows, to the next thing that somebody does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflows.engine.description import DiagramDescription, Element, Flow, Kind
from workflows.engine.expressions import ExpressionError, evaluate

STOPS = (Kind.USER_TASK, Kind.CALL, Kind.DECISION, Kind.END)
STANDS = (Kind.USER_TASK, Kind.WAIT)


@dataclass(frozen=True)
class Ahead:
    """A step that can come next; `when` is the answer that leads there, empty when nothing else can come."""

    label: str
    lane: str
    when: str
    ends: bool


def steps_ahead(description: DiagramDescription, standing: Mapping[str, Mapping[str, object]]) -> list[Ahead]:
    """The steps that can follow those where the process stands, each with its data, in reading order.

    Where the process stands are the tasks that wait and the calls that they wait within. A question whose answer the
    data hold already is not asked again; one that the step itself answers is.
    """
    walk = _Walk(description, frozenset(standing))
    found = [
        ahead
        for element in description.elements
        if element.id in standing and element.kind in STANDS
        for ahead in walk.after(element, standing[element.id])
    ]
    return list(dict.fromkeys(found))


class _Walk:
    def __init__(self, description: DiagramDescription, current: frozenset[str]) -> None:
        self._elements = {element.id: element for element in description.elements}
        self._calls = [element for element in description.elements if element.calls and element.id in current]
        self._process_of = {one.id: process.id for process in description.processes for one in process.elements}

    def after(self, element: Element, data: Mapping[str, object]) -> Iterator[Ahead]:
        yield from self._from(element, data, when=(), answered_here=True, seen=frozenset({element.id}))

    def _from(
        self,
        element: Element,
        data: Mapping[str, object],
        *,
        when: tuple[str, ...],
        answered_here: bool,
        seen: frozenset[str],
    ) -> Iterator[Ahead]:
        asked = element.kind is Kind.CHOICE and len(element.flows) > 1
        known = _chosen(element, data) if asked and not answered_here else None
        for flow in [known] if known else element.flows:
            target = self._elements[flow.target]
            told = (*when, f"{element.label} {flow.label}") if asked and not known and element.label else when
            here = answered_here and target.kind is Kind.CHOICE
            if target.kind in STOPS:
                yield from self._stop(target, data, told, seen)
            elif target.id not in seen:
                yield from self._from(target, data, when=told, answered_here=here, seen=seen | {target.id})

    def _stop(
        self, element: Element, data: Mapping[str, object], when: tuple[str, ...], seen: frozenset[str]
    ) -> Iterator[Ahead]:
        # A process that several call goes back to the one that waits for it now.
        callers = [call for call in self._calls if call.calls == self._process_of[element.id]]
        if element.kind is Kind.END and callers:
            for caller in callers:
                yield from self._from(caller, data, when=when, answered_here=False, seen=seen)
        else:
            # A table decides by itself: nobody has it.
            lane = "" if element.kind is Kind.DECISION else element.lane
            yield Ahead(element.label, lane, "; ".join(when), element.kind is Kind.END)


def _chosen(choice: Element, data: Mapping[str, object]) -> Flow | None:
    """The flow that the data lead along, or none while they do not tell."""
    try:
        for flow in choice.flows:
            if flow.condition and evaluate(flow.condition, data, {}):
                return flow
    except ExpressionError:
        return None
    return next(flow for flow in choice.flows if flow.default)
