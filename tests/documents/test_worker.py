"""The printing process: what it is told, what happens when it fails, and what the machine must have."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.conftest import printed, sample
from tests.documents.test_repetition import order
from workflows.documents import render as rendering
from workflows.documents import system
from workflows.documents.places import ROOT
from workflows.documents.render import RenderingFailed, Worker, render
from workflows.documents.system import system_problems
from workflows.errors import Refused


@pytest.fixture
def worker():
    one = Worker()
    yield one
    one.close()


def process_that(code: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_an_unknown_kind_is_a_bug():
    with pytest.raises(KeyError, match="no_such_document"):
        render("no_such_document", {})


def test_data_that_do_not_fill_the_template_give_no_document():
    data = sample("called_off")
    del data["decided_by"]

    with pytest.raises(RenderingFailed):
        render("called_off", data)
    assert render("called_off", sample("called_off")) == printed("called_off")


def test_the_worker_knows_none_of_the_programs_secrets(worker, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hemmelig")
    worker.render(order("called_off"))

    environment = Path(f"/proc/{worker._process.pid}/environ").read_bytes()

    assert b"hemmelig" not in environment
    assert b"FONTCONFIG_FILE=" in environment


def test_a_worker_that_has_left_is_started_again(worker):
    first = worker.render(order("called_off"))
    worker._process.communicate()

    assert worker.render(order("called_off")) == first


def test_a_worker_inherited_through_a_fork_is_left_alone(worker, monkeypatch):
    worker.render(order("called_off"))
    parents = worker._process
    monkeypatch.setattr(worker, "_owner", -1)

    worker.render(order("called_off"))

    assert parents.poll() is None
    assert worker._process is not parents
    parents.communicate()


def test_a_process_that_left_in_good_order_has_printed_nothing():
    process = process_that("pass")
    process.wait()

    assert rendering._exchange(process, b"x" * 100_000) is None
    process.communicate()


def test_a_process_that_broke_down_is_a_failure():
    process = process_that("import sys; sys.stdin.readline(); sys.exit(3)")

    with pytest.raises(RenderingFailed, match="status 3"):
        rendering._exchange(process, b"{}\n")
    process.communicate()


def test_a_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(rendering, "TIMEOUT_SECONDS", 0.2)
    process = process_that("import time; time.sleep(60)")

    with pytest.raises(RenderingFailed, match="status -9"):
        rendering._exchange(process, b"{}\n")
    process.communicate()


def test_the_renderer_is_not_imported_until_it_prints():
    code = (
        "import sys; import workflows.documents.render, workflows.documents.verify, workflows.documents.press; "
        "sys.exit(bool({'weasyprint', 'pikepdf', 'fontTools'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_machine_can_be_asked_before_anything_is_installed():
    code = "from workflows.documents.system import system_problems; print(system_problems())"

    asked = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, check=True)

    assert asked.stdout == b"[]\n"


def test_a_machine_with_the_libraries_has_no_problems():
    assert system_problems() == []


def test_a_missing_library_is_named_before_a_document_is_made(monkeypatch):
    monkeypatch.setitem(system.LIBRARIES, "Pango", ("libpangoft2-1.0-0", ("libfindesikke.so.0",)))

    assert system_problems() == ["Pango mangler: installér libpangoft2-1.0-0 (apt-get install libpangoft2-1.0-0)."]
    with pytest.raises(Refused, match="Pango mangler"):
        render("called_off", sample("called_off"))
