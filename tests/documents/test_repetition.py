"""The same data give the same bytes, whichever process prints them; what shapes the bytes has a version."""

import json
import os

import pytest

from tests.documents.conftest import printed, sample
from workflows.documents import system
from workflows.documents.canonical import canonical_json
from workflows.documents.places import FONTS
from workflows.documents.press import press
from workflows.documents.render import Worker
from workflows.documents.system import renderer_versions
from workflows.documents.worker import serve

# WeasyPrint leaves its own colour profile open until it is forgotten.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning")


@pytest.fixture
def own_fonts(monkeypatch):
    """This process sees the fonts as the worker does."""
    monkeypatch.setenv("FONTCONFIG_FILE", str(FONTS / "fonts.conf"))
    monkeypatch.chdir(FONTS)


def order(kind: str) -> bytes:
    return json.dumps([kind, json.loads(canonical_json(sample(kind)))]).encode() + b"\n"


@pytest.mark.usefixtures("own_fonts")
def test_two_processes_print_the_same_bytes(kind):
    data = json.loads(canonical_json(sample(kind)))

    assert press(kind, data) == printed(kind)


def test_a_fresh_worker_prints_what_a_warm_one_does():
    fresh = Worker()
    try:
        assert fresh.render(order("called_off")) == printed("called_off")
    finally:
        fresh.close()


def test_the_order_of_the_fields_does_not_show():
    turned = dict(reversed(sample("final_account").items()))
    turned["account"] = dict(reversed(turned["account"].items()))
    worker = Worker()
    try:
        again = worker.render(json.dumps(["final_account", json.loads(canonical_json(turned))]).encode() + b"\n")
    finally:
        worker.close()

    assert again == printed("final_account")


@pytest.mark.usefixtures("own_fonts")
def test_a_worker_prints_each_order_until_no_more_come(tmp_path):
    reading, writing = os.pipe()
    os.write(writing, order("called_off"))
    os.close(writing)

    with open(reading, "rb", buffering=0) as orders, open(tmp_path / "out", "w+b") as finished:
        serve(orders, finished)
        finished.seek(0)
        length = int(finished.readline())
        assert finished.read() == printed("called_off")

    assert length == len(printed("called_off"))


def test_all_that_shapes_the_bytes_has_a_version():
    versions = renderer_versions()

    assert {"weasyprint", "pydyf", "fonttools", "jinja2", "pango", "harfbuzz", "zlib", "pages"} <= set(versions)
    assert versions["weasyprint"] == "70.0"
    assert all(versions.values())


def test_another_template_is_another_renderer(tmp_path, monkeypatch):
    before = renderer_versions()["pages"]
    (tmp_path / "letter.html").write_text("<p>", encoding="utf-8")
    monkeypatch.setattr(system, "TEMPLATES", tmp_path)

    assert renderer_versions()["pages"] != before
