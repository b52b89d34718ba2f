"""Every diagram of `bpmn/`, read once: each process as it can be started, and all of them described together."""

from pathlib import Path

from lxml import etree

from workflows.engine.description import DiagramDescription
from workflows.engine.diagrams import Diagram, describe, read_diagrams

BPMN = Path(__file__).parents[2] / "bpmn"
FILES = sorted(BPMN.rglob("*.bpmn"))
SHARED = {file.stem for file in FILES if file.parent.name == "shared"}
PROCESSES = {file.parent.name for file in FILES if file.parent.name != "shared"}


def _read(file: Path) -> Diagram:
    """The process that a file draws, with all that it calls."""
    (process,) = etree.fromstring(file.read_bytes()).iterfind("{*}process")
    return read_diagrams(file.parent, process.get("id"))


DIAGRAMS = {diagram.process_id: diagram for diagram in map(_read, FILES)}
_drawn = [process for diagram in DIAGRAMS.values() for process in describe(diagram).processes]
ALL = DiagramDescription(tuple({process.id: process for process in _drawn}.values()))
"""The processes that cases are opened with, and all that they call, each once."""
