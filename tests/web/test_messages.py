"""One's messages: the marker in the header, the list, reading, and putting aside for all."""

from uuid import uuid4

import pytest
from sqlalchemy import insert, select, update

from db.models.case import Case, CaseParty
from db.models.notice import Message
from db.models.person import Post
from db.session import transaction
from tests import factories
from tests.closing_walk import ClosingWalk, person
from tests.services.test_budgets import plan
from tests.statements import asked
from tests.web.pages.messages import Messages, open_messages
from tests.web.pages.task import act_as
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.services.comments.thread import PAGE
from workflows.services.comments.writing import write
from workflows.services.notices import messages
from workflows.services.notices.addresses import address_refused
from workflows.services.notices.telling import notify, notify_organisations
from workflows.services.people.sessions import Choice, Visit
from workflows.services.running.runner import work_once
from workflows.vocabulary import NoticeKind

COPIED = ("person_id", "organisation_id", "notice_id", "kind", "frequency")
pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def anne(seeded):
    return person("anne@vejle.example", "630")


@pytest.fixture
def walk(anne):
    return ClosingWalk().opened()


def say(walk, *texts: str, to: Actor | None = None) -> None:
    """Messages to an organisation of the case."""
    where = (to or walk.operator).organisation_id
    for text in texts:
        with transaction() as session:
            notify_organisations(session, NoticeKind.CASE_MESSAGE, [where], case=walk.case, text=text, key=text)


def test_without_messages_the_page_says_when_there_will_be_some(browse, anne):
    shown = open_messages(browse, anne)

    assert shown.bell == "Beskeder"
    assert "Du har læst alle dine beskeder" in shown.page.text


def test_the_marker_counts_what_is_unread_on_every_page(browse, walk, anne):
    say(walk, "Mødet er flyttet.", "Husk fristen.")
    open_messages(browse, anne)

    (bell,) = browse.get("inbox.index").soup.select(".bell")

    assert " ".join(bell.get_text(" ").split()) == "Beskeder 2 ulæste"


def test_more_than_can_be_counted_is_99_and_more(browse, walk, anne, clock):
    say(walk, "Den første.")
    open_messages(browse, anne)
    with transaction() as session:
        (one,) = session.scalars(select(Message).where(Message.person_id == anne.person_id))
        session.execute(
            insert(Message),
            [
                {
                    name: getattr(one, name)
                    for name in ("person_id", "organisation_id", "notice_id", "kind", "frequency")
                }
                | {"key": str(number), "happened_at": now()}
                for number in range(150)
            ],
        )

    shown = open_messages(browse, anne)

    assert shown.bell == "Beskeder 99+ ulæste"
    assert len(shown.texts) == messages.PAGE
    assert len(Messages(shown.page.follow("Næste side")).texts) == messages.PAGE


def test_opening_a_message_reads_it_and_leads_to_the_case(browse, walk, anne):
    say(walk, "Mødet er flyttet.")

    case_page = open_messages(browse, anne).page.follow("Mødet er flyttet.")

    assert case_page.path == f"/sager/{walk.case_id}"
    assert open_messages(browse, anne).texts == []
    assert open_messages(browse, anne, vis="alle").texts == ["Mødet er flyttet."]


def test_a_new_task_leads_to_its_page_and_acts_for_who_has_it(browse, walk, clock):
    clock.forward(days=29)
    walk.fire()
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")

    page = open_messages(browse, birgit, slags="task_opened").page.follow(walk.task("task_conclude_hearing").label)

    assert page.path == f"/opgaver/{walk.task('task_conclude_hearing').id}"
    assert "Du handler nu for Socialdirektørforum" in page.text


def test_a_mention_leads_to_what_was_written_and_marks_it(browse, walk, anne):
    buyer = person("direktoer@kolding.example", "621")
    texts = [f"@{anne.name}, se her.", *(f"Nr. {number}" for number in range(PAGE + 5))]
    mention, *_ = [write(walk.case_id, text=text, readers=[anne.organisation_id], actor=buyer) for text in texts]
    work_once()
    act_as(browse, anne)
    (address,) = {
        link
        for text, link in open_messages(browse, anne, slags="question").page.links().items()
        if "har nævnt dig" in text
    }

    answer = browse.client.get(address)

    assert answer.location.endswith(f"/dialog?vis={mention}#skrevet-{mention}")
    (marked,) = browse.open(answer.location.partition("#")[0]).soup.select(".comment-marked")
    assert (marked["id"], "Fra din besked" in marked.text) == (f"skrevet-{mention}", True)


def test_an_address_that_is_refused_leads_its_administrator_to_the_person_and_to_what_can_be_done(browse, anne):
    with transaction() as session:
        address_refused(session, anne.person_id, "550")
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")

    page = open_messages(browse, birgit).page.follow(
        "Mailserveren afviser mails til Anne Holmgaard. Se, om adressen er rigtig."
    )

    assert page.path == f"/administration/personer/{anne.person_id}"
    assert "Mails til anne@vejle.example bliver afvist" in page.text
    assert "Mails til 1 person bliver afvist" in browse.get("admin.index").text
    assert [
        row.find("th").get_text(strip=True)
        for row in browse.get("admin_people.index", mail="refused").soup.select("tbody tr")
    ] == [anne.name]


