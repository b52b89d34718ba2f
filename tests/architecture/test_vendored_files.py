"""The front-end libraries are those that were fetched, and their licences are with them."""

from web.assets import STATIC
from web.static.vendor.fetch import LIBRARIES, sums


def test_the_vendored_files_are_unchanged():
    listed = dict(reversed(line.split("  ")) for line in (STATIC / "vendor" / "sums.txt").read_text().splitlines())

    assert sums() == listed


def test_every_library_has_its_licence():
    licences = [name for name in sums() if "license" in name.lower()]

    assert {name.split("/")[0] for name in licences} == {"dkfds", "htmx", "bpmn-js"}
    assert len(LIBRARIES) == 3
