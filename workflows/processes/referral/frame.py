"""The discussion of a frame, when inquiries from a municipality have risen by more than its agreement sets."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.case import Task
from db.models.collaboration import FrameDiscussion
from workflows.documents.formats import dato, kroner, procent
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day, NotNegative
from workflows.processes.step import Step
from workflows.rules.referral.collaboration import EXAMPLES, Growth, growth
from workflows.vocabulary import Direction, EventKind, Party


class Discussed(Answers):
    """What the parties came to."""

    discussed_on: Day
    text: Annotated[str, Field(min_length=1)]
    frame_amount: NotNegative | None = None
    base_inquiries: Annotated[int, Field(ge=1)] | None = None


def discussion_of(step: Step) -> FrameDiscussion:
    """The discussion of the step's case, with its agreement."""
    if step.subject is None:
        found = select(FrameDiscussion).where(FrameDiscussion.case_id == step.case.id)
        step.subject = step.session.scalars(found.options(joinedload(FrameDiscussion.agreement))).one()
    discussion: FrameDiscussion = step.subject
    return discussion


def growth_of(discussion: FrameDiscussion) -> Growth:
    """How inquiries had risen when the discussion was opened."""
    limit = discussion.agreement.growth_percent
    assert limit is not None
    return growth(discussion.inquiries, discussion.base_inquiries, limit)


@operation("referral.tell_growth")
def tell_growth(step: Step, _data: Data) -> None:
    """Tell both parties that inquiries have risen, and that the frame is to be discussed."""
    discussion = discussion_of(step)
    found = growth_of(discussion)
    text = (
        f"Henvendelserne er steget med {procent(found.percent)} siden {dato(discussion.year_from)} ({found.inquiries} "
        f"mod {found.base}). Det er mere end aftalens {procent(found.limit)}: drøft rammen, sag {step.case.number}."
    )
    step.tell(step.organisations(Party.CENTRE, Party.ACTING_MUNICIPALITY), text, key="growth")
    step.note(EventKind.STEP, text, source=EXAMPLES)


@answers_to("task_discuss_frame")
def discuss_frame(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what the parties came to; a new frame holds from now on. Raises InputError for a day in the future."""
    at_once = AtOnce()
    given = at_once.read(Discussed, answers)
    in_future = "Datoen ligger i fremtiden. Registrér drøftelsen, når den har fundet sted."
    at_once.refuse("discussed_on", in_future, when=lambda: given.discussed_on > step.today)
    at_once.tell()
    discussion = discussion_of(step)
    discussion.discussed_on, discussion.text = given.discussed_on, given.text
    agreement = discussion.agreement
    if given.frame_amount is not None:
        before = "ingen ramme" if agreement.frame_amount is None else kroner(agreement.frame_amount)
        step.note(EventKind.STEP, f"Rammen er ændret fra {before} til {kroner(given.frame_amount)}", source=EXAMPLES)
        discussion.frame_amount = agreement.frame_amount = given.frame_amount
    if given.base_inquiries is not None:
        agreement.base_inquiries = given.base_inquiries
    step.journal(
        Direction.INTERNAL, "Drøftelse af rammen", "Parterne i samarbejdsaftalen", entered_on=given.discussed_on
    )
    return {}


@operation("referral.tell_discussion")
def tell_discussion(step: Step, _data: Data) -> None:
    """Tell the centres what came of the discussion."""
    discussion = discussion_of(step)
    new = f" Rammen er nu {kroner(discussion.frame_amount)}." if discussion.frame_amount is not None else ""
    text = f"Rammen i samarbejdsaftalen er drøftet, sag {step.case.number}.{new}"
    step.tell(step.organisations(Party.CENTRE), text, key="discussed")
    step.note(EventKind.STEP, "Centret har fået besked om drøftelsen af rammen", source=EXAMPLES)
