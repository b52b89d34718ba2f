"""What stands beside the process in the demonstration: a dialog, errands, linked and followed cases."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from db.models.case import Case, Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.services.casework.errands import give_errand
from workflows.services.casework.following import follow
from workflows.services.casework.related import link_cases
from workflows.services.casework.tasks import complete_task
from workflows.services.comments import writing
from workflows.services.comments.writing import Question
from workflows.services.demonstration.demo_users import actor
from workflows.vocabulary import CaseLinkKind, TaskStatus

VEJLE = ("anne@vejle.example", "630")
SECRETARIAT = ("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
KOLDING = ("direktoer@kolding.example", "621")
REGION = ("gitte@region-syddanmark.example", "1083")
CENTRE = ("rikke@fjordager.example", "kommunikationscenter-fjordager")
GLADSAXE = ("yasmin@gladsaxe.example", "159")
HEARING = "Lukning af Dagtilbuddet Broen"
ACCOUNT = "Lukning af Specialbørnehjemmet Havrekær"
COMMITTEE = "Lukning af Kommunikationscenter Strandengen"


def fill() -> None:
    """Let the parties write, ask and give tasks in the cases that are there."""
    _dialog_about_the_hearing()
    _errands()
    _about_a_citizen()
    link_cases(_case(ACCOUNT), number=_number(COMMITTEE), kind=CaseLinkKind.OTHER, actor=actor(REGION))
    for who in (KOLDING, SECRETARIAT):
        follow(_case(HEARING), actor(who))


def _dialog_about_the_hearing() -> None:
    case_id, vejle, kolding, secretariat = _case(HEARING), actor(VEJLE), actor(KOLDING), actor(SECRETARIAT)
    question = writing.write(
        case_id,
        text="Hvornår flytter de sidste borgere? Vi skal nå at finde pladser til tre fra Kolding.",
        readers=[],
        asked=Question(vejle.organisation_id),
        actor=kolding,
    )
    writing.answer(
        question, text="Senest seks måneder efter byrådets beslutning. Vi skriver, når dagen er fastlagt.", actor=vejle
    )
    writing.write(
        case_id,
        text=f"Kan I sende det seneste tilsynsbrev? @{vejle.name}, det skal med i sagen til Socialdirektørforum.",
        readers=[],
        asked=Question(vejle.organisation_id, vejle.person_id),
        actor=secretariat,
    )
    writing.write(
        case_id, text="Husk at spørge driften om inventaret, før regnskabet bliver lavet.", readers=[], actor=vejle
    )


def _errands() -> None:
    secretariat, vejle, region = actor(SECRETARIAT), actor(VEJLE), actor(REGION)
    give_errand(
        _case(HEARING),
        title="Send det seneste tilsynsbrev",
        text="Det skal ligge i sagen, når Socialdirektørforum behandler høringen.",
        organisation_id=vejle.organisation_id,
        person_id=None,
        due_on=today() + timedelta(days=10),
        actor=secretariat,
    )
    done = _give_to(secretariat, _case(COMMITTEE), "Oplys, hvem der skriver under på regnskabet", region)
    complete_task(done, revision=1, answers={"note": "Det gør økonomichefen."}, actor=region)


def _give_to(by: Actor, case_id: UUID, title: str, to: Actor) -> UUID:
    return give_errand(
        case_id,
        title=title,
        text="",
        organisation_id=to.organisation_id,
        person_id=to.person_id,
        due_on=today() + timedelta(days=5),
        actor=by,
    )


def _about_a_citizen() -> None:
    """In a case about a citizen, between its two parties: what is written is sealed."""
    gladsaxe = actor(GLADSAXE)
    case_id = _waiting_for("task_check_case", gladsaxe.organisation_id)
    writing.write(
        case_id,
        text="Er der lavet en høreprøve inden for det seneste år?",
        readers=[],
        asked=Question(actor(CENTRE).organisation_id),
        actor=gladsaxe,
    )


def _waiting_for(element: str, organisation_id: UUID) -> UUID:
    """The case in which an organisation has an open task of an element."""
    found = select(Task.case_id).where(
        Task.element_id == element, Task.organisation_id == organisation_id, Task.status == TaskStatus.OPEN
    )
    with reading() as session:
        return session.scalars(found.limit(1)).one()


def _case(title: str) -> UUID:
    with reading() as session:
        return session.scalars(select(Case.id).where(Case.title == title)).one()


def _number(title: str) -> str:
    with reading() as session:
        return session.scalars(select(Case.number).where(Case.title == title)).one()
