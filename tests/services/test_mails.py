"""Mail: at once or in a digest as one has chosen, once each, without a word that tells of anything."""

from datetime import date, datetime, timedelta
from threading import Thread
from uuid import UUID

import pytest
from sqlalchemy import select, update

from db.models.absence import Absence
from db.models.notice import Mail, MailChoice, MailRhythm, Message
from db.models.person import Post
from db.models.work import Incident, Job
from db.session import reading, transaction
from tests import factories
from tests.closing_walk import ClosingWalk, person
from tests.mailbox import ADDRESS, html, mail_server, plain
from tests.sealed import ABOUT_HER, sealed_case
from workflows.access.actor import Actor
from workflows.clock import COPENHAGEN, now, today
from workflows.services.notices import sending
from workflows.services.notices.mails import make_digests
from workflows.services.notices.rhythm import next_daily, next_weekly
from workflows.services.notices.telling import notify
from workflows.services.people.people import change_person, list_people
from workflows.services.running.outages import waiting_jobs
from workflows.services.running.runner import work_once
from workflows.vocabulary import MailFrequency, MailStatus, NoticeKind

ANNE = "anne@vejle.example"


@pytest.fixture
def mailbox():
    with mail_server() as made:
        yield made


@pytest.fixture
def anne(seeded):
    return person(ANNE, "630")


@pytest.fixture
def walk(anne):
    """A case whose opening has been told of, before there was a mail server."""
    opened = ClosingWalk().opened()
    work_once()
    return opened


def ask(walk, to: Actor, number: int = 1, kind: NoticeKind = NoticeKind.QUESTION) -> None:
    """Put a question to someone: it goes out at once unless they have chosen otherwise."""
    with transaction() as session:
        persons = {to.person_id: to.organisation_id}
        text = f"Spørgsmål {number}: hvornår kan Ragnhild Thorlund (0707614285, afasi) komme?"
        notify(session, kind, persons=persons, case=walk.case, text=text, key=f"q{number}")


def choose(someone: Actor, frequency: MailFrequency, kind: NoticeKind = NoticeKind.QUESTION) -> None:
    with transaction() as session:
        session.add(MailChoice(person_id=someone.person_id, kind=kind, frequency=frequency))


def statuses() -> list[MailStatus]:
    with reading() as session:
        return list(session.scalars(select(Mail.status).order_by(Mail.made_at)))


def test_what_asks_for_something_soon_goes_out_at_once_with_a_link_and_no_content(walk, anne, mailbox):
    ask(walk, anne)
    work_once()

    (mail,) = mailbox.to(ANNE)
    with reading() as session:
        (message_id,) = session.scalars(select(Message.id).where(Message.kind == NoticeKind.QUESTION))
    said = f"Spørgsmål eller omtale til mig i sag {walk.case.number} (Lukning af tilbud)"
    assert mail["Subject"] == f"Rammesag: {said}"
    assert said in plain(mail)
    assert f"{ADDRESS}/beskeder/{message_id}" in plain(mail)
    assert f'href="{ADDRESS}/beskeder/{message_id}"' in html(mail)
    assert "hvornår" not in mailbox.words
    assert walk.offer.name not in mailbox.words
    assert mail["List-Unsubscribe"] == f"<{ADDRESS}/profil/beskeder>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert statuses() == [MailStatus.SENT]


def test_what_happens_at_once_to_one_person_is_one_mail(walk, anne, mailbox):
    ask(walk, anne, 1)
    ask(walk, anne, 2)
    work_once()

    (mail,) = mailbox.to(ANNE)
    assert mail["Subject"] == f"Rammesag: Beskeder i sag {walk.case.number} (2)"


def test_no_mail_tells_anything_of_a_citizen(walk, mailbox):
    case = sealed_case(walk)
    someone = case.municipality
    for number, kind in enumerate(NoticeKind):
        choose(someone, MailFrequency.AT_ONCE, kind)
        ask(walk, someone, number, kind)
    work_once()

    assert mailbox.mails
    assert [word for word in ABOUT_HER if word.casefold() in mailbox.words.casefold()] == []
    assert walk.case.number in mailbox.words
    assert "Lukning af tilbud" not in mailbox.words


