"""A running case stays on the diagrams that it was opened with, also when the files change or are gone."""

import shutil

import pytest

from db.models.case import DiagramVersion
from db.session import reading
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from workflows.engine.errors import DiagramRejected
from workflows.services.casework.courses import course
from workflows.services.casework.taskpage import show_task
from workflows.services.closing.corrections import replace_final_account
from workflows.services.running import stepping

DECIDE, DECIDE_NEW = 'name="Registrér beslutningen"', 'name="Registrér byrådets beslutning"'


@pytest.fixture
def folder(seeded, monkeypatch, tmp_path):
    """The diagrams in a folder that a test may change; what was read before is forgotten."""
    copy = tmp_path / "bpmn"
    shutil.copytree(stepping.BPMN, copy)
    monkeypatch.setattr(stepping, "BPMN", copy)
    forget()
    yield copy
    forget()


def forget() -> None:
    """As after a restart."""
    stepping.adopted_diagram.cache_clear()
    stepping._kept.clear()


def change(folder, old: str, new: str) -> None:
    file = folder / "closing" / "closing.bpmn"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    forget()


def versions() -> int:
    with reading() as session:
        return session.query(DiagramVersion).count()


def label(walk: ClosingWalk, element: str) -> str:
    """What the case's own diagrams call a step."""
    steps = [step for part in course(walk.case_id, walk.operator).parts for step in part.steps]
    return next(step.label for step in steps if step.id == element)


def test_a_running_case_does_not_notice_that_the_files_change(folder):
    old = ClosingWalk().opened()
    change(folder, DECIDE, DECIDE_NEW)

    old.heard()

    assert old.task("task_record_decision").label == "Registrér beslutningen"
    assert label(old, "task_record_decision") == "Registrér beslutningen"


def test_a_new_case_takes_the_new_diagrams(folder):
    old = ClosingWalk().opened()
    change(folder, DECIDE, DECIDE_NEW)

    new = ClosingWalk("Dagtilbuddet Broen").opened().heard()

    assert new.task("task_record_decision").label == "Registrér byrådets beslutning"
    assert new.case.diagram_hash != old.case.diagram_hash
    assert versions() == 2


def test_a_step_that_the_new_diagrams_lack_is_still_taken_in_an_old_case(folder):
    old = ClosingWalk().opened().heard().decided()
    account = folder / "closing" / "provisional_account.bpmn"
    account.write_text(account.read_text(encoding="utf-8").replace("task_send_provisional_account", "task_post_it"))
    shutil.rmtree(folder / "shared")
    forget()

    old.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()

    assert old.waits_for == {"task_follow_account"}


def test_the_pages_of_an_old_case_are_drawn_from_its_own_diagrams(folder):
    old = ClosingWalk().opened().heard()
    change(folder, "Registrér, hvad kommunalbestyrelsen eller regionsrådet har besluttet", "Registrér nu noget andet")

    page = show_task(old.task("task_record_decision").id, old.operator)

    assert page.what.startswith("Registrér, hvad kommunalbestyrelsen eller regionsrådet har besluttet")


def test_the_same_diagrams_are_kept_once(folder):
    ClosingWalk().opened()
    ClosingWalk("Dagtilbuddet Broen").opened()

    assert versions() == 1


def test_a_diagram_with_a_fault_opens_no_case_and_stops_none(folder):
    old = ClosingWalk().opened()
    change(folder, 'id="closing.notify_closing"', 'id="closing.notify_nobody"')

    with pytest.raises(DiagramRejected, match="notify_nobody"):
        ClosingWalk("Dagtilbuddet Broen").opened()

    old.heard().decided()
    assert len(old.documents("closing_notice")) == 1
    assert versions() == 1


def test_a_final_account_that_is_made_again_runs_on_the_diagrams_of_that_day(folder):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1).treat_provisional()
    walk.send_provisional().follow("final").enter("final", EXAMPLE_1).endorse().treat_final().send_final()
    account = folder / "closing" / "final_account.bpmn"
    account.write_text(account.read_text(encoding="utf-8").replace('"Påtegn regnskabet"', '"Påtegn igen"'))
    forget()

    replace_final_account(walk.case_id, reason="Forkert afskrivning.", actor=walk.operator)
    walk.enter("final", EXAMPLE_1)

    assert walk.task("task_endorse_account").label == "Påtegn igen"
