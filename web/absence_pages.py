"""The pages on which an absence is entered and changed: by the person, and by the secretariat for anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, logged_in_visit
from web.filters import dato
from web.forms.absences import NOBODY, AbsenceForm
from web.forms.base import refusals_on
from workflows.services.casework.absent_tasks import Asked, Meanwhile, due_meanwhile
from workflows.services.people import absences, absences_shown, stand_ins
from workflows.services.people.absences_shown import AbsenceShown


@dataclass(frozen=True)
class AbsencePage:
    """A page with an absence on it: whose, what it is called, and where it leads back."""

    person_id: UUID
    title: str
    back: str
    asks: str
    """Where what is typed is sent to be told what falls due in it."""
    whose: str
    """The person's name, »du« for oneself."""
    trail: Sequence[tuple[str, str]]
    absence: AbsenceShown | None = None

    def form(self) -> AbsenceForm:
        """The form with what is sent, else with what is kept."""
        form = AbsenceForm(obj=self.absence)
        form.let_choose(stand_ins.places_of(self.person_id), stand_ins.candidates(self.person_id))
        if self.absence is not None and self.absence.stand_in_id is None and not request.form:
            form.stand_in_id.data = NOBODY
        return form

    def show(self, form: AbsenceForm) -> str:
        """The page."""
        return render_template("absences/form.html", page=self, form=form, action=request.path, **self._meanwhile(form))

    def told(self) -> str:
        """What falls due in the period as it is typed, while it is."""
        return render_template("absences/meanwhile.html", **self._meanwhile(self.form()))

    def _meanwhile(self, form: AbsenceForm) -> dict[str, Any]:
        first, last = form.first_day.data, form.last_day.data
        stand_in_id = form.period().stand_in_id if form.stand_in else None
        typed = Asked(self.person_id, first, last, form.organisation_id.data, stand_in_id) if first and last else None
        return {"found": seen_meanwhile(typed) if typed else None, "stand_in": form.stand_in} | _seen_by(self.whose)

    def sent(self) -> ResponseReturnValue:
        """Keep what is sent, or show what is wrong with it."""
        form = self.form()
        if "advise" in request.form:
            return self.show(form)
        if form.validate():
            with refusals_on(form):
                return redirect(self._keep(form), 303)
        return self.show(form), 422

    def _keep(self, form: AbsenceForm) -> str:
        """Keep the absence; gives the page of what falls due in it, where something does."""
        period, actor = form.period(), current_actor()
        if self.absence is None:
            absence_id = absences.enter_absence(self.person_id, period, actor=actor)
        else:
            absence_id = self.absence.id
            absences.change_absence(absence_id, period, actor=actor)
        self._say(form)
        absence = absences_shown.get_absence(absence_id)
        return url_for("absences.show", absence_id=absence_id) if seen_meanwhile(_asked(absence)).rows else self.back

    def _say(self, form: AbsenceForm) -> None:
        period = form.period()
        found = (one for one in stand_ins.candidates(self.person_id) if one.id == period.stand_in_id)
        chosen = next(found, None)
        meanwhile = f"ser {chosen.name} opgaverne under »Mine opgaver«" if chosen else "overtager ingen opgaverne"
        flash(f"Fraværet er gemt: {dato(period.first_day)} til {dato(period.last_day)}. I den tid {meanwhile}.")
        if chosen and chosen.not_covered:
            flash(f"{chosen.name} har ikke rollen {' og '.join(chosen.not_covered)}. De opgaver venter.", "warning")
        for one in absences_shown.standing_in_for(self.person_id):
            if one.first_day <= period.last_day and one.last_day >= period.first_day:
                flash(self._both_away(one), "warning")

    def _both_away(self, one: AbsenceShown) -> str:
        who, days = "Du" if self.whose == "du" else self.whose, f"fra {dato(one.first_day)} til {dato(one.last_day)}"
        return (
            f"{who} er selv stedfortræder for {one.person} {days}. Når begge er væk, overtager ingen opgaverne fra "
            f"{one.person}: bed {one.person} eller sekretariatet vælge en anden stedfortræder."
        )


def tasks_page(absence: AbsenceShown, trail: Sequence[tuple[str, str]]) -> str:
    """What falls due in an absence, as the person, the stand-in or the secretariat sees it."""
    visit = logged_in_visit()
    whose = "du" if absence.person_id == visit.person_id else absence.person
    return render_template(
        "absences/tasks.html",
        absence=absence,
        trail=trail,
        found=seen_meanwhile(_asked(absence)),
        standing_in=absence.stand_in_id == visit.person_id,
        **_seen_by(whose),
    )


def seen_meanwhile(asked: Asked) -> Meanwhile:
    """What falls due in somebody's absence, as far as the one who looks may see it."""
    visit = logged_in_visit()
    acting_for_id = visit.actor.organisation_id if visit.actor else None
    return due_meanwhile(asked, viewer_id=visit.person_id, acting_for_id=acting_for_id)


def _asked(one: AbsenceShown) -> Asked:
    return Asked(one.person_id, one.first_day, one.last_day, one.organisation_id, one.stand_in_id)


def _seen_by(whose: str) -> dict[str, Any]:
    actor = logged_in_visit().actor
    return {"whose": whose, "acting_for_id": actor.organisation_id if actor else None}


def ended(absence_id: UUID, back: str) -> ResponseReturnValue:
    """End an absence, or take it back before it begins."""
    absences.end_absence(absence_id, actor=current_actor())
    flash("Fraværet er slut. Opgaverne står igen kun til den, de er givet til.")
    return redirect(back, 303)
