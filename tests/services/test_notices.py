"""Notices: whom they reach, once each, after the step; nobody hears of their own act or of what they may not see."""

from sqlalchemy import select, update

from db.models.case import Task
from db.models.notice import Message
from db.models.person import Person, Post
from db.session import reading, transaction
from tests import factories
from tests.closing_walk import ClosingWalk, colleague, person
from workflows.clock import today
from workflows.services.casework.handing_over import hand_over
from workflows.services.notices.taking_up import take_up
from workflows.services.notices.telling import notify, notify_organisations
from workflows.services.running.incidents import Attempt, record_incident
from workflows.services.running.runner import work_once
from workflows.vocabulary import CaseStatus, NoticeKind, Party, Role


def told(kind: NoticeKind) -> list[tuple[str, str]]:
    """Name and organisation of those who have a message of a kind."""
    work_once()
    with reading() as session:
        found = select(Person.name, Message).join(Person, Person.id == Message.person_id)
        rows = session.execute(found.where(Message.kind == kind).order_by(Person.name))
        return [(name, str(message.organisation_id)) for name, message in rows]


def names(kind: NoticeKind) -> list[str]:
    return [name for name, _ in told(kind)]


def test_a_new_task_is_told_to_those_in_the_organisation_who_may_do_it(seeded):
    walk = ClosingWalk().opened()
    kolding = walk.organisation("621")
    factories.post(factories.person("Regnskab Regnesen"), kolding, role=Role.ACCOUNTANT)
    factories.post(factories.person("Sigrid Sagsen"), kolding, role=Role.CASEWORKER)

    there = [name for name, where in told(NoticeKind.TASK_OPENED) if where == str(kolding.id)]

    assert "Sigrid Sagsen" in there
    assert "Regnskab Regnesen" not in there


def test_where_nobody_may_do_a_task_everybody_there_is_told(seeded):
    walk = ClosingWalk().opened()
    kolding = walk.organisation("621")
    with transaction() as session:
        session.execute(update(Post).where(Post.organisation_id == kolding.id).values(role=Role.ACCOUNTANT))

    assert [name for name, where in told(NoticeKind.TASK_OPENED) if where == str(kolding.id)]


def test_nobody_is_told_of_what_came_of_their_own_act(walk_to):
    walk = walk_to("heard")
    before = names(NoticeKind.TASK_OPENED).count(walk.operator.name)

    walk.decided()

    assert names(NoticeKind.TASK_OPENED).count(walk.operator.name) == before


def test_nobody_is_told_twice_however_often_it_is_said(seeded):
    walk = ClosingWalk().opened()
    anne = walk.operator

    for _ in range(2):
        with transaction() as session:
            notify(
                session,
                NoticeKind.QUESTION,
                persons={anne.person_id: anne.organisation_id},
                case=walk.case,
                text="Hvornår flytter borgerne?",
                key="question:1",
            )
        work_once()

    assert names(NoticeKind.QUESTION) == [anne.name]


def test_who_has_no_role_there_any_more_is_not_told(seeded):
    walk = ClosingWalk().opened()
    gone = colleague(walk.operator.organisation_id, {Role.CASEWORKER})
    with transaction() as session:
        session.execute(update(Post).where(Post.person_id == gone.person_id).values(valid_to=today().replace(day=1)))
        where = walk.operator.organisation_id
        notify(session, NoticeKind.QUESTION, persons={gone.person_id: where}, case=walk.case, text="…", key="q")

    assert names(NoticeKind.QUESTION) == []


def test_an_organisation_that_does_not_see_the_case_is_told_nothing_of_it(seeded):
    walk = ClosingWalk().opened()
    stranger = factories.actor(factories.organisation("Fremmed Kommune"))
    with transaction() as session:
        ids = [stranger.organisation_id, walk.operator.organisation_id]
        notify_organisations(session, NoticeKind.CASE_MESSAGE, ids, case=walk.case, text="Nyt.", key="news")

    heard = names(NoticeKind.CASE_MESSAGE)
    assert walk.operator.name in heard
    assert stranger.name not in heard


def test_who_has_several_organisations_is_told_once(seeded):
    walk = ClosingWalk().opened()
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    with reading() as session:
        where = set(session.scalars(select(Post.organisation_id).where(Post.person_id == birgit.person_id)))
    assert len(where) > 1

    with transaction() as session:
        notify_organisations(session, NoticeKind.CASE_MESSAGE, where, case=walk.case, text="Nyt.", key="news")

    assert names(NoticeKind.CASE_MESSAGE).count(birgit.name) == 1


def test_a_task_that_is_done_is_news_no_more(seeded):
    walk = ClosingWalk().opened()
    work_once()
    task = walk.open("task_answer_hearing")[0]
    walk.heard()
    work_once()

    with reading() as session:
        of_task = select(Message.read_at).join(Task, Task.id == Message.task_id).where(Task.id == task.id)
        read = list(session.scalars(of_task))
    assert read
    assert all(read)


def test_who_is_given_a_task_and_who_had_it_are_told_by_whom(walk_to):
    walk = walk_to("heard")
    where = walk.operator.organisation_id
    first, second = (
        factories.actor(walk.organisation("630"), Role.CASEWORKER, person_row=factories.person(name))
        for name in ("Bo Kollega", "Ea Kollega")
    )
    task = walk.task("task_record_decision")
    work_once()
    for someone in (first, second):
        task = walk.task("task_record_decision")
        chosen = {"to_person_id": someone.person_id, "reason": "Ferie."}
        hand_over(task.id, revision=task.revision, actor=walk.operator, **chosen)

    assert told(NoticeKind.TASK_GIVEN) == [(first.name, str(where)), (second.name, str(where))]
    assert names(NoticeKind.TASK_TAKEN_BACK) == [first.name]


def test_receivers_are_told_of_a_document_when_they_can_open_it(seeded):
    walk = ClosingWalk().opened()
    take_up()
    before = names_now(NoticeKind.DOCUMENT_RECEIVED)

    work_once()

    assert before == []
    there = [where for _, where in told(NoticeKind.DOCUMENT_RECEIVED)]
    assert str(walk.organisation("621").id) in there
    assert str(walk.operator.organisation_id) not in there


def test_all_who_follow_a_case_are_told_that_it_has_ended(walk_to):
    walk = walk_to("endorsed").treat_final()
    work_once()
    walk.send_final()

    ended = {where for _, where in told(NoticeKind.CASE_ENDED)}

    assert walk.case.status is CaseStatus.CLOSED
    assert str(walk.organisation("621").id) in ended
    assert str(walk.party(Party.AUDITOR).id) not in ended


def test_the_secretariat_is_told_of_an_incident(seeded):
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    record_incident(Attempt("Dan dokument"), RuntimeError("out of paper"))

    assert birgit.name in names(NoticeKind.INCIDENT)
    assert person("anne@vejle.example", "630").name not in names(NoticeKind.INCIDENT)


def names_now(kind: NoticeKind) -> list[str]:
    """Those who have a message of a kind without any more work behind the screens."""
    with reading() as session:
        found = select(Person.name).join(Message, Message.person_id == Person.id)
        return list(session.scalars(found.where(Message.kind == kind)))
