"""An agenda and its papers in one file: each paper after the page that announces it.

The agenda's own file is the base, so the bundle keeps its metadata, its colours, its language and its bookmarks. The
papers are ours too, tagged and with embedded fonts. Their pages keep their tags: each paper's structure is hung into
the bundle's tree, and what its pages name by number is renumbered. Data attached to a paper are enclosed in the bundle.

Files from outside have neither tags nor promised fonts. With their pages the bundle no longer says that it is PDF/A.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workflows.documents.enclosing import Enclosed, enclose, nest_bookmarks

if TYPE_CHECKING:
    import pikepdf


CHECKED = (
    "Filen siger, at den er PDF/A-3a, og har ét farverum. Alle skrifttyper er indlejret. Sprog og struktur er der, "
    "og hver side hører til strukturen. Den har ingen kryptering, programkode eller henvisninger til andre filer. "
    "Det er ikke en fuld validering af PDF/A."
)
"""What is looked at in a bundle before it is kept, in words for its page."""
CHECKED_WITH_PAGES = (
    "Filen indeholder sider af filer, der er modtaget udefra. De er vist, som de er, uden programkode, formularer og "
    "henvisninger til andre filer. Filen siger derfor ikke, at den er PDF/A. Dagsordenen uden bilag er det."
)
"""The same of a bundle with pages of files from outside."""
ABOUT_SAFETY = ("not encrypted", "no program code", "nothing outside the file")
"""The faults that no bundle may have."""


@dataclass(frozen=True)
class Part:
    """What follows the page that announces it: pages or none, and files that are enclosed; `own` is a paper of ours."""

    number: str
    pages: bytes | None = field(repr=False)
    own: bool = True
    enclosed: tuple[Enclosed, ...] = ()

    @property
    def count(self) -> int:
        """How many pages follow."""
        return pages_in(self.pages) if self.pages else 0


class NotArchivable(Exception):
    """A bundle lacks something that an archive asks for; the faults are in the message."""


def pages_in(pdf: bytes) -> int:
    """How many pages a file has."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def first_pages(agenda_pages: int, papers: Sequence[int]) -> list[int]:
    """On which page of the bundle each paper is announced.

    `agenda_pages` are those before the first paper, `papers` the pages of each.

    >>> first_pages(3, [2, 5])
    [4, 7]
    """
    pages, at = [], agenda_pages + 1
    for count in papers:
        pages.append(at)
        at += 1 + count
    return pages


def bundled(agenda: bytes, parts: Sequence[Part]) -> bytes:
    """The agenda with each part put after its page; the last pages of the agenda announce the parts, one each.

    Raises NotArchivable for a bundle of our own papers that an archive would not take, and for one that is not safe.
    """
    import pikepdf

    ours = all(part.own for part in parts if part.pages)
    with pikepdf.open(BytesIO(agenda)) as bundle:
        at = len(bundle.pages) - len(parts)
        for part in parts:
            _put_in(bundle, part, at + 1)
            at += 1 + part.count
        nest_bookmarks(bundle)
        if not ours:
            _no_longer_archivable(bundle)
        written = BytesIO()
        bundle.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    faults = [one for one in archive_faults(written.getvalue()) if ours or one in ABOUT_SAFETY]
    if faults:
        raise NotArchivable(", ".join(faults))
    return written.getvalue()


def _put_in(bundle: "pikepdf.Pdf", part: Part, at: int) -> None:
    import pikepdf

    if part.pages:
        with pikepdf.open(BytesIO(part.pages)) as source:
            if part.own:
                _insert(bundle, source, at)
            else:
                for offset, page in enumerate(source.pages):
                    bundle.pages.insert(at + offset, page)
    for one in part.enclosed:
        enclose(bundle, one)


def _no_longer_archivable(bundle: "pikepdf.Pdf") -> None:
    """Take back that the file is PDF/A: the pages of others were not made for that."""
    with bundle.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name in ("pdfaid:part", "pdfaid:conformance"):
            if name in metadata:
                del metadata[name]


