"""What a bundle of papers has beside its pages: enclosed files, and bookmarks that lead to each paper."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

POINT = re.compile(r"(\d+)\. ")
PAPER = re.compile(r"Bilag (\d+)\.\d+: ")
ENCLOSED_ON = "D:20250101000000Z"
"""One day for all enclosed files, so that the same papers give the same bundle."""


@dataclass(frozen=True)
class Enclosed:
    """A file that lies in the bundle beside its pages, under a name that says to which paper it belongs."""

    name: str
    content: bytes = field(repr=False)
    description: str = ""
    media_type: str = ""


def enclose(bundle: "pikepdf.Pdf", one: Enclosed) -> None:
    """Let a file lie in the bundle, and be told of to programs that archive."""
    import pikepdf

    spec = pikepdf.AttachedFileSpec(
        bundle,
        one.content,
        description=one.description,
        filename=one.name,
        mime_type=one.media_type,
        creation_date=ENCLOSED_ON,
        mod_date=ENCLOSED_ON,
    )
    spec.obj.AFRelationship = pikepdf.Name.Supplement
    bundle.attachments[one.name] = spec


def data_files(paper: bytes, number: str) -> tuple[Enclosed, ...]:
    """The data that a paper of ours carries, as they are enclosed in a bundle."""
    import pikepdf

    with pikepdf.open(BytesIO(paper)) as opened:
        return tuple(
            Enclosed(f"Bilag {number} {name}", spec.get_file().read_bytes(), spec.description, "application/json")
            for name, spec in opened.attachments.items()
        )


def nest_bookmarks(bundle: "pikepdf.Pdf") -> None:
    """Put the bookmark of each paper under that of its point: »Bilag 3.2« under »3.«."""
    with bundle.open_outline() as outline:
        # The agenda's heading is the one mark on top; a file set without it has the points there.
        tops = outline.root[0].children if len(outline.root) == 1 else outline.root
        points = {found[1]: mark for mark in tops if (found := POINT.match(str(mark.title)))}
        papers = [(found[1], mark) for mark in tops if (found := PAPER.match(str(mark.title)))]
        for number, paper in papers:
            points[number].children.append(paper)
        moved = [paper for _, paper in papers]
        tops[:] = [mark for mark in tops if mark not in moved]
