"""A diagram told in lists: for its text equivalent, for adoption, and for tests of every diagram."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from workflows.engine.errors import DiagramRejected
from workflows.engine.xml_files import BPMN, FLOW_NODES, SPIFF, local_name

_NAMESPACES = {"bpmn": BPMN, "spiff": SPIFF}


class Kind(StrEnum):
    """The kinds of step, by their names in BPMN."""

    START = "startEvent"
    END = "endEvent"
    USER_TASK = "userTask"
    SERVICE_TASK = "serviceTask"
    DECISION = "businessRuleTask"
    CALL = "callActivity"
    CHOICE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    WAIT = "intermediateCatchEvent"
    BOUNDARY_TIMER = "boundaryEvent"


@dataclass(frozen=True)
class Flow:
    """A sequence flow: to which element, under what condition (as written), and whether it is the default."""

    id: str
    label: str
    target: str
    condition: str | None
    default: bool


@dataclass(frozen=True)
class ForEach:
    """A task for each entry of a list.

    The variables of the list and of its entry, and of what is gathered from the answers, and where.
    """

    collection: str
    item: str
    gathered_in: str | None
    gathered: str | None


@dataclass(frozen=True)
class Element:
    """One step of a diagram. What does not belong to its kind is empty."""

    id: str
    kind: Kind
    label: str
    lane: str
    documentation: str
    properties: Mapping[str, str]
    flows: tuple[Flow, ...]
    operation: str | None = None
    parameters: Mapping[str, str] | None = None
    decision: str | None = None
    calls: str | None = None
    due: str | None = None
    attached_to: str | None = None
    interrupting: bool = True
    for_each: ForEach | None = None


@dataclass(frozen=True)
class ProcessDescription:
    """One process. In reading order an element is followed by its timers, then by what is next."""

    id: str
    label: str
    documentation: str
    lanes: tuple[str, ...]
    elements: tuple[Element, ...]
    unreachable: tuple[str, ...]


@dataclass(frozen=True)
class DiagramDescription:
    """The process, then the processes it calls, in the order in which they are first called."""

    processes: tuple[ProcessDescription, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        """All steps of all processes, in reading order."""
        return tuple(element for process in self.processes for element in process.elements)

    def of_kind(self, kind: Kind) -> tuple[Element, ...]:
        """The steps of one kind, in reading order."""
        return tuple(element for element in self.elements if element.kind is kind)

    @property
    def user_tasks(self) -> tuple[Element, ...]:
        """The steps that people take."""
        return self.of_kind(Kind.USER_TASK)

    @property
    def service_tasks(self) -> tuple[Element, ...]:
        """The steps that the system takes."""
        return self.of_kind(Kind.SERVICE_TASK)

    @property
    def gateways(self) -> tuple[Element, ...]:
        """Where the course divides or meets."""
        return tuple(element for element in self.elements if element.kind in (Kind.CHOICE, Kind.PARALLEL))

    @property
    def timers(self) -> tuple[Element, ...]:
        """Where a moment is waited for."""
        return tuple(element for element in self.elements if element.due is not None)


def description_of(process_id: str, documents: Mapping[str, etree._Element]) -> DiagramDescription:
    """Describe a process and all it calls, from the roots of its files; DiagramRejected if one is missing."""
    drawn = {process.get("id"): process for root in documents.values() for process in root.iter(f"{{{BPMN}}}process")}
    described: dict[str, ProcessDescription] = {}
    wanted = [process_id]
    while wanted:
        called = wanted.pop(0)
        if called in described:
            continue
        if called not in drawn:
            raise DiagramRejected([f"There is no process {called}"])
        described[called] = _described(drawn[called])
        wanted += [element.calls for element in described[called].elements if element.calls]
    return DiagramDescription(tuple(described.values()))


def _described(process: etree._Element) -> ProcessDescription:
    elements = {node.get("id", ""): _element(process, node) for node in process if local_name(node) in FLOW_NODES}
    order = list(_reading_order(elements))
    return ProcessDescription(
        id=process.get("id", ""),
        label=process.get("name", ""),
        documentation=_text(process, "bpmn:documentation"),
        lanes=tuple(lane.get("name", "") for lane in process.iterfind(".//bpmn:lane", _NAMESPACES)),
        elements=tuple(elements[element_id] for element_id in order),
        unreachable=tuple(sorted(elements.keys() - set(order))),
    )


def _reading_order(elements: Mapping[str, Element]) -> Iterator[str]:
    seen: set[str] = set()
    unread = [element.id for element in elements.values() if element.kind is Kind.START]
    while unread:
        element_id = unread.pop(0)
        if element_id in seen or element_id not in elements:
            continue
        timers = [element.id for element in elements.values() if element.attached_to == element_id]
        seen.update((element_id, *timers))
        yield from (element_id, *timers)
        unread[:0] = [flow.target for step in (element_id, *timers) for flow in elements[step].flows]


def _element(process: etree._Element, node: etree._Element) -> Element:
    operator = node.find("bpmn:extensionElements/spiff:serviceTaskOperator", _NAMESPACES)
    parameters = [] if operator is None else operator.iterfind(".//spiff:parameter", _NAMESPACES)
    properties = node.iterfind("bpmn:extensionElements/spiff:properties/spiff:property", _NAMESPACES)
    timer = node.find("bpmn:timerEventDefinition", _NAMESPACES)
    return Element(
        id=node.get("id", ""),
        kind=Kind(local_name(node)),
        label=node.get("name", ""),
        lane=_lane(process, node.get("id", "")),
        documentation=_text(node, "bpmn:documentation"),
        properties={entry.get("name", ""): entry.get("value", "") for entry in properties},
        flows=tuple(_flows(process, node)),
        operation=None if operator is None else operator.get("id", ""),
        parameters=None if operator is None else {p.get("id", ""): p.get("value", "") for p in parameters},
        decision=_text(node, "bpmn:extensionElements/spiff:calledDecisionId") or None,
        calls=node.get("calledElement"),
        due=None if timer is None else _text(timer, "bpmn:timeDate"),
        attached_to=node.get("attachedToRef"),
        interrupting=node.get("cancelActivity", "true") == "true",
        for_each=_for_each(node),
    )


def _flows(process: etree._Element, node: etree._Element) -> Iterator[Flow]:
    for flow in process.iterfind("bpmn:sequenceFlow", _NAMESPACES):
        if flow.get("sourceRef") == node.get("id"):
            yield Flow(
                id=flow.get("id", ""),
                label=flow.get("name", ""),
                target=flow.get("targetRef", ""),
                condition=_text(flow, "bpmn:conditionExpression") or None,
                default=flow.get("id") == node.get("default"),
            )


def _for_each(node: etree._Element) -> ForEach | None:
    loop = node.find("bpmn:multiInstanceLoopCharacteristics", _NAMESPACES)
    if loop is None:
        return None
    item = loop.find("bpmn:inputDataItem", _NAMESPACES)
    gathered = loop.find("bpmn:outputDataItem", _NAMESPACES)
    return ForEach(
        collection=_text(loop, "bpmn:loopDataInputRef"),
        item="" if item is None else item.get("id", ""),
        gathered_in=_text(loop, "bpmn:loopDataOutputRef") or None,
        gathered=None if gathered is None else gathered.get("id"),
    )


def _lane(process: etree._Element, element_id: str) -> str:
    for lane in process.iterfind(".//bpmn:lane", _NAMESPACES):
        if any((ref.text or "") == element_id for ref in lane.iterfind("bpmn:flowNodeRef", _NAMESPACES)):
            return str(lane.get("name", ""))
    return ""


def _text(node: etree._Element, path: str) -> str:
    return str(node.findtext(path, "", _NAMESPACES) or "").strip()
