"""A process as drawn: its files, found in `bpmn/` or kept from an earlier version, known by their hash."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Generic, TypeVar

from lxml import etree

from workflows.engine.adoption import faults_of
from workflows.engine.description import DiagramDescription, description_of
from workflows.engine.errors import DiagramRejected, EngineError
from workflows.engine.parsing import ParsedDiagram, parse
from workflows.engine.xml_files import BPMN, SPIFF, read_xml

_MAX_CACHED = 64
Read = TypeVar("Read")


@dataclass(frozen=True)
class Diagram:
    """One version of a process: every file that running it needs, and the hash of them all."""

    process_id: str
    content_hash: str
    files: Mapping[str, bytes] = field(repr=False, compare=False)

    @classmethod
    def from_files(cls, process_id: str, files: Mapping[str, bytes]) -> "Diagram":
        """A diagram of kept files, by name (`closing.bpmn`, `shared/hearing.bpmn`)."""
        ordered = {name: bytes(files[name]) for name in sorted(files)}
        digest = sha256(f"{process_id}\0".encode())
        for name, content in ordered.items():
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return cls(process_id, digest.hexdigest(), MappingProxyType(ordered))


def read_diagrams(folder: Path, process_id: str) -> Diagram:
    """The present version of a process, from its own folder (`bpmn/closing`).

    All of its `.bpmn` and `.dmn` files, and of the folder `shared` beside it what these call, directly or
    not; a shared file is named after its process or decision. EngineError if the folder has no diagram.
    """
    files = {path.name: path.read_bytes() for path in folder.glob("*") if path.suffix in (".bpmn", ".dmn")}
    if not files:
        raise EngineError(f"There is no diagram in {folder}")

    unread = list(files.items())
    while unread:
        for word in _called_by(*unread.pop()):
            for path in (folder.parent / "shared" / f"{word}{suffix}" for suffix in (".bpmn", ".dmn")):
                name = f"shared/{path.name}"
                if name not in files and path.is_file():
                    files[name] = path.read_bytes()
                    unread.append((name, files[name]))
    return Diagram.from_files(process_id, files)


def adopt(diagram: Diagram, operations: Collection[str], functions: Collection[str]) -> None:
    """Check a diagram before it is taken into use; DiagramRejected with all its faults.

    `operations` are the names its service tasks may use, `functions` those its expressions may call.
    """
    problems = list(faults_of(describe(diagram), spec_of(diagram), operations, functions))
    if problems:
        raise DiagramRejected(problems)


def describe(diagram: Diagram) -> DiagramDescription:
    """The steps of the process and of all it calls, in reading order; read once for each version."""
    return _descriptions.of(diagram)


def bpmn_xml(diagram: Diagram, process_id: str | None = None) -> bytes:
    """The file that draws the process, or one that it calls, as it was written; EngineError if none does."""
    wanted = process_id or diagram.process_id
    for name, root in _documents_of(diagram).items():
        if any(process.get("id") == wanted for process in root.iter(f"{{{BPMN}}}process")):
            return diagram.files[name]
    raise EngineError(f"{diagram.process_id} has no process {wanted}")


def spec_of(diagram: Diagram) -> ParsedDiagram:
    """What SpiffWorkflow runs, read once for each version; safe to call from many threads."""
    return _specs.of(diagram)


class _OfVersions(Generic[Read]):
    """What is read of diagrams, once for each version; safe to use from many threads."""

    def __init__(self, read: Callable[[str, Mapping[str, etree._Element]], Read]) -> None:
        self._read = read
        self._kept: OrderedDict[tuple[str, str], Read] = OrderedDict()
        self._lock = Lock()

    def of(self, diagram: Diagram) -> Read:
        """What is read of this one."""
        key = (diagram.process_id, diagram.content_hash)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._read(diagram.process_id, _documents_of(diagram))
            self._kept.move_to_end(key)
            while len(self._kept) > _MAX_CACHED:
                self._kept.popitem(last=False)
            return self._kept[key]


_specs = _OfVersions(parse)
_descriptions = _OfVersions(description_of)


def _documents_of(diagram: Diagram) -> dict[str, etree._Element]:
    documents, problems = {}, []
    for name, content in diagram.files.items():
        try:
            documents[name] = read_xml(name, content)
        except DiagramRejected as rejected:
            problems.extend(rejected.problems)
    if problems:
        raise DiagramRejected(problems)
    return documents


def _called_by(name: str, content: bytes) -> Iterator[str]:
    """The processes and decisions that a file calls: plain words only, since they become file names."""
    root = read_xml(name, content)
    called = [element.get("calledElement") for element in root.iter(f"{{{BPMN}}}callActivity")]
    called += [element.text for element in root.iter(f"{{{SPIFF}}}calledDecisionId")]
    return (word for word in called if word and word.isidentifier())
