"""The commands, run as a user runs them: another process, a clean environment."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests import factories
from web.config import ROOT
from workflows.services.people import links

FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
BARE = {"PATH": "/usr/bin:/bin", "COVERAGE_PROCESS_START": os.environ.get("COVERAGE_PROCESS_START", "")}
DEADLINE = {"agreement": "hovedstaden-2019-2020", "rule": "referral.decision", "from": "2026-03-30"}


def run(*command: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*FLASK, *command], input=given, capture_output=True, cwd=ROOT, env=BARE | environment, check=False
    )


def test_a_calculation_reads_one_object_and_prints_one():
    done = run("calc", "deadline", given=json.dumps(DEADLINE).encode())

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["date"] == "2026-04-23"
    assert "Skærtorsdag".encode() in done.stdout


def test_a_notice_is_computed():
    given = {"agreement": "syddanmark-2025-2026", "kind": "residential", "given": "2026-01-14"}

    assert "date" in json.loads(run("calc", "notice", given=json.dumps(given).encode()).stdout)


def test_a_closing_account_is_computed():
    given = {
        "agreement": "syddanmark-2025-2026",
        "operator_kind": "municipality",
        "structure": "standalone",
        "basis": "8581000",
        "result": {"revenue": "4400000", "costs": "7604000", "carried_forward": "-452000"},
        "turnover": [
            {"party": "Driftsherre", "operator": True, "year_minus_2": "5362763", "year_minus_1": "4290210"},
            {"party": "Køberkommune 1", "year_minus_2": "1430070", "year_minus_1": "715035"},
            {"party": "Køberkommune 2", "year_minus_2": "715035", "year_minus_1": "715035"},
        ],
    }

    account = json.loads(run("calc", "closing-account", given=json.dumps(given).encode()).stdout)

    assert [share["total"] for share in account["shares"]] == ["-2783852", "-523289", "-348859"]


def test_the_share_that_follows_a_taken_over_offer_is_computed():
    unit = {"name": "Enhed 1", "budget": "20000", "revenue": "20000", "costs": "20500"}
    result = {"year_result": "-500", "carried_forward": "-500", "accumulated": "-1000"}
    given = {
        "agreement": "syddanmark-2025-2026",
        "taken_over": "Enhed 1",
        "units": [unit | result, unit | result | {"name": "Enhed 2"}],
        "total_accumulated": "-2001",
    }

    done = run("calc", "takeover-share", given=json.dumps(given).encode())
    refused = run("calc", "takeover-share", given=json.dumps(given | {"taken_over": "Enhed 3"}).encode())

    share = json.loads(done.stdout)
    assert (done.returncode, share["follows"], share["carried_on"]) == (0, "-1001", "-1000")
    assert [warning["path"] for warning in share["warnings"]] == ["total_accumulated"]
    assert refused.returncode == 2
    assert [error["path"] for error in json.loads(refused.stdout)["errors"]] == ["taken_over"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (b"", ""),
        (b"[]", ""),
        (b'{"from": "\xff"}', ""),
        (b'{"rule": 1, "rule": 2}', ""),
        (json.dumps(DEADLINE | {"frm": "x"}).encode(), "frm"),
    ],
)
def test_bad_input_is_told_by_its_path_and_nothing_else_is_printed(given, path, app):
    done = app.test_cli_runner().invoke(args=["calc", "deadline"], input=given)

    assert done.exit_code == 2
    assert path in [error["path"] for error in json.loads(done.stdout)["errors"]]


def test_commands_need_neither_database_nor_renderer():
    script = "import sys, wsgi; print(sorted({'weasyprint', 'psycopg'} & set(sys.modules)))"
    environment = BARE | {"FLASK_RUN_FROM_CLI": "true", "DATABASE_URL": "sqlite:////nowhere/at/all.db"}

    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert loaded.stdout == "[]\n"


def test_a_server_refuses_to_start_without_a_key():
    refused = subprocess.run(
        [sys.executable, "-c", "import wsgi"], cwd=ROOT, env=BARE, capture_output=True, text=True, check=False
    )

    assert refused.returncode == 1
    assert "SECRET_KEY is not set" in refused.stderr.splitlines()[-1]


def test_the_tables_are_made_in_a_folder_that_is_not_there_yet(tmp_path):
    url = f"sqlite:///{tmp_path}/var/rammesag.db"

    first, again = run("db", "upgrade", DATABASE_URL=url), run("db", "upgrade", DATABASE_URL=url)

    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert (tmp_path / "var" / "rammesag.db").exists()


def test_a_person_let_in_from_the_command_line_gets_a_link(app, database):
    factories.secretariat(code="sekretariat")
    command = ["user", "add", "Anna Prøve", "Anna@Proeve.example", "--organisation", "sekretariat"]

    done = app.test_cli_runner().invoke(args=[*command, "--role", "secretariat_officer"])

    assert done.exit_code == 0, done.output
    token = re.search(r"http://127\.0\.0\.1:8000/engangslink/(\S+)", done.output)
    assert token is not None
    assert links.owner(token[1]).email == "anna@proeve.example"


def test_a_person_of_an_unknown_organisation_is_refused_in_words(app, database):
    done = app.test_cli_runner().invoke(
        args=["user", "add", "A", "a@b.dk", "--organisation", "999", "--role", "director"]
    )

    assert done.exit_code == 1
    assert "ingen organisation med koden 999" in done.output


def test_the_system_serves_pages_and_stops_when_told(tmp_path: Path):
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = BARE | {"DATABASE_URL": f"sqlite:///{tmp_path}/r.db", "SECRET_KEY": "k" * 40}
    command = [*FLASK, "serve", "--no-demo", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    try:
        page = _first_answer(f"http://127.0.0.1:{port}/login")
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)

    assert "Log på Rammesag" in page
    assert f"http://127.0.0.1:{port}" in out.decode()
    assert server.returncode == 0, err.decode()


def _first_answer(url: str) -> str:
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url) as answer:
                return str(answer.read().decode())
        except OSError:
            assert time.monotonic() < until, "no answer within a minute"
            time.sleep(0.2)
