"""The municipality's fixed contact person: asked for, reminded of, never waited for (hovedstaden-2019-2020, 8.4)."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from db.models.case import Task
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce
from workflows.processes.referral.facts import centre_of, municipality_of, referral_of, regime_of
from workflows.processes.step import Step
from workflows.vocabulary import EventKind, NoticeKind


class ContactPerson(Answers):
    """An employee of the municipality."""

    name: Annotated[str, Field(min_length=1)]
    phone: str = ""
    email: str = ""


@answers_to("task_name_contact")
def name_contact(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the contact person and tell the centre. Raises InputError without telephone and e-mail."""
    at_once = AtOnce()
    given = at_once.read(ContactPerson, answers)
    at_once.refuse("phone", "Skriv telefon eller e-mail.", when=lambda: not given.phone and not given.email)
    at_once.tell()
    referral_of(step).contact = given.model_dump()
    text = f"Handlekommunen har oplyst en fast kontaktperson i sag {step.case.number}."
    step.tell([centre_of(step)], text, key="contact")
    return {}


@operation("referral.remind_contact")
def remind_contact(step: Step, _data: Data) -> None:
    """Remind the municipality that has not named its contact person yet."""
    if referral_of(step).contact is not None:
        return
    source = regime_of(step).contact_person.source
    text = f"Husk at oplyse en fast kontaktperson i sag {step.case.number}. Sagen venter ikke på det."
    step.tell(
        [municipality_of(step)], text, key="contact:reminder", kind=NoticeKind.DEADLINE_NEAR, task="task_name_contact"
    )
    step.note(EventKind.REMINDED, "Handlekommunen er mindet om at oplyse en fast kontaktperson", source=source)
