"""Fetches the front-end libraries again: `python web/static/vendor/fetch.py` (needs npm and a network).

Each library is packed by name and version; the files named here are copied out, and their SHA-256 sums
are written to `sums.txt`, which a test compares with the files. A new version is one changed line here.
"""

import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent

FONTS = "|".join(("Bold", "Italic", "Medium", "Regular", "SemiBold"))

LIBRARIES = {
    "dkfds@11.2.0": [
        r"LICENSE\.md",
        r"dist/css/dkfds-virkdk\.min\.css",
        r"dist/js/dkfds\.min\.js",
        r"dist/img/all-svg-icons\.svg",
        r"dist/img/svg-icons/[a-z0-9-]+\.svg",
        rf"dist/fonts/IBMPlexSans/complete/woff2/(IBMPlexSans-({FONTS})\.woff2|license\.txt)",
        r"dist/fonts/IBMPlexSans/complete/(eot|woff)/IBMPlexSans-Regular\.(eot|woff)",  # its own sheet asks these first
    ],
    "htmx.org@2.0.11": [r"LICENSE", r"dist/htmx\.min\.js"],
    "bpmn-js@18.31.1": [
        r"LICENSE",
        r"dist/bpmn-navigated-viewer\.production\.min\.js",
        r"dist/assets/(bpmn-js|diagram-js)\.css",
    ],
}
"""Name and version to patterns of the files that are kept."""


def fetch(libraries: dict[str, list[str]], here: Path) -> None:
    """Fetch every library into a folder of its own below `here`, and write the sums."""
    for library, patterns in libraries.items():
        folder = here / _folder(library)
        shutil.rmtree(folder, ignore_errors=True)
        with tempfile.TemporaryDirectory() as packed:
            subprocess.run(["npm", "pack", "--silent", library], cwd=packed, check=True)  # noqa: S603, S607
            (archive,) = Path(packed).glob("*.tgz")
            _copy(archive, patterns, folder)
    (here / "sums.txt").write_text("".join(f"{total}  {name}\n" for name, total in sums(libraries, here).items()))


def _folder(library: str) -> str:
    return library.split("@")[0].removesuffix(".org")


def _copy(archive: Path, patterns: list[str], folder: Path) -> None:
    wanted = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            name = member.name.removeprefix("package/")
            content = tar.extractfile(member) if wanted.fullmatch(name) else None
            if content is not None:
                target = folder / name.removeprefix("dist/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


def sums(libraries: dict[str, list[str]], here: Path) -> dict[str, str]:
    """The SHA-256 sum of each fetched file, by its path from `here`."""
    folders = [here / _folder(library) for library in libraries]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(here).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    fetch(LIBRARIES, HERE)
