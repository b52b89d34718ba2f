"""The master key on a machine of its own: made once, asked for when it is lost, changed; organisations' new keys."""

import stat

import pytest

from db.sealing import hold_master_keys
from tests.conftest import MASTER_KEY
from tests.sealed import RAGNHILD, sealed_case, stepping
from web.cli import master_key
from workflows.processes.sealing import citizen_of


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Where this machine keeps its master key; nothing is there yet."""
    path = tmp_path / "var" / "master_key"
    monkeypatch.setattr(master_key, "KEPT", path)
    return path


@pytest.fixture
def run(app, kept):
    """Run a command as the flask command line does."""

    def run(*args: str):
        return app.test_cli_runner().invoke(args=args)

    return run


@pytest.fixture
def case(walk_to):
    return sealed_case(walk_to("opened"))


def known(case) -> bool:
    with stepping(case) as step:
        return citizen_of(step) == RAGNHILD


def test_a_master_key_is_made_once_and_only_its_owner_reads_it(app, kept, database):
    with app.app_context():
        made = master_key.made_master_key()
        again = master_key.made_master_key()

    assert made == again == tuple(kept.read_text().split())
    assert len(made[0]) >= 43
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_no_new_key_is_made_for_a_database_that_was_sealed_by_another(app, kept, case):
    with app.app_context(), pytest.raises(Exception, match="Nøglen til borgernes oplysninger"):
        master_key.made_master_key()

    assert not kept.exists()


def test_the_worker_does_not_begin_without_the_master_key(run, database):
    done = run("worker")

    assert done.exit_code == 1
    assert "RAMMESAG_MASTER_KEY" in done.output


def test_the_master_key_of_a_machine_is_changed(run, kept, case):
    master_key.write_kept(kept, MASTER_KEY)

    done = run("keys", "rotate")

    assert done.exit_code == 0, done.output
    assert "1 nøgler er pakket om" in done.output
    (new,) = kept.read_text().split()
    assert new != MASTER_KEY
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    hold_master_keys(new)
    assert known(case)


def test_a_change_that_stops_half_way_loses_no_key(run, kept, case, monkeypatch):
    master_key.write_kept(kept, MASTER_KEY)
    monkeypatch.setattr("web.cli.keys.rotate_master_key", lambda: {}["disk full"])

    run("keys", "rotate")

    hold_master_keys(*master_key.kept_keys(kept))
    assert MASTER_KEY in kept.read_text()
    assert known(case)


def test_there_must_be_a_master_key_to_change(run, case):
    done = run("keys", "rotate")

    assert done.exit_code == 1
    assert "Der er ingen nøgle" in done.output


def test_another_machines_key_is_not_changed(run, kept, case):
    master_key.write_kept(kept, "x" * 43)

    done = run("keys", "rotate")

    assert done.exit_code == 1
    assert kept.read_text().split() == ["x" * 43]


def test_an_organisation_gets_a_new_key_for_what_is_sealed_next(run, kept, case):
    code = case.walk.offer.operator.code

    done, again = run("keys", "renew", "--organisation", code), run("keys", "renew")

    assert "1 nøgler bruges fra nu af kun til at læse med." in done.output
    assert "0 nøgler" in again.output
    assert known(case)


def test_an_unknown_organisation_is_refused_in_words(run, case):
    done = run("keys", "renew", "--organisation", "999")

    assert done.exit_code == 1
    assert "ingen organisation med koden 999" in done.output