def test_one_is_marked_as_read_and_then_all(browse, walk, anne):
    say(walk, "Et.", "To.", "Tre.")
    page = open_messages(browse, anne).page

    page = page.send("Læst markér beskeden »To.«")
    assert sorted(Messages(page).texts) == ["Et.", "Tre."]

    assert Messages(page.send("Markér alle som læst")).texts == []


def test_what_is_put_aside_for_all_stays_in_their_lists_and_says_by_whom(browse, walk, anne):
    colleague = factories.actor(walk.organisation("630"), person_row=factories.person("Bo Kollega"))
    say(walk, "Mødet er flyttet.")
    page = open_messages(browse, anne).page

    page.send("Læst for alle hos os læg beskeden »Mødet er flyttet.« til side for alle i Vejle Kommune")

    assert "Mødet er flyttet." not in open_messages(browse, colleague).texts
    assert f"Lagt til side af {anne.name}" in open_messages(browse, colleague, vis="alle").page.text


def test_the_list_is_narrowed_by_kind_and_case_and_stays_so(browse, walk, anne):
    say(walk, "Mødet er flyttet.")

    assert open_messages(browse, anne, slags="case_message", sag=walk.case.number).texts == ["Mødet er flyttet."]
    nothing = open_messages(browse, anne, slags="question", sag=walk.case.number)
    assert "Ingen beskeder passer" in nothing.page.text
    assert 'value="question"' in str(nothing.page.soup.select_one("option[selected]"))


def test_the_message_of_another_is_not_found(browse, walk, anne):
    say(walk, "Mødet er flyttet.")
    open_messages(browse, anne)
    with transaction() as session:
        message_id = session.scalars(select(Message.id).where(Message.person_id == anne.person_id)).one()
    act_as(browse, factories.actor(walk.organisation("630")))

    browse.get("messages.show", message_id=message_id, status=404)
    browse.post("messages.mark_read", {}, message_id=message_id, status=404)
    browse.post("messages.put_aside", {}, message_id=message_id, status=404)

    assert open_messages(browse, anne).texts == ["Mødet er flyttet."]


def test_nothing_is_shown_of_an_organisation_in_which_the_role_has_ended(browse, walk, anne):
    say(walk, "Mødet er flyttet.")
    open_messages(browse, anne)
    with transaction() as session:
        ended = update(Post).where(Post.person_id == anne.person_id)
        session.execute(ended.values(valid_from=today().replace(year=2020), valid_to=today().replace(year=2021)))
    factories.post(session_person(anne), factories.organisation("En anden Kommune"))

    assert open_messages(browse, anne, vis="alle").texts == []


def test_nothing_is_shown_of_a_case_that_the_organisation_has_no_part_in_any_more(browse, walk, anne):
    buyer = person("direktoer@kolding.example", "621")
    say(walk, "Mødet er flyttet.", to=buyer)
    assert "Mødet er flyttet." in open_messages(browse, buyer).texts
    with transaction() as session:
        session.query(CaseParty).where(CaseParty.organisation_id == buyer.organisation_id).delete()

    assert open_messages(browse, buyer, vis="alle").texts == []


def test_of_a_case_about_a_citizen_the_title_is_not_shown(browse, walk, anne):
    with transaction() as session:
        session.execute(update(Case).values(sealed=True, title="Henvisning: R.T."))
    say(walk, "Mødet er flyttet.")

    shown = open_messages(browse, anne)

    assert shown.texts == ["Mødet er flyttet."]
    assert "R.T." not in shown.page.text


def test_a_message_without_a_shared_receiver_is_put_aside_by_nobody_else(browse, walk, anne):
    with transaction() as session:
        persons = {anne.person_id: anne.organisation_id}
        notify(session, NoticeKind.QUESTION, persons=persons, case=walk.case, text="Hvornår?", key="q")

    page = open_messages(browse, anne).page

    assert "Læst for alle hos os" not in page.text


def test_marker_and_list_are_read_by_their_indexes(browse, walk, anne):
    say(walk, "Mødet er flyttet.")
    visit = Visit(uuid4(), anne.person_id, anne.name, "", anne, (Choice(anne.organisation_id, "Vejle Kommune"),))

    with asked() as seen:
        messages.unread(visit)
        messages.list_messages(visit)

    counted, listed = (plan(one, seen.parameters[one]) for one in seen.selects)
    assert "ix_message_unread" in counted
    assert "ix_message_all" in listed
    assert "TEMP B-TREE" not in listed


def session_person(actor: Actor):
    from db.models.person import Person

    with transaction() as session:
        return session.get_one(Person, actor.person_id)