@pytest.mark.parametrize("frequency", list(MailFrequency))
def test_each_kind_goes_out_as_one_has_chosen(walk, anne, mailbox, clock, frequency):
    choose(anne, frequency)
    ask(walk, anne)
    came = []

    for _ in range(8):
        work_once()
        came.append(len(mailbox.to(ANNE)))
        clock.forward(days=1)

    # From Monday at nine: at once, next morning, next Monday morning, never.
    first = {MailFrequency.AT_ONCE: 0, MailFrequency.DAILY: 1, MailFrequency.WEEKLY: 7, MailFrequency.ON_PAGE: 8}
    assert came == [0] * first[frequency] + [1] * (8 - first[frequency])


def test_a_digest_tells_all_of_the_period_once_and_not_what_has_been_read(walk, anne, mailbox, clock):
    choose(anne, MailFrequency.DAILY)
    for number in range(3):
        ask(walk, anne, number)
    work_once()
    with transaction() as session:
        one = session.scalars(select(Message).where(Message.frequency == MailFrequency.DAILY)).first()
        one.read_at = now()

    clock.forward(days=1)
    work_once()
    ask(walk, anne, 4)
    clock.forward(hours=1)
    work_once()

    (mail,) = mailbox.to(ANNE)
    assert mail["Subject"] == f"Rammesag: Dagens beskeder i sag {walk.case.number} (2)"
    clock.forward(days=1)
    work_once()
    assert [mail["Subject"] for mail in mailbox.to(ANNE)][1:] == [
        f"Rammesag: Spørgsmål eller omtale til mig i sag {walk.case.number} (Lukning af tilbud)"
    ]


