"""Giving something to somebody who is away: asked once more, wherever it is done, told to the stand-in, and kept."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.absence import Absence
from db.models.case import CaseEvent
from db.models.notice import Notice
from db.session import reading
from tests import factories
from tests.brake_walk import BrakeWalk, later
from tests.closing_walk import ClosingWalk, person
from tests.web.pages.brake import danish
from tests.web.pages.inbox import open_inbox
from tests.web.pages.task import act_as, open_task
from workflows.services.notices.taking_up import take_up

pytestmark = pytest.mark.usefixtures("seeded")
WEEK = {"first_day": date(2026, 3, 2), "last_day": date(2026, 3, 6)}


def away(someone, stand_in, organisation_id):
    where = {"person_id": someone.person_id, "stand_in_id": stand_in.person_id, "organisation_id": organisation_id}
    return factories.kept(Absence(**where, **WEEK))


def test_what_a_process_gives_to_somebody_away_is_asked_about_and_reaches_the_stand_in(browse, seeded):
    walk = BrakeWalk().opened().nominated().assessed()
    page, (member, other, *_) = open_task(browse, walk, "task_plan_mapping"), walk.facts("task_plan_mapping")["members"]
    away(member, other, walk.open("task_plan_mapping")[0].organisation_id)
    typed = {"title": "Økonomi", "description": "Se.", "member_id": str(member.id), "due_on": danish(later(14))}

    asked = page.complete(status=422, **{f"tasks-0-{name}": value for name, value in typed.items()})
    asked.complete(although_away="y")
    take_up()

    assert "Sæt kryds, hvis opgaven skal gives alligevel" in asked.errors()["although_away"]
    (own,) = walk.open("task_do_mapping")
    with reading() as session:
        (noted,) = session.scalars(select(CaseEvent.text).where(CaseEvent.element_id == "task_do_mapping"))
        (notice,) = session.scalars(select(Notice).where(Notice.key == f"task:{own.id}:stand_in"))
    assert noted == f"»Økonomi« står til {member.name}, der er væk til 6. marts 2026 (stedfortræder: {other.name})"
    assert notice.person_ids == [str(other.person_id)]
    assert notice.text == f"Økonomi. Den står til {member.name}, der er væk. Du er stedfortræder."


def test_an_extra_task_for_somebody_away_is_asked_about_and_marked_in_the_stand_ins_list(browse, seeded):
    walk, mikkel = ClosingWalk().opened(), person("sagsbehandler@vejle.example", "630")
    anne = person("anne@vejle.example", "630")
    away(mikkel, anne, anne.organisation_id)
    act_as(browse, person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"))
    page = browse.get("errands.index", case_id=walk.case_id)
    answers = {"title": "Send brevet", "to": f"{anne.organisation_id}:{mikkel.person_id}", "due_on": "30-3-2026"}

    asked = page.send("Giv opgaven", status=422, **answers)
    asked.send("Giv opgaven", although_away="y")

    assert "Mikkel Toftager er væk fra 2. marts 2026 til 6. marts 2026" in asked.errors()["although_away"]
    (row,) = [row for row in open_inbox(browse, anne).rows if "Send brevet" in row[1]]
    assert "Dig som stedfortræder for Mikkel Toftager" in " ".join(row)


def test_a_tick_for_one_says_nothing_of_another_who_is_away(browse, seeded):
    walk, mikkel = ClosingWalk().opened(), person("sagsbehandler@vejle.example", "630")
    anne, dorte = person("anne@vejle.example", "630"), person("direktoer@vejle.example", "630")
    for one in (mikkel, dorte):
        away(one, anne, anne.organisation_id)
    act_as(browse, person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"))
    page = browse.get("errands.index", case_id=walk.case_id)
    to_mikkel, to_dorte = (f"{anne.organisation_id}:{one.person_id}" for one in (mikkel, dorte))
    asked = page.send("Giv opgaven", status=422, title="Send brevet", to=to_mikkel, due_on="30-3-2026")

    again = asked.send("Giv opgaven", status=422, to=to_dorte, although_away="y")

    assert "Dorte Kirkeby er væk" in again.errors()["although_away"]
    assert not again.soup.select_one("[name=although_away]").has_attr("checked")
