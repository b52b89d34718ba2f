"""Files that were received from outside, as pages that can stand in a bundle: nothing in them is run or leads away."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf
    from PIL.Image import Image

PDF = "application/pdf"
IMAGES = ("image/png", "image/jpeg")
HAS_PAGES = (PDF, *IMAGES)
"""The kinds of files that can be shown as pages."""
A4 = (595.28, 841.89)
"""Width and height of a page in points."""
MARGIN = 42.5
KEPT_NOTES = ("/Link",)
MOST_PIXELS = 60_000_000
ONE_AT_A_TIME = Lock()
"""Held while the setting by which Pillow reads pictures is another than usual."""


def as_pages(content: bytes, media_type: str) -> bytes | None:
    """The file as a PDF of pages alone; none where it is of another kind, closed by a password or damaged."""
    if media_type == PDF:
        return _clean(content)
    return _from_image(content) if media_type in IMAGES else None


def _clean(content: bytes) -> bytes | None:
    """The pages of a PDF without program code, forms, attached files, and what leads to other files."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as source, pikepdf.new() as pages:
            if source.is_encrypted or _mended(source):
                return None
            if "/AcroForm" in source.Root:
                source.generate_appearance_streams()
            source.flatten_annotations("all")
            for page in source.pages:
                _strip(page)
            pages.pages.extend(source.pages)
            return _written(pages) if len(pages.pages) else None
    except (pikepdf.PdfError, pikepdf.PasswordError, pikepdf.ForeignObjectError):
        return None


def _mended(source: "pikepdf.Pdf") -> bool:
    """Whether the file is damaged, so that what can be read of it need not be all of its pages."""
    len(source.pages)
    return bool(source.get_warnings())


def _strip(page: "pikepdf.Page") -> None:
    import pikepdf

    for name in ("/AA", "/StructParents", "/Metadata", "/PieceInfo", "/B"):
        if name in page.obj:
            del page.obj[name]
    notes: Any = page.obj.get("/Annots", ())
    page.obj.Annots = pikepdf.Array([note for note in notes if _stays(note)])


def _stays(note: Any) -> bool:
    """Whether a mark on a page is a plain link. One to a page of its own file loses its way with the pages."""
    if str(note.get("/Subtype", "")) not in KEPT_NOTES:
        return False
    for name in ("/AA", "/PA", "/StructParent"):
        if name in note:
            del note[name]
    action: Any = note.get("/A")
    return action is not None and str(action.get("/S", "")) == "/URI" and "/Next" not in action


def _from_image(content: bytes) -> bytes | None:
    """One page with the picture as large as it fits, lying when it is wide."""
    import pikepdf
    from PIL import Image, ImageOps

    try:
        with _only_whole_pictures(), Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            picture = ImageOps.exif_transpose(opened) or opened
            rgb = _on_white(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    wide = rgb.width > rgb.height
    page = A4[::-1] if wide else A4
    with pikepdf.new() as pages:
        pages.add_blank_page(page_size=page)
        _place(pages, rgb, page)
        return _written(pages)


@contextmanager
def _only_whole_pictures() -> Iterator[None]:
    """Refuse pictures that end too early, which WeasyPrint lets through everywhere once it has been imported."""
    from PIL import ImageFile

    with ONE_AT_A_TIME:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _on_white(picture: "Image") -> "Image":
    from PIL import Image

    if picture.mode not in ("RGBA", "LA", "P"):
        return picture.convert("RGB")
    shown = picture.convert("RGBA")
    ground = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(ground, shown).convert("RGB")


def _place(pages: "pikepdf.Pdf", rgb: "Image", size: tuple[float, float]) -> None:
    import pikepdf

    scale = min((size[0] - 2 * MARGIN) / rgb.width, (size[1] - 2 * MARGIN) / rgb.height)
    width, height = rgb.width * scale, rgb.height * scale
    x, y = (size[0] - width) / 2, (size[1] - height) / 2
    image = pikepdf.Stream(pages, zlib.compress(rgb.tobytes(), 6))
    image.stream_dict.update(
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Image,
            "/Width": rgb.width,
            "/Height": rgb.height,
            "/ColorSpace": pikepdf.Name.DeviceRGB,
            "/BitsPerComponent": 8,
            "/Filter": pikepdf.Name.FlateDecode,
        }
    )
    page = pages.pages[0]
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=image))
    page.obj.Contents = pages.make_stream(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /Picture Do Q".encode())


def _written(pages: "pikepdf.Pdf") -> bytes:
    written = BytesIO()
    pages.save(written, deterministic_id=True)
    return written.getvalue()
