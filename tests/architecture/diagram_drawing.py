"""A diagram as it is drawn: shapes, lanes and edges with their places on the paper."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lxml import etree

SPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle on the paper."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, other: "Box") -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def overlaps(self, other: "Box") -> bool:
        beside = self.x + self.width <= other.x or other.x + other.width <= self.x
        above = self.y + self.height <= other.y or other.y + other.height <= self.y
        return not beside and not above


@dataclass(frozen=True)
class Segment:
    """A straight piece of an edge, drawn from `start` to `end`."""

    edge: str
    start: Point
    end: Point

    @property
    def box(self) -> Box:
        (x1, y1), (x2, y2) = self.start, self.end
        return Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))

    @property
    def is_orthogonal(self) -> bool:
        return (self.box.width == 0) != (self.box.height == 0)

    def crosses(self, other: "Segment") -> bool:
        """Whether two pieces at right angles cross inside both."""
        if (self.box.width == 0) == (other.box.width == 0):
            return False
        upright, flat = (self.box, other.box) if self.box.width == 0 else (other.box, self.box)
        return flat.x < upright.x < flat.x + flat.width and upright.y < flat.y < upright.y + upright.height

    def runs_along(self, other: "Segment") -> bool:
        """Whether two pieces lie on each other for a while."""
        a, b = self.box, other.box
        if a.width == b.width == 0:
            return a.x == b.x and a.y < b.y + b.height and b.y < a.y + a.height
        if a.height == b.height == 0:
            return a.y == b.y and a.x < b.x + b.width and b.x < a.x + a.width
        return False


@dataclass(frozen=True)
class Drawing:
    """One file: boxes by the ids of their elements, edges as pieces, and which element lies in which lane."""

    boxes: dict[str, Box]
    edges: dict[str, list[Segment]]
    sources: dict[str, str]
    targets: dict[str, str]
    lanes: dict[str, str]
    attached: dict[str, str]

    @property
    def nodes(self) -> dict[str, Box]:
        """The boxes of the elements that are in a lane."""
        return {node: self.boxes[node] for node in self.lanes}

    def leads_back(self, flow: str) -> bool:
        """Whether a flow closes a loop: its target leads to its source."""
        seen, unread = set(), {self.targets[flow]}
        while unread:
            node = unread.pop()
            seen.add(node)
            reached = {self.targets[one] for one, source in self.sources.items() if source == node}
            reached |= {timer for timer, holder in self.attached.items() if holder == node}
            unread |= reached - seen
        return self.sources[flow] in seen


def drawing_of(file: Path) -> Drawing:
    root = etree.fromstring(file.read_bytes())
    shapes = root.iterfind(".//bpmndi:BPMNShape", SPACES)
    flows = list(root.iterfind(".//bpmn:sequenceFlow", SPACES))
    lanes = root.iterfind(".//bpmn:lane", SPACES)
    timers = root.iterfind(".//bpmn:boundaryEvent", SPACES)
    return Drawing(
        boxes={shape.get("bpmnElement"): _box(shape.find("dc:Bounds", SPACES)) for shape in shapes},
        edges={edge.get("bpmnElement"): _pieces(edge) for edge in root.iterfind(".//bpmndi:BPMNEdge", SPACES)},
        sources={flow.get("id"): flow.get("sourceRef") for flow in flows},
        targets={flow.get("id"): flow.get("targetRef") for flow in flows},
        lanes={ref.text: lane.get("id") for lane in lanes for ref in lane.iterfind("bpmn:flowNodeRef", SPACES)},
        attached={timer.get("id"): timer.get("attachedToRef") for timer in timers},
    )


def _box(bounds: etree._Element) -> Box:
    return Box(*(float(bounds.get(name)) for name in ("x", "y", "width", "height")))


def _pieces(edge: etree._Element) -> list[Segment]:
    points = [(float(point.get("x")), float(point.get("y"))) for point in edge.iterfind("di:waypoint", SPACES)]
    return [Segment(edge.get("bpmnElement"), start, end) for start, end in pairwise(points)]
