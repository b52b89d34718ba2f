"""The accessibility statement: what webtilgængelighedsloven asks a public body to say."""

from dataclasses import replace

from web.config import Responsible


def test_the_statement_says_the_status_who_checks_it_and_when_it_was_made(browse):
    text = browse.get("pages.accessibility").text

    assert "delvist i overensstemmelse" in text
    assert "Digitaliseringsstyrelsen fører tilsyn" in text
    assert "22. november 2026" in text
    assert "sekretariat, der giver dig adgang" in text


def test_the_statement_names_who_answers_and_how_to_reach_them(app, browse, monkeypatch):
    responsible = Responsible("Socialsekretariatet", "post@sekretariat.example", "70 10 20 30")
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], responsible=responsible))

    page = browse.get("pages.accessibility")

    assert "Socialsekretariatet skal gøre Rammesag tilgængelig" in page.text
    assert page.links()["post@sekretariat.example"] == "mailto:post@sekretariat.example"
    assert page.links()["70 10 20 30"] == "tel:70102030"
