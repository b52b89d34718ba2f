"""What is answered after a brake's decision: knowledge, the closing, and the follow-up of measures and duties."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from workflows.processes.reading import Answers, Day
from workflows.vocabulary import FollowUpStatus

Text = Annotated[str, Field(min_length=1)]


class Knowledge(Answers):
    """The agreement on how the offer's knowledge is kept."""

    loss: Text
    kept: Text
    agreed_with: tuple[UUID, ...] = ()
    agreed_on: Day


class ClosingLinked(Answers):
    """The closing's case, or how it is treated where it is no case in Rammesag."""

    closing_case_id: UUID | None = None
    outside: str = ""


class FollowUpGiven(Answers):
    subject: str = ""
    title: str = ""
    due_on: Day


class FollowUpPlan(Answers):
    """The days on which measures and duties are followed up."""

    follow_ups: tuple[FollowUpGiven, ...]


class Reported(Answers):
    status: FollowUpStatus
    text: Text


class Looked(Answers):
    follow_up_id: UUID
    again_on: Day | None = None


class Assessed(Answers):
    """What is done, and what is followed up again."""

    items: tuple[Looked, ...]
    text: str = ""
