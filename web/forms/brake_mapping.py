"""The forms of the mapping: planned, done piece by piece, data asked for, each focus area followed up."""

from collections.abc import Iterator
from typing import Any

from wtforms import SelectField, StringField, TextAreaField

from web.access import current_actor
from web.forms.admin import Filled
from web.forms.away import AsksWhenAway
from web.forms.brake_task import SHORT, BrakeTask, boxes, texts, texts_of, yes
from web.forms.closing_parts import given
from web.forms.fields import DateField
from web.forms.rows import Row, filled, rows_of
from web.forms.task_form import LONG, YES_NO, choice, iso
from workflows.clock import today
from workflows.services.people.standing_in import Away, away_from_today, concerning, in_short


class PiecePart(Row):
    """A piece of the mapping."""

    title = StringField("Opgave", [SHORT])
    description = TextAreaField("Hvad skal afdækkes?", [LONG])
    member_id = SelectField("Medlem", validate_choice=False)
    due_on = DateField("Senest")


class PlanMappingForm(AsksWhenAway, BrakeTask):
    """How the mapping is shared out."""

    template = "brake_tasks/plan_mapping.html"
    points = ("mapping",)
    wide = True

    tasks = rows_of(PiecePart, "Afdækningsopgaver", least=2)

    def prepare(self) -> None:
        away = self.away = away_from_today(current_actor().organisation_id)
        members = {
            str(one.id): f"{one.name}, {one.organisation}"
            + (f" – {in_short(away[one.person_id][0])}" if one.person_id in away else "")
            for one in self.facts["members"]
        }
        for entry in self.tasks:
            entry.form.member_id.choices = {"": "Taskforcen i fællesskab"} | members

    def away_chosen(self) -> Iterator[Away]:
        """The absences of the members chosen, today or on the day of a piece that they are given."""
        persons = {str(one.id): one.person_id for one in self.facts["members"]}
        for row in (entry.form for entry in self.tasks if entry.form.member_id.data in persons):
            absences = self.away.get(persons[row.member_id.data], [])
            if found := concerning(absences, (today(), row.due_on.data or today())):
                yield found

    @property
    def send(self) -> str:
        return "Fordel opgaverne"

    @property
    def sent(self) -> str:
        return "Opgaverne er fordelt, og de, der har fået en, kan se den under »Mine opgaver«."

    def answers(self) -> dict[str, Any]:
        return {
            "tasks": [
                given(
                    title=row.title.data,
                    description=row.description.data,
                    member_id=row.member_id.data,
                    due_on=iso(row.due_on.data),
                )
                for row in filled(self.tasks)
            ]
        }


class DoMappingForm(BrakeTask):
    """What one piece of the mapping has found."""

    template = "brake_tasks/do_mapping.html"
    points = ("mapping",)

    finding = TextAreaField("Det har I fundet", [LONG], description="Kan udelades, når det står i et bilag.")

    @property
    def send(self) -> str:
        return "Registrér afdækningen"

    @property
    def sent(self) -> str:
        return f"Afdækningen er registreret: {self.facts['mapping_task'].title}."

    def answers(self) -> dict[str, Any]:
        return given(finding=self.finding.data)


class RequestDataForm(BrakeTask):
    """Another request for data, or enough of them."""

    template = "brake_tasks/request_data.html"
    points = ("mapping",)

    next = choice(
        "Er der brug for flere oplysninger?",
        {"request": "Ja, send en anmodning", "enough": "Nej, vi har det, vi skal bruge"},
        ask="Vælg ja eller nej.",
    )
    items = texts_of("Det beder I om")
    organisations = boxes("Hvem beder I om det?")
    deadline = DateField("Svarfrist", description="Aftalen sætter ingen frist; vælg en, de kan nå.")

    def prepare(self) -> None:
        self.organisations.choices = [(str(one.id), one.name) for one in self.facts["parties_to_ask"]]

    @property
    def send(self) -> str:
        return "Gå videre"

    @property
    def sent(self) -> str:
        if self.next.data == "enough":
            return "Der bedes ikke om flere oplysninger."
        number = len(self.organisations.data or ())
        return f"Anmodningen er sendt til {number} {'part' if number == 1 else 'parter'}."

    def answers(self) -> dict[str, Any]:
        if self.next.data != "request":
            return given(next=self.next.data)
        return {
            **given(next="request", deadline=iso(self.deadline.data)),
            "items": texts(self.items),
            "organisations": self.organisations.data or [],
        }


class FollowFocusAreaForm(BrakeTask):
    """What the mapping says of one focus area."""

    template = "brake_tasks/follow_focus_area.html"
    points = ("mapping",)

    finding = TextAreaField("Det viser afdækningen", [Filled("Skriv, hvad afdækningen viser."), LONG])
    covered = choice(
        "Er fokusområdet belyst?",
        YES_NO,
        ask="Vælg ja eller nej.",
        description="Svarer I nej, begynder en ny runde af afdækningen.",
    )

    @property
    def send(self) -> str:
        return "Registrér opfølgningen"

    @property
    def sent(self) -> str:
        return f"Fokusområdet er fulgt op: {self.facts['focus_area'].text}."

    def answers(self) -> dict[str, Any]:
        return given(finding=self.finding.data, covered=yes(self.covered.data))
