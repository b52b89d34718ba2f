"""What one gets by mail: chosen on one's own page."""

from datetime import timedelta

import pytest

from db.session import transaction
from tests import factories
from tests.closing_walk import ClosingWalk, person
from tests.mailbox import mail_server
from tests.web.pages.task import act_as
from workflows.clock import today
from workflows.services.notices.addresses import address_refused
from workflows.services.notices.telling import notify
from workflows.services.notices.wishes import wishes_of
from workflows.services.running.runner import work_once
from workflows.vocabulary import MailFrequency, NoticeKind


@pytest.fixture
def anne(seeded):
    return person("anne@vejle.example", "630")


def choices(page) -> dict[str, str]:
    """What the page would send if it were sent as it is."""
    selects = {one["name"]: one.select_one("[selected]")["value"] for one in page.soup.select("main select")}
    return selects | {"paused_to": page.soup.select_one("input[name=paused_to]").get("value", "")}


def test_what_is_chosen_is_kept_and_shown_and_holds(browse, anne):
    act_as(browse, anne)
    page = browse.get("profile.show").follow("Vælg, hvad du får som mail")
    chosen = choices(page) | {"question": "on_page", "hour": "16", "weekday": "4"}

    page = browse.post("mail_wishes.keep", chosen)

    assert page.messages[0] == "Dine valg er gemt."
    assert choices(page) == chosen
    walk = ClosingWalk().opened()
    work_once()
    with mail_server() as mailbox:
        with transaction() as session:
            persons = {anne.person_id: anne.organisation_id}
            notify(session, NoticeKind.QUESTION, persons=persons, case=walk.case, text="Hvornår?", key="q")
        work_once()
    assert mailbox.mails == []


def test_a_pause_is_to_a_day_to_come(browse, anne):
    act_as(browse, anne)
    page = browse.get("mail_wishes.show")
    passed = (today() - timedelta(days=1)).strftime("%d-%m-%Y")

    refused = browse.post("mail_wishes.keep", choices(page) | {"paused_to": passed}, status=422)

    assert "Vælg en dag, der ikke er passeret" in refused.text
    kept = browse.post("mail_wishes.keep", choices(page) | {"paused_to": today().strftime("%d-%m-%Y")})
    assert "Dine valg er gemt." in kept.text
    assert wishes_of(anne.person_id).wishes.paused_to == today()


def test_incidents_are_chosen_by_those_who_handle_them(browse, anne):
    act_as(browse, anne)
    assert "Driftshændelse" not in browse.get("mail_wishes.show").text

    act_as(browse, person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"))
    assert "Driftshændelse" in browse.get("mail_wishes.show").text


def test_without_a_mail_server_the_page_says_so(browse, anne):
    act_as(browse, anne)
    said = "Mail er ikke sat op i denne installation"

    assert said in browse.get("mail_wishes.show").text
    with mail_server():
        assert said not in browse.get("mail_wishes.show").text


def test_an_address_that_the_mail_server_refused_is_told_of(browse, anne):
    with transaction() as session:
        address_refused(session, anne.person_id, "550")
    act_as(browse, anne)

    assert "blevet afvist af mailserveren" in browse.get("mail_wishes.show").text


def test_a_person_chooses_for_nobody_else(browse, anne):
    other = factories.actor(factories.organisation())
    act_as(browse, other)
    page = browse.get("mail_wishes.show")

    browse.post("mail_wishes.keep", choices(page) | {"question": "weekly"})

    assert wishes_of(other.person_id).wishes.frequencies[NoticeKind.QUESTION] is MailFrequency.WEEKLY
    assert wishes_of(anne.person_id).wishes.frequencies[NoticeKind.QUESTION] is MailFrequency.AT_ONCE
