"""What can come next: from where a process stands, along its flows, to the next thing that somebody does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from workflows.engine.description import DiagramDescription, Element, Flow, Kind
from workflows.engine.expressions import ExpressionError, evaluate

STOPS = (Kind.USER_TASK, Kind.CALL, Kind.DECISION, Kind.END)
STANDS = (Kind.USER_TASK, Kind.WAIT)


@dataclass(frozen=True)
class Ahead:
    """A step that can come next; `when` is the answer that leads there, empty when nothing else can come.

    `after_all`: it comes only when everything that the case waits for has been done.
    """

    label: str
    lane: str
    when: str
    ends: bool
    after_all: bool = False


def steps_ahead(description: DiagramDescription, standing: Mapping[str, Mapping[str, object]]) -> list[Ahead]:
    """The steps that can follow those where the process stands, each with its data, in reading order.

    Where the process stands are the tasks that wait and the calls that they wait within. A question whose answer the
    data hold already is not asked again; one that the step itself answers is, and so is one that a called process
    answers, unless the end it came to (its property `leaves`) tells the answer.
    """
    walk = _Walk(description, frozenset(standing))
    places = [one for one in description.elements if one.id in standing and one.kind in STANDS]
    found = [ahead for place in places for ahead in walk.after(place, standing[place.id])]
    if len(places) > 1:
        # One branch of several that comes to its end ends nothing, unless somebody decides so.
        found = [replace(one, after_all=one.after_all or one.ends) for one in found if one.when or not one.ends]
    else:
        found = [replace(one, after_all=False) for one in found]
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Way:
    """How the walk has come to where it is."""

    data: Mapping[str, object]
    when: tuple[str, ...] = ()
    answered_here: bool = True
    """Whether the next question is answered by what has just been done, whatever the data said before."""
    left: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the called process can have answered, by the end that it came to."""
    joined: bool = False
    """Whether other branches are waited for on the way."""
    seen: frozenset[str] = frozenset()


class _Walk:
    def __init__(self, description: DiagramDescription, current: frozenset[str]) -> None:
        self._elements = {element.id: element for element in description.elements}
        self._calls = [element for element in description.elements if element.calls and element.id in current]
        self._process_of = {one.id: process.id for process in description.processes for one in process.elements}

    def after(self, element: Element, data: Mapping[str, object]) -> Iterator[Ahead]:
        yield from self._from(element, _Way(data, seen=frozenset({element.id})))

    def _from(self, element: Element, way: _Way) -> Iterator[Ahead]:
        flows = _possible(element, way)
        told = len(flows) > 1 and element.kind is Kind.CHOICE and element.label
        joins = element.kind is Kind.PARALLEL and len(element.flows) == 1
        for flow in flows:
            target = self._elements[flow.target]
            on = replace(
                way,
                when=(*way.when, f"{element.label} {flow.label}") if told else way.when,
                answered_here=way.answered_here and target.kind is Kind.CHOICE,
                left=way.left if target.kind is Kind.CHOICE else {},
                joined=way.joined or joins,
                seen=way.seen | {target.id},
            )
            if target.kind in STOPS:
                yield from self._stop(target, on)
            elif target.id not in way.seen:
                yield from self._from(target, on)

    def _stop(self, element: Element, way: _Way) -> Iterator[Ahead]:
        # A process that several call goes back to the one that waits for it now.
        callers = [call for call in self._calls if call.calls == self._process_of[element.id]]
        if element.kind is Kind.END and callers:
            for caller in callers:
                yield from self._from(caller, replace(way, answered_here=True, left=_left(element)))
        else:
            # A table decides by itself: nobody has it.
            lane = "" if element.kind is Kind.DECISION else element.lane
            yield Ahead(element.label, lane, "; ".join(way.when), element.kind is Kind.END, way.joined)


def _possible(element: Element, way: _Way) -> list[Flow]:
    """The flows along which the process can go on."""
    if element.kind is not Kind.CHOICE or len(element.flows) < 2:
        return list(element.flows)
    known = [_chosen(element, {**way.data, name: value}) for name, values in way.left.items() for value in values] or [
        None if way.answered_here else _chosen(element, way.data)
    ]
    chosen = [flow for flow in known if flow is not None]
    return [flow for flow in element.flows if flow in chosen] or list(element.flows)


def _left(end: Element) -> dict[str, tuple[str, ...]]:
    """What an end says of the answers that its process can have left, e.g. `result = grant, refuse`."""
    name, _, values = end.properties.get("leaves", "").partition("=")
    return {name.strip(): tuple(value.strip() for value in values.split(","))} if values else {}


def _chosen(choice: Element, data: Mapping[str, object]) -> Flow | None:
    """The flow that the data lead along, or none while they do not tell."""
    try:
        for flow in choice.flows:
            if flow.condition and evaluate(flow.condition, data, {}):
                return flow
    except ExpressionError:
        return None
    return next(flow for flow in choice.flows if flow.default)