def archive_faults(pdf: bytes) -> list[str]:
    """What keeps a file from being archived, as far as can be seen without a validator; empty when nothing does."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        with opened.open_metadata() as metadata:
            declared = metadata.get("pdfaid:part") == "3" and metadata.get("pdfaid:conformance") == "A"
        root = opened.Root
        found = {
            "declares PDF/A-3a": declared,
            "one output intent with a profile": len(root.get("/OutputIntents", ())) == 1
            and "/DestOutputProfile" in root.OutputIntents[0],
            "a language": bool(root.get("/Lang")),
            "marked content": "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked")),
            "not encrypted": not opened.is_encrypted,
            "no program code": "/OpenAction" not in root
            and "/AA" not in root
            and "/JavaScript" not in root.get("/Names", {}),
            "embedded fonts": all(_is_embedded(font) for page in opened.pages for font in _fonts(page)),
            "pages in the structure": _pages_in_structure(opened),
            "nothing outside the file": not any(_leads_away(note) for page in opened.pages for note in _notes(page)),
        }
    return [name for name, holds in found.items() if not holds]


def _fonts(page: "pikepdf.Page") -> Iterator[Any]:
    resources: Any = page.obj.get("/Resources")
    fonts: Any = resources.get("/Font") if resources is not None else None
    yield from fonts.values() if fonts is not None else ()


def _is_embedded(font: Any) -> bool:
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", {})
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _notes(page: "pikepdf.Page") -> Iterator[Any]:
    yield from page.obj.get("/Annots", ())


def _leads_away(note: Any) -> bool:
    return str(note.get("/A", {}).get("/S", "")) in ("/Launch", "/JavaScript", "/GoToR", "/SubmitForm", "/ImportData")


def _pages_in_structure(opened: "pikepdf.Pdf") -> bool:
    numbers = [int(one) for one in list(opened.Root.StructTreeRoot.ParentTree.Nums)[::2]]
    own = [int(page.obj.StructParents) for page in opened.pages if "/StructParents" in page.obj]
    return len(own) == len(opened.pages) == len(set(own)) and set(own) <= set(numbers)


def _insert(bundle: "pikepdf.Pdf", source: "pikepdf.Pdf", at: int) -> None:
    """Put a paper's pages into the bundle, and its structure into the bundle's tree."""
    for offset, page in enumerate(source.pages):
        bundle.pages.insert(at + offset, page)
    pages = [bundle.pages[at + offset] for offset in range(len(source.pages))]
    # Pages first: what the structure says of a page then leads to the page in the bundle.
    tree = bundle.copy_foreign(source.Root.StructTreeRoot)
    _renumber(bundle, pages, tree)
    _hang_in(bundle, tree)


def _renumber(bundle: "pikepdf.Pdf", pages: "Sequence[pikepdf.Page]", tree: Any) -> None:
    """Give what the pages name in their paper's parent tree numbers of its own in the bundle's."""
    import pikepdf

    own = bundle.Root.StructTreeRoot
    start = int(own.ParentTreeNextKey) if "/ParentTreeNextKey" in own else _numbers(own.ParentTree)
    for page in pages:
        if "/StructParents" in page.obj:
            page.obj.StructParents = int(page.obj.StructParents) + start
        for note in page.obj.get("/Annots", pikepdf.Array()):
            if "/StructParent" in note:
                note.StructParent = int(note.StructParent) + start
    entries = list(tree.ParentTree.Nums)
    shifted = [int(one) + start if index % 2 == 0 else one for index, one in enumerate(entries)]
    for one in shifted:
        own.ParentTree.Nums.append(one)
    own.ParentTreeNextKey = start + _numbers(tree.ParentTree)


def _numbers(tree: Any) -> int:
    keys = [int(one) for one in list(tree.Nums)[::2]]
    return max(keys, default=-1) + 1


def _hang_in(bundle: "pikepdf.Pdf", tree: Any) -> None:
    """A part of the bundle for the paper: its document element, under the bundle's own."""
    import pikepdf

    own = bundle.Root.StructTreeRoot
    (document,) = own.K if isinstance(own.K, pikepdf.Array) else [own.K]
    kids = list(tree.K) if isinstance(tree.K, pikepdf.Array) else [tree.K]
    prefix = f"{len(document.K)}-"
    for kid in kids:
        _rename(kid, prefix)
        kid.S = pikepdf.Name.Part
        kid.P = document
        document.K.append(kid)


def _rename(element: Any, prefix: str) -> None:
    """Put a paper's own mark before the names of its table cells, so that no two in the bundle are the same."""
    import pikepdf

    if not isinstance(element, pikepdf.Dictionary):
        return
    if "/ID" in element:
        element.ID = pikepdf.String(f"{prefix}{element.ID}")
    attributes = element.get("/A", ())
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(one, pikepdf.Dictionary) and "/Headers" in one:
            one.Headers = pikepdf.Array([pikepdf.String(f"{prefix}{name}") for name in one.Headers])
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        _rename(kid, prefix)
