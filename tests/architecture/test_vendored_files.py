"""The front-end libraries are those that were fetched, and their licences are with them."""

from pathlib import Path

import pytest

from tests.stories.vendor import fetch as for_tests
from web.static.vendor import fetch as for_pages

KEPT = [(for_pages.LIBRARIES, for_pages.HERE), (for_tests.LIBRARIES, for_tests.HERE)]


@pytest.mark.parametrize(("libraries", "here"), KEPT, ids=["pages", "tests"])
def test_the_vendored_files_are_unchanged(libraries: dict[str, list[str]], here: Path) -> None:
    listed = dict(reversed(line.split("  ")) for line in (here / "sums.txt").read_text().splitlines())

    assert for_pages.sums(libraries, here) == listed


@pytest.mark.parametrize(("libraries", "here"), KEPT, ids=["pages", "tests"])
def test_every_library_has_its_licence(libraries: dict[str, list[str]], here: Path) -> None:
    names = for_pages.sums(libraries, here)
    folders = {name.split("/")[0] for name in names}

    assert {name.split("/")[0] for name in names if "license" in name.lower()} == folders
    assert len(folders) == len(libraries)
