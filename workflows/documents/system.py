"""What the printing of documents needs of the machine, and which versions of it are there.

Needs nothing but the standard library, so that it can be asked before anything is installed.
"""

import ctypes
import hashlib
import zlib
from importlib.metadata import version
from pathlib import Path

from workflows.documents.places import TEMPLATES

LIBRARIES = {
    "Pango": ("libpangoft2-1.0-0", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib")),
    "HarfBuzz-subset": ("libharfbuzz-subset0", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")),
}
VERSIONED_LIBRARIES = {
    "pango": ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.0.dylib")),
    "harfbuzz": ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.0.dylib")),
}
PACKAGES = ("weasyprint", "pydyf", "fonttools", "jinja2", "tinycss2", "tinyhtml5", "cssselect2", "matplotlib", "numpy")
PAGE_CODE = (
    "formats.py", "kinds.py", "canonical.py", "pages.py", "press.py", "steps.py", "../rules/trace.py",
    "figures.py", "charts.py", "alt_texts.py", "plots.py", "measure_plots.py",
)  # fmt: skip


def system_problems() -> list[str]:
    """What is missing before a document can be made, a Danish sentence for each; empty when all is there."""
    return [
        f"{name} mangler: installér {package} (apt-get install {package})."
        for name, (package, files) in LIBRARIES.items()
        if _library(files) is None
    ]


def renderer_versions() -> dict[str, str]:
    """Everything that shapes a document's bytes, by name; kept with the document.

    `pages` is a hash of the templates, the fonts and the code that sets a page.
    """
    versions = {package: version(package) for package in PACKAGES}
    for name, (function, files) in VERSIONED_LIBRARIES.items():
        library = _library(files)
        if library is not None:
            tell = getattr(library, function)
            tell.restype = ctypes.c_char_p
            versions[name] = tell().decode()
    return versions | {"zlib": zlib.ZLIB_RUNTIME_VERSION, "pages": _pages_hash()}


def _library(files: tuple[str, ...]) -> ctypes.CDLL | None:
    for file in files:
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


def _pages_hash() -> str:
    digest = hashlib.sha256()
    for path in _page_files():
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _page_files() -> list[Path]:
    set_in = [path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".css", ".ttf", ".conf"}]
    return sorted(set_in) + [Path(__file__).parent / name for name in PAGE_CODE]
