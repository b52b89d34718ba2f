"""Messages of what is over settle by themselves: nobody has to read them, and no mail mentions them."""

import pytest
from sqlalchemy import select

from db.models.notice import MailChoice, Message
from db.models.person import Person
from db.session import reading, transaction
from tests import factories
from tests.closing_walk import person
from tests.mailbox import mail_server
from tests.web.pages.case import KOLDING
from workflows.services.casework.handing_over import hand_over
from workflows.services.casework.holding import release, take
from workflows.services.comments import writing
from workflows.services.comments.writing import Question
from workflows.services.running.incidents import Attempt, open_incidents, record_incident, resolve
from workflows.services.running.runner import work_once
from workflows.vocabulary import MailFrequency, NoticeKind, Role

OPENED = (NoticeKind.TASK_OPENED, NoticeKind.TASK_GIVEN)


@pytest.fixture
def walk(walk_to):
    """A closing that waits for its operator's decision, which the people of Vejle have been told of."""
    walk = walk_to("heard")
    for name in ("Bo Kollega", "Ea Kollega"):
        factories.actor(walk.organisation("630"), Role.CASEWORKER, person_row=factories.person(name))
    return walk


def unread(*kinds: NoticeKind) -> set[str]:
    """Those who have an unread message of one of the kinds."""
    work_once()
    with reading() as session:
        found = select(Person.name).join(Message, Message.person_id == Person.id)
        return set(session.scalars(found.where(Message.kind.in_(kinds), Message.read_at.is_(None))))


def someone(name: str):
    with reading() as session:
        return session.scalars(select(Person).where(Person.name == name)).one()


def told_of_decision(walk):
    """The open task, told of to all who may do it."""
    assert unread(*OPENED) >= {"Bo Kollega", "Ea Kollega"}
    return walk.task("task_record_decision")


def test_a_task_that_is_done_is_nobodys_news_any_more_though_nothing_else_is_told(walk):
    told_of_decision(walk)

    walk.decided()

    assert "Bo Kollega" not in unread(*OPENED)


def test_a_task_that_a_colleague_takes_is_no_news_for_the_others(walk):
    task = told_of_decision(walk)

    take(task.id, walk.operator)

    assert not {"Bo Kollega", "Ea Kollega"} & unread(*OPENED)


def test_a_task_that_is_laid_back_stays_settled(walk):
    task = told_of_decision(walk)

    take(task.id, walk.operator)
    release(task.id, walk.operator)

    assert not {"Bo Kollega", "Ea Kollega"} & unread(*OPENED)


def test_of_a_task_that_is_given_on_only_the_one_who_has_it_is_told(walk):
    told_of_decision(walk)
    for name in ("Bo Kollega", "Ea Kollega"):
        task = walk.task("task_record_decision")
        chosen = {"to_person_id": someone(name).id, "reason": "Ferie."}
        hand_over(task.id, revision=task.revision, actor=walk.operator, **chosen)
        work_once()

    assert {"Bo Kollega", "Ea Kollega"} & unread(*OPENED) == {"Ea Kollega"}


def test_a_digest_does_not_mention_what_is_done(walk, clock):
    with transaction() as session:
        bo = someone("Bo Kollega").id
        session.add_all(MailChoice(person_id=bo, kind=kind, frequency=MailFrequency.DAILY) for kind in NoticeKind)
    with mail_server() as mailbox:
        told_of_decision(walk)
        walk.decided()
        clock.forward(days=1)
        work_once()

    said = [str(mail) for mail in mailbox.to(someone("Bo Kollega").email)]
    assert [mail for mail in said if "Ny opgave" in mail and "(1)" in mail] == []


def test_a_question_that_a_colleague_has_answered_is_settled_for_all_who_were_asked(walk):
    vejle = walk.operator
    ask = {"readers": [], "asked": Question(vejle.organisation_id), "actor": person(*KOLDING)}
    question = writing.write(walk.case_id, text="Hvornår flytter borgerne?", **ask)
    assert "Bo Kollega" in unread(NoticeKind.QUESTION)

    writing.answer(question, text="I august.", actor=vejle)

    assert unread(NoticeKind.QUESTION) == set()


def test_what_was_withdrawn_is_settled(walk):
    ask = {"readers": [], "asked": Question(walk.operator.organisation_id), "actor": person(*KOLDING)}
    question = writing.write(walk.case_id, text="Forkert sag.", **ask)
    assert unread(NoticeKind.QUESTION)

    writing.withdraw(question, actor=person(*KOLDING))

    assert unread(NoticeKind.QUESTION) == set()


def test_an_incident_that_is_put_aside_is_settled_for_the_whole_secretariat(walk):
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    record_incident(Attempt("Dan dokument"), RuntimeError("out of paper"))
    assert unread(NoticeKind.INCIDENT)

    resolve(open_incidents(birgit)[0].id, birgit)

    assert unread(NoticeKind.INCIDENT) == set()
