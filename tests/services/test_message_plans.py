"""The bell and the list of messages are read by their indexes, however many messages there are, on both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, text

from db.models.notice import Message, Notice
from db.models.person import Person
from db.session import transaction
from tests.closing_walk import ClosingWalk
from tests.services.test_budgets import plan
from tests.snapshots import connected
from tests.statements import asked
from workflows.clock import now
from workflows.services.notices import messages
from workflows.services.notices.mails import make_digests
from workflows.services.notices.rhythm import rhythms
from workflows.services.notices.settling import settle_ended, settle_given
from workflows.services.people.sessions import Choice, Visit
from workflows.services.running.runner import work_once
from workflows.vocabulary import MailFrequency, NoticeKind

PEOPLE, EACH = 100, 200
READ = EACH - 10


@pytest.fixture
def walk(seeded):
    """A case that many people have many messages of, most of them read."""
    walk = ClosingWalk().opened()
    work_once()
    with transaction() as session:
        notice = session.scalars(select(Notice).where(Notice.kind == NoticeKind.CASE_MESSAGE)).first()
        notice = notice or session.scalars(select(Notice)).first()
        people = [{"id": uuid4(), "name": f"Nr. {one}", "email": f"{one}@x.example"} for one in range(PEOPLE)]
        session.execute(insert(Person), people)
        ids = [walk.operator.person_id, *(one["id"] for one in people)]
        session.execute(insert(Message), [message(notice, one, number) for one in ids for number in range(EACH)])
    if connected().dialect.name == "postgresql":
        # PostgreSQL keeps its own count of the rows by itself; SQLite has none, here as in operation.
        with connected().begin() as connection:
            connection.execute(text("ANALYZE"))
    return walk


def message(notice: Notice, person_id: UUID, number: int) -> dict[str, object]:
    moment = now() - timedelta(minutes=EACH - number)
    return {
        "id": uuid4(),
        "person_id": person_id,
        "organisation_id": notice.organisation_id,
        "notice_id": notice.id,
        "key": f"many:{number}",
        "kind": NoticeKind.CASE_MESSAGE,
        "happened_at": moment,
        "read_at": moment if number < READ else None,
        "frequency": MailFrequency.DAILY,
    }


def plans(do) -> list[str]:
    """How the database carries out each statement about messages."""
    with asked() as seen:
        do()
    about = ("FROM message", "UPDATE message")
    return [plan(one, seen.parameters[one]) for one in seen.statements if any(words in one for words in about)]


def read_from_end_to_end(told: str) -> bool:
    """Whether all messages are read: SQLite and PostgreSQL say it in words of their own."""
    return "SCAN message" in told or "Seq Scan on message" in told


def test_the_bell_counts_by_the_index_of_what_is_unread(walk):
    (told,) = plans(lambda: messages.unread(visit_of(walk)))

    assert "ix_message_unread" in told


def test_the_list_looks_at_ones_own_messages_only(walk):
    told = plans(lambda: messages.list_messages(visit_of(walk)))[0]

    assert not read_from_end_to_end(told)
    if connected().dialect.name == "sqlite":
        assert "ix_message_all" in told
        assert "TEMP B-TREE" not in told
    else:
        # PostgreSQL weighs the two ways: either has only the person's own messages to look at.
        assert "ix_message_" in told


def test_a_digest_is_collected_by_the_index_of_what_is_unread(walk, clock):
    with transaction() as session:
        rhythms(session, [walk.operator.person_id])[walk.operator.person_id].next_daily_at = now()

    told = plans(make_digests)

    assert any("ix_message_unread" in one for one in told)
    assert not any(read_from_end_to_end(one) for one in told)


def test_what_is_over_is_settled_by_the_index_of_the_tasks(walk):
    task = walk.open("task_answer_hearing")[0]

    def settle() -> None:
        with transaction() as session:
            settle_ended(session, [task.id], now())
            settle_given(session, task.id, now())

    told = plans(settle)

    assert len(told) == 2
    assert [one for one in told if "ix_message_task_id" not in one] == []


def visit_of(walk) -> Visit:
    anne = walk.operator
    return Visit(uuid4(), anne.person_id, anne.name, "", anne, (Choice(anne.organisation_id, anne.organisation_name),))