def test_several_workers_make_each_digest_and_send_each_mail_once(walk, mailbox, clock):
    people = [factories.actor(walk.organisation("630"), person_row=factories.person(f"Bo {n}")) for n in range(8)]
    for number, someone in enumerate(people):
        choose(someone, MailFrequency.DAILY if number % 2 else MailFrequency.AT_ONCE)
        ask(walk, someone, number)
    work_once()
    clock.forward(days=1)

    threads = [Thread(target=work_once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    receivers = [mail["To"] for mail in mailbox.mails]
    assert len(receivers) == len(set(receivers)) == len(people)


def test_a_digest_whose_hour_is_changed_on_the_day_comes_once_that_day(walk, anne, mailbox, clock):
    choose(anne, MailFrequency.DAILY)
    ask(walk, anne, 1)
    work_once()
    clock.forward(days=1)
    work_once()
    ask(walk, anne, 2)
    with transaction() as session:
        session.execute(update(MailRhythm).values(hour=16))
    work_once()

    clock.forward(hours=8)
    work_once()
    assert len(mailbox.to(ANNE)) == 1

    clock.forward(days=1)
    work_once()
    assert len(mailbox.to(ANNE)) == 2


@pytest.mark.parametrize("dies_at", ["before", "after"])
def test_a_worker_that_dies_while_it_sends_sends_nothing_twice(walk, anne, mailbox, clock, monkeypatch, dies_at):
    class Killed(BaseException):
        """What nothing in the product catches."""

    def die(*arguments):
        if dies_at == "after":
            send(*arguments)
        raise Killed

    send = sending._content
    ask(walk, anne)
    with monkeypatch.context() as dying:
        dying.setattr(sending, "_content", die)
        with pytest.raises(Killed):
            work_once()

    clock.forward(minutes=6)
    work_once()

    assert len(mailbox.to(ANNE)) == (1 if dies_at == "after" else 0)
    assert statuses() == [MailStatus.UNKNOWN]


def test_a_worker_that_was_thought_dead_does_not_send_what_another_has_sent(walk, anne, mailbox):
    ask(walk, anne)
    work_once()
    with reading() as session:
        mail_id: UUID = session.scalars(select(Mail.id)).one()

    assert sending._hand_over(mail_id, now()) is False


def test_a_mail_that_the_server_does_not_take_now_is_tried_again_with_the_same_id(walk, anne, mailbox, clock):
    mailbox.answers = ["451 try later", "451 try later"]
    ask(walk, anne)
    for _ in range(4):
        work_once()
        clock.forward(minutes=5)

    (mail,) = mailbox.to(ANNE)
    with reading() as session:
        assert mail["Message-ID"] == f"<{session.scalars(select(Mail.id)).one()}@rammesag.example>"
    assert statuses() == [MailStatus.SENT]


def while_out(walk, anne, mailbox, clock) -> None:
    """Let two mails wait for a server that is out for a day and longer."""
    mailbox.answers = ["451 try later"] * 500
    ask(walk, anne, 1)
    for number in range(2, 14):
        work_once()
        clock.forward(hours=3)
        ask(walk, anne, min(number, 3))


def incidents() -> list[Incident]:
    with reading() as session:
        return list(session.scalars(select(Incident)))


def test_a_server_that_stays_out_is_one_incident_for_all_mails_and_not_told_by_mail(walk, anne, mailbox, clock):
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")

    while_out(walk, anne, mailbox, clock)

    (incident,) = incidents()
    with reading() as session:
        about = session.scalars(select(Message).where(Message.kind == NoticeKind.INCIDENT)).all()
    assert (incident.what, incident.outage, incident.resolved_at) == ("Send mails", "send_mail", None)
    assert waiting_jobs([incident])[incident.id] >= 2
    assert birgit.person_id in {message.person_id for message in about}
    assert {message.frequency for message in about} == {MailFrequency.ON_PAGE}
    assert mailbox.mails == []


def test_when_a_mail_goes_again_the_incident_is_closed_and_the_others_follow_at_once(walk, anne, mailbox, clock):
    while_out(walk, anne, mailbox, clock)
    mailbox.answers = []

    clock.forward(minutes=15)
    work_once()

    (incident,) = incidents()
    with reading() as session:
        unread = select(Message).where(Message.kind == NoticeKind.INCIDENT, Message.read_at.is_(None))
        assert session.scalars(unread).all() == []
    assert incident.resolved_at is not None
    assert len(mailbox.to(ANNE)) == 3
    assert waiting_jobs([incident])[incident.id] == 0


def test_while_the_server_is_out_one_mail_at_a_time_asks_for_it(walk, anne, mailbox, clock):
    while_out(walk, anne, mailbox, clock)
    clock.forward(minutes=15)
    left = len(mailbox.answers)

    work_once()

    assert len(mailbox.answers) == left - 1


def test_a_mail_that_alone_is_not_taken_is_given_up_without_an_incident(walk, anne, mailbox, clock):
    ask(walk, anne, 1)
    with transaction() as session:
        other = walk.operator.person_id
        session.add(
            Mail(key="other", person_id=other, frequency="at_once", status="sent", made_at=now(), sent_at=now())
        )
    clock.forward(minutes=1)
    mailbox.answers = ["452 too many recipients"] * 20
    with transaction() as session:
        session.execute(update(Mail).values(sent_at=now() + timedelta(days=2)))
    for _ in range(20):
        work_once()
        clock.forward(hours=5)

    assert incidents() == []
    with reading() as session:
        of_anne = select(Mail.status, Mail.reply).where(Mail.key.like("at_once%"))
        assert session.execute(of_anne).all() == [(MailStatus.REFUSED, "452")]


def test_who_administers_people_is_told_once_of_a_refused_address_until_it_is_corrected(walk, anne, mailbox, clock):
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    mailbox.unknown = {ANNE}
    for number in range(2):
        ask(walk, anne, number)
        work_once()
        clock.forward(days=1)

    assert refused() == [anne.name]
    assert about_addresses(birgit) == [False]

    change_person(anne.person_id, name=anne.name, email="anne.holm@vejle.example", actor=birgit)

    assert refused() == []
    assert about_addresses(birgit) == [True]


def test_an_address_that_takes_mail_again_is_held_to_be_right(walk, anne, mailbox, clock):
    mailbox.unknown = {ANNE}
    ask(walk, anne, 1)
    work_once()
    mailbox.unknown = set()

    ask(walk, anne, 2)
    work_once()

    assert refused() == []


def refused() -> list[str]:
    return [one.name for one in list_people(refused=True).rows]


def about_addresses(someone: Actor) -> list[bool]:
    """Whether each message to someone of a refused address has been read or settled."""
    with reading() as session:
        kind = Message.kind == NoticeKind.ADDRESS_REFUSED
        found = select(Message.read_at).where(Message.person_id == someone.person_id, kind)
        return [read_at is not None for read_at in session.scalars(found)]


def test_a_receiver_that_the_server_does_not_know_is_not_tried_again(walk, anne, mailbox, clock):
    mailbox.unknown = {ANNE}
    ask(walk, anne)
    work_once()
    mailbox.unknown = set()
    clock.forward(days=1)
    work_once()

    assert mailbox.to(ANNE) == []
    assert statuses()[0] is MailStatus.REFUSED


def test_what_has_been_read_meanwhile_is_not_sent(walk, anne, mailbox):
    mailbox.answers = ["451 try later"]
    ask(walk, anne)
    work_once()
    with transaction() as session:
        session.execute(update(Message).values(read_at=now()))
        session.execute(update(Job).values(run_after=now()))

    work_once()

    assert mailbox.mails == []
    assert statuses() == [MailStatus.NOT_NEEDED]


def test_who_has_no_role_there_any_more_gets_no_mail(walk, anne, mailbox, clock):
    choose(anne, MailFrequency.DAILY)
    ask(walk, anne)
    work_once()
    with transaction() as session:
        ended = update(Post).where(Post.person_id == anne.person_id)
        session.execute(ended.values(valid_from=date(2020, 1, 1), valid_to=today()))

    clock.forward(days=1)
    work_once()

    assert mailbox.mails == []


def test_in_a_pause_nothing_goes_out_and_afterwards_all_in_one(walk, anne, mailbox, clock):
    with transaction() as session:
        session.add(MailRhythm(person_id=anne.person_id, hour=7, weekday=0, paused_to=today() + timedelta(days=3)))
    for number in range(2):
        ask(walk, anne, number)
        work_once()
        clock.forward(days=1)
    work_once()
    assert mailbox.to(ANNE) == []

    clock.forward(days=3)
    work_once()

    (mail,) = mailbox.to(ANNE)
    assert mail["Subject"] == f"Rammesag: Dagens beskeder i sag {walk.case.number} (2)"


def test_who_is_away_gets_no_mail_until_they_are_back(walk, anne, mailbox, clock):
    bo = factories.actor(walk.organisation("630"), person_row=factories.person("Bo Kollega"))
    days = {"first_day": today(), "last_day": today() + timedelta(days=2)}
    factories.kept(Absence(person_id=anne.person_id, stand_in_id=bo.person_id, **days))
    for number in range(2):
        ask(walk, anne, number)
        work_once()
        clock.forward(days=1)
    work_once()
    assert mailbox.to(ANNE) == []

    clock.forward(days=1)
    work_once()

    (mail,) = mailbox.to(ANNE)
    assert mail["Subject"] == f"Rammesag: Dagens beskeder i sag {walk.case.number} (2)"


def test_without_a_mail_server_nothing_is_made_and_nothing_lost(walk, anne, clock):
    ask(walk, anne)
    work_once()

    with mail_server() as mailbox:
        clock.forward(days=8)
        work_once()

    with reading() as session:
        unread = session.scalars(select(Message).where(Message.kind == NoticeKind.QUESTION)).one()
    assert (mailbox.mails, statuses()) == ([], [])
    assert (unread.person_id, unread.read_at) == (anne.person_id, None)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (at(2026, 3, 28, 8), at(2026, 3, 29, 7)),  # summer time begins at two
        (at(2026, 10, 24, 8), at(2026, 10, 25, 7)),  # and ends at three
        (at(2026, 3, 2, 6), at(2026, 3, 2, 7)),
    ],
)
def test_the_hour_of_a_digest_is_danish_whatever_the_clocks_do(after, expected):
    rhythm = MailRhythm(hour=7, weekday=0)

    assert next_daily(rhythm, after) == expected


def test_an_hour_that_the_clocks_leap_over_or_repeat_is_one_moment_of_its_day():
    rhythm = MailRhythm(hour=2, weekday=6)
    moment, days = at(2026, 3, 27, 12), []
    for _ in range(4):
        moment = next_daily(rhythm, moment)
        rhythm.last_daily_on = moment.astimezone(COPENHAGEN).date()
        days.append(rhythm.last_daily_on.day)

    assert days == [28, 29, 30, 31]
    assert next_weekly(MailRhythm(hour=2, weekday=6), at(2026, 10, 24, 12)).date() == date(2026, 10, 25)


def test_the_hour_is_asked_of_an_index(walk, mailbox):
    from tests.services.test_budgets import plan
    from tests.statements import asked

    with asked() as seen:
        make_digests()

    (statement,) = seen.selects
    assert "ix_mail_rhythm" in plan(statement, seen.parameters[statement]) or connected_is_postgresql()


def connected_is_postgresql() -> bool:
    """It reads a table of no rows without an index."""
    from tests.snapshots import connected

    return connected().dialect.name == "postgresql"
