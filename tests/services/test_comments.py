"""The dialog of a case: who reads, who answers, what stays when it is edited or withdrawn, and who is told."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from db.models.comment import Comment
from db.models.notice import Message, Notice
from db.session import reading
from tests.closing_walk import person
from tests.referral_walk import ReferralWalk
from tests.sealed import assert_nowhere
from tests.statements import asked
from workflows.errors import NotAllowed, NotFound, ReasonNeeded, Refused
from workflows.services.comments import thread as module
from workflows.services.comments.mentions import mentioned
from workflows.services.comments.thread import open_questions, thread
from workflows.services.comments.writing import Question, answer, edit, withdraw, write
from workflows.services.referral.looks import look
from workflows.services.running.runner import work_once
from workflows.vocabulary import CommentKind, NoticeKind, Role

KOLDING = ("direktoer@kolding.example", "621")
ODENSE = ("direktoer@odense.example", "461")
SECRETARIAT = ("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
STRANGER = ("torben@viborg.example", "791")
AUDITOR = ("revisor@bakkelund.example", "bakke-lund-revision")


@pytest.fixture
def walk(walk_to):
    return walk_to("opened")


def texts(walk, actor) -> list[str | None]:
    return [row.text for row in thread(walk.case_id, actor).rows]


def asks_vejle(walk, who=KOLDING, text="Hvornår flytter borgerne?", **asked_of):
    vejle = walk.operator
    return write(
        walk.case_id, text=text, readers=[], asked=Question(vejle.organisation_id, **asked_of), actor=person(*who)
    )


def told(kind: NoticeKind) -> list[str]:
    """What the messages of a kind say, after the work behind the screens."""
    work_once()
    work_once()
    with reading() as session:
        found = select(Notice.text).join(Message, Message.notice_id == Notice.id).where(Message.kind == kind)
        return sorted(session.scalars(found))


def _messages_to(someone) -> list[str]:
    """What the messages to one person about something written say, in the order of the alphabet."""
    work_once()
    work_once()
    of_it = select(Notice.text).join(Message, Message.notice_id == Notice.id)
    with reading() as session:
        written = of_it.where(Message.person_id == someone.person_id, Notice.comment_id.is_not(None))
        return sorted(session.scalars(written))


def told_to(kind: NoticeKind) -> set[object]:
    work_once()
    work_once()
    with reading() as session:
        return set(session.scalars(select(Message.person_id).where(Message.kind == kind)))


def test_a_comment_is_read_by_those_it_is_addressed_to_and_nobody_else(walk):
    kolding = person(*KOLDING)
    write(walk.case_id, text="Kun til Kolding.", readers=[kolding.organisation_id], actor=walk.operator)

    assert texts(walk, walk.operator) == texts(walk, kolding) == ["Kun til Kolding."]
    assert texts(walk, person(*ODENSE)) == texts(walk, person(*SECRETARIAT)) == []


def test_a_comment_to_nobody_stays_in_the_writers_organisation(walk):
    write(walk.case_id, text="Husk inventaret.", readers=[], actor=walk.operator)

    (row,) = thread(walk.case_id, person("sagsbehandler@vejle.example", "630")).rows
    assert row.internal
    assert texts(walk, person(*KOLDING)) == []


@pytest.mark.parametrize("who", [STRANGER, AUDITOR])
def test_who_takes_no_part_in_the_case_can_neither_read_nor_write(walk_to, who):
    walk, actor = walk_to("entered"), person(*who)

    with pytest.raises(NotFound):
        thread(walk.case_id, actor)
    with pytest.raises((NotFound, NotAllowed)):
        write(walk.case_id, text="Hej.", readers=[], actor=actor)
    assert open_questions(actor) == []


def test_nothing_can_be_written_to_who_takes_no_part(walk):
    with pytest.raises(Refused) as refused:
        write(walk.case_id, text="Hej.", readers=[person(*STRANGER).organisation_id], actor=walk.operator)

    assert refused.value.field == "readers"


def test_a_question_is_open_until_it_is_answered(walk):
    question = asks_vejle(walk)
    (waiting,) = open_questions(walk.operator)

    answer(question, text="I august.", actor=walk.operator)

    assert (waiting.id, waiting.asked_by) == (question, "Kolding Kommune")
    assert open_questions(walk.operator) == open_questions(walk.operator, case_id=walk.case_id) == []
    (row,) = thread(walk.case_id, person(*KOLDING)).rows
    assert (row.kind, row.open, [one.text for one in row.answers]) == (CommentKind.QUESTION, False, ["I august."])


def test_only_the_one_who_is_asked_answers(walk):
    kolding = person(*KOLDING)
    question = write(
        walk.case_id,
        text="Hvornår?",
        readers=[person(*ODENSE).organisation_id],
        asked=Question(walk.operator.organisation_id),
        actor=kolding,
    )

    with pytest.raises(NotAllowed):
        answer(question, text="Ved ikke.", actor=person(*ODENSE))
    with pytest.raises(NotFound):
        answer(question, text="Ved ikke.", actor=person(*SECRETARIAT))


def test_one_can_ask_a_colleague_and_not_oneself(walk):
    colleague = person("sagsbehandler@vejle.example", "630")
    own = walk.operator.organisation_id

    write(walk.case_id, text="Tager du den?", readers=[], asked=Question(own, colleague.person_id), actor=walk.operator)

    assert open_questions(colleague)[0].person == colleague.name
    for nobody in (None, walk.operator.person_id):
        with pytest.raises(Refused):
            write(walk.case_id, text="Hm?", readers=[], asked=Question(own, nobody), actor=walk.operator)


def test_what_was_edited_says_what_it_said_before(walk):
    comment = write(walk.case_id, text="I juli.", readers=[person(*KOLDING).organisation_id], actor=walk.operator)

    edit(comment, text="I august.", actor=walk.operator)

    (row,) = thread(walk.case_id, person(*KOLDING)).rows
    assert (row.text, [one.text for one in row.earlier]) == ("I august.", ["I juli."])
    assert row.edited_at is not None
    for other in (person(*KOLDING), person("sagsbehandler@vejle.example", "630")):
        with pytest.raises(NotAllowed):
            edit(comment, text="I september.", actor=other)


def test_what_was_withdrawn_stays_and_is_read_by_the_writers_organisation_alone(walk):
    comment = write(walk.case_id, text="Forkert.", readers=[person(*KOLDING).organisation_id], actor=walk.operator)

    withdraw(comment, actor=person("sagsbehandler@vejle.example", "630"))

    (theirs,), (ours,) = (thread(walk.case_id, one).rows for one in (person(*KOLDING), walk.operator))
    assert (theirs.text, theirs.earlier, ours.text) == (None, [], "Forkert.")
    assert theirs.withdrawn_at is not None
    with reading() as session:
        assert session.scalars(select(Comment.text)).one() == "Forkert."
    with pytest.raises(Refused):
        edit(comment, text="Rigtigt.", actor=walk.operator)
    with pytest.raises(NotAllowed):
        withdraw(comment, actor=person(*KOLDING))


def test_a_question_whose_only_answer_is_withdrawn_is_open_again(walk):
    question = asks_vejle(walk)
    answer(question, text="I juli.", actor=walk.operator)
    (row,) = thread(walk.case_id, walk.operator).rows

    withdraw(row.answers[0].id, actor=walk.operator)

    assert [one.id for one in open_questions(walk.operator)] == [question]


def test_a_question_that_was_withdrawn_waits_for_nobody(walk):
    question = asks_vejle(walk)

    withdraw(question, actor=person(*KOLDING))

    assert open_questions(walk.operator) == []
    with pytest.raises(Refused):
        answer(question, text="I august.", actor=walk.operator)


def test_those_who_are_asked_answered_and_mentioned_are_told_and_nobody_of_their_own_words(walk):
    kolding, vejle = person(*KOLDING), walk.operator
    question = asks_vejle(walk, person_id=vejle.person_id)

    assert told(NoticeKind.QUESTION) == ["Kolding Kommune har stillet dig et spørgsmål."]

    answer(question, text="Det spurgte du også om i maj.", actor=vejle)
    write(walk.case_id, text=f"Tak, @{vejle.name}.", readers=[vejle.organisation_id], actor=kolding)

    assert told(NoticeKind.ANSWER) == ["Vejle Kommune har svaret på dit spørgsmål."]
    assert told(NoticeKind.QUESTION) == [
        "Kolding Kommune har stillet dig et spørgsmål.",
        f"{kolding.name} har nævnt dig.",
    ]
    assert told_to(NoticeKind.QUESTION) == {vejle.person_id}


def test_what_is_written_is_one_message_to_each_whatever_it_is_to_them(walk):
    kolding, vejle = person(*KOLDING), walk.operator

    question = asks_vejle(walk, text=f"Hvornår flytter de, @{vejle.name}?")
    assert _messages_to(vejle) == [f"{kolding.name} har nævnt dig i et spørgsmål."]

    answer(question, text=f"I juni, @{kolding.name}.", actor=vejle)
    assert _messages_to(kolding) == ["Vejle Kommune har svaret på dit spørgsmål."]

    write(walk.case_id, text=f"Tak, @{vejle.name}.", readers=[vejle.organisation_id], actor=kolding)
    assert _messages_to(vejle) == [f"{kolding.name} har nævnt dig i et spørgsmål.", f"{kolding.name} har nævnt dig."]


def test_nobody_can_be_mentioned_who_may_not_read_it(walk):
    kolding = person(*KOLDING)

    with pytest.raises(Refused) as refused:
        write(walk.case_id, text=f"Spørg @{kolding.name} om det.", readers=[], actor=walk.operator)

    assert refused.value.field == "readers"


@pytest.mark.parametrize(
    ("text", "found", "nobody"),
    [
        ("Hej @Anne Holmgaard, hvad siger du?", {"anne"}, []),
        ("@anne holmgaard-jensen", {"anne"}, []),
        ("Hej @Anne Holmgaards kollega", set(), ["Anne"]),
        ("(@Bo)", {"bo"}, []),
        ("Skriv til post@vejle.example", set(), []),
        ("@Ingen her", set(), ["Ingen"]),
        ("Hos @ er der intet", set(), []),
        ("@Anne Vad og @Bo Lund", {"vad", "bo"}, []),
    ],
)
def test_a_mention_is_an_at_sign_and_a_whole_name_or_a_first_name_that_only_one_has(text, found, nobody):
    people = {"anne": "Anne Holmgaard", "vad": "Anne Vad", "bo": "Bo Lund"}

    assert mentioned(text, people) == (found, nobody)


def test_pages_of_the_dialog_leave_nothing_out_and_ask_as_much_for_a_long_one(walk, monkeypatch):
    monkeypatch.setattr(module, "PAGE", 3)
    for number in range(4):
        write(walk.case_id, text=f"Nr. {number}", readers=[], actor=walk.operator)
    with asked() as few:
        first = thread(walk.case_id, walk.operator)
    second = thread(walk.case_id, walk.operator, cursor=first.cursor)
    for number in range(4, 12):
        write(walk.case_id, text=f"Nr. {number}", readers=[], actor=walk.operator)
    with asked() as many:
        thread(walk.case_id, walk.operator)

    assert sorted(row.text for page in (first, second) for row in page.rows) == [f"Nr. {number}" for number in range(4)]
    assert len(many.statements) == len(few.statements)


# --- in a case about a citizen


@pytest.fixture
def referral(seeded):
    return ReferralWalk().opened().started()


def test_in_a_case_about_a_citizen_only_the_two_parties_write_and_it_is_sealed(referral):
    to = {one.name for one in _thread_with_reason(referral).to}

    write(
        referral.case_id,
        text="Borgeren har lydbøger med.",
        readers=[referral.municipality_org.id],
        actor=referral.centre,
    )

    assert to == {referral.centre_org.name, referral.municipality_org.name}
    assert_nowhere("lydbøger")


def test_what_is_written_of_a_citizen_is_read_for_a_reason(referral):
    write(referral.case_id, text="Hør.", readers=[referral.municipality_org.id], actor=referral.centre)

    with pytest.raises(ReasonNeeded):
        thread(referral.case_id, referral.municipality)

    look(referral.case_id, what="Sagen", reason="Behandler sagen", actor=referral.municipality)
    assert texts(referral, referral.municipality) == ["Hør."]


def test_a_question_about_a_citizen_tells_nothing_of_what_it_asks(referral):
    asked_of = Question(referral.municipality_org.id)
    write(referral.case_id, text="Er borgerens blodprop ny?", readers=[], asked=asked_of, actor=referral.centre)

    (waiting,) = open_questions(referral.municipality)

    assert "blodprop" not in repr(waiting)
    assert told(NoticeKind.QUESTION)
    assert_nowhere("blodprop ny")


def test_a_question_about_a_citizen_is_told_only_to_who_could_answer_it(referral):
    asked_of = Question(referral.municipality_org.id)
    write(referral.case_id, text="Hørt?", readers=[], asked=asked_of, actor=referral.centre)
    director = replace(referral.municipality, roles=frozenset({Role.DIRECTOR}))

    assert open_questions(referral.municipality)
    assert open_questions(director) == []


def _thread_with_reason(referral):
    look(referral.case_id, what="Sagen", reason="Behandler sagen", actor=referral.centre)
    return thread(referral.case_id, referral.centre)
