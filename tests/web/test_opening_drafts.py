"""What is typed of a case that is not opened yet is kept, for the one who typed it, until the case is opened."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models.opening_draft import OpeningDraft
from db.session import reading
from tests.web.pages.case import SECRETARIAT, VEJLE, acting
from tests.web.test_opening import answers
from workflows.clock import now

pytestmark = pytest.mark.usefixtures("seeded")

FJORDAGER = ("rikke@fjordager.example", "kommunikationscenter-fjordager")
REASON = "Belægningen er faldet tre år i træk."
GO_ON = "Skriv videre på lukning af tilbud"


def kept(browse, **typed):
    return acting(browse, VEJLE).get("closing.open_form").send("Gem kladde", **typed)


def rows():
    with reading() as session:
        return list(session.scalars(select(OpeningDraft)))


def test_a_draft_is_gone_on_with_where_it_was_left(browse):
    again = kept(browse, reasons=REASON, expected_decision_on="1. maj 2026")

    assert again.messages[0].startswith("Kladden er gemt kl.")
    assert (again.value("reasons"), again.value("expected_decision_on")) == (REASON, "1. maj 2026")
    assert "Her er din kladde fra 2. marts 2026" in again.text
    assert [GO_ON in browse.get(page).text for page in ("openings.index", "home.index", "inbox.index")] == [True] * 3


def test_the_suggested_deadline_gives_way_to_what_was_typed(browse):
    assert kept(browse, hearing_deadline="").value("hearing_deadline") == ""


def test_an_opened_case_leaves_no_draft(browse):
    kept(browse, reasons=REASON).send("Opret sagen", **answers())

    assert rows() == []
    assert browse.get("closing.open_form").value("reasons") == ""


def test_a_draft_that_is_deleted_is_gone(browse):
    empty = kept(browse, reasons=REASON).send("Slet kladden")

    assert (empty.messages, empty.value("reasons"), rows()) == (["Kladden er slettet."], "", [])


def test_a_draft_is_its_writers_own(browse):
    kept(browse, reasons=REASON)

    acting(browse, SECRETARIAT)
    assert browse.get("closing.open_form").value("reasons") == ""
    assert GO_ON not in browse.get("inbox.index").text


def test_what_may_not_be_opened_can_not_be_kept(browse):
    page = kept(browse, reasons=REASON)
    token = page.soup.select_one("input[name=csrf_token]")["value"]

    answer = browse.client.post("/sager/opret/reevaluation/kladde", data={"csrf_token": token, "text": "x"})

    assert (answer.status_code, len(rows())) == (404, 1)


def test_what_is_told_of_a_citizen_is_sealed(browse):
    form = acting(browse, FJORDAGER).get("referral.open_form")
    again = form.send("Gem kladde", name="Vera Prøve", cpr="010190-1234")

    assert again.value("name") == "Vera Prøve"
    assert set(rows()[0].typed) == {"sealed"}


def test_an_old_draft_is_kept_no_longer(browse, clock):
    kept(browse, reasons=REASON)
    clock.forward(days=91)

    assert acting(browse, VEJLE).get("closing.open_form").value("reasons") == ""
    kept(browse, reasons="Ny")
    assert [row.kept_at for row in rows() if row.kept_at < now() - timedelta(days=90)] == []
