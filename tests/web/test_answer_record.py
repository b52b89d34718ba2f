"""The page on which those who asked register an answer that came by mail, letter or telephone."""

from io import BytesIO

import pytest

from tests.brake_walk import ReevaluationWalk, criteria_entered
from tests.shared_walk import SharedWalk, know
from tests.web.pages.case import KOLDING, SECRETARIAT, STRANGER, acting
from workflows.services.hearings.matrix import follow_hearing
from workflows.services.papers.attachments import attachments_of

VEJLE, ODENSE = "630", "461"


@pytest.fixture
def asked(seeded, monkeypatch):
    """Vejle and Odense are asked for figures."""
    know(monkeypatch)
    return SharedWalk().asking([VEJLE, ODENSE])


def page_of(browse, walk, name="Vejle Kommune", who=SECRETARIAT):
    matrix = acting(browse, who).get("hearing_matrix.show", case_id=walk.case_id)
    return matrix.follow(f"Registrér svar fra {name}, kommet uden om Rammesag")


def test_what_came_by_mail_stands_in_the_overview_with_its_file(browse, asked):
    mail = (BytesIO(b"maaned;antal\n1;93"), "mail.csv")

    shown = page_of(browse, asked).send("Registrér svaret", text="Se filen.", file=mail)

    assert shown.messages == ["Svaret fra Vejle Kommune er registreret."]
    assert "Modtaget 2. mar. 2026 uden om Rammesag" in shown.text
    assert "1 af 2 har svaret" in shown.text
    files = attachments_of(asked.case_id, asked.operator)
    assert [(one.name, one.organisation) for one in files] == [("mail.csv", "Vejle Kommune")]


def test_what_can_not_be_taken_is_told_at_its_field_and_nothing_typed_is_lost(browse, asked):
    page = page_of(browse, asked).send("Registrér svaret", text="", received_on="1-3-2026", status=422)
    assert page.errors()["received_on"].startswith("Skriv en dag fra 2. marts 2026")

    page = page.send("Registrér svaret", text="", received_on="2-3-2026", status=422)
    assert page.errors()["text"] == "Skriv jeres svar, eller vedhæft det som fil."


def test_who_has_answered_meanwhile_is_not_registered_over(browse, asked):
    page = page_of(browse, asked)
    asked.answer(VEJLE, "93 procent.")

    page.send("Registrér svaret", text="88 procent.", status=409)

    (vejle,) = [row for row in follow_hearing(asked.case_id, asked.operator).rows if row.name == "Vejle Kommune"]
    assert vejle.text == "93 procent."


@pytest.mark.parametrize(
    ("who", "status"), [(STRANGER, 404), (KOLDING, 404), (("direktoer@odense.example", "461"), 403)]
)
def test_nobody_else_registers_what_came(browse, asked, who, status):
    path = page_of(browse, asked).path

    acting(browse, who).open(path, status=status)


def test_a_questionnaire_is_filled_in_as_the_municipality_would(browse, seeded):
    walk = ReevaluationWalk()
    criteria_entered(walk.secretariat)
    walk.opened()
    charlotte = ("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
    page = page_of(browse, walk, "Allerød Kommune", charlotte)

    page = page.send("Tilføj tilbud", **{"offers-0-citizens": "3"})
    assert page.value("offers-0-citizens") == "3"
    figures = {f"offers-{at}-{name}": "1" for at in range(9) for name in ("citizens", "expected")}
    shown = page.send("Registrér svaret", **figures, **{"proposals-0-name": "Bostedet Åmosen"})

    assert shown.messages == ["Svaret fra Allerød Kommune er registreret."]
