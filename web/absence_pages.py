"""The pages on which an absence is entered and changed: by the person, and by the secretariat for anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.access import current_actor
from web.filters import dato
from web.forms.absences import AbsenceForm
from web.forms.base import refusals_on
from workflows.services.people import absences, stand_ins
from workflows.services.people.absences import AbsenceShown


@dataclass(frozen=True)
class AbsencePage:
    """A page with an absence on it: whose, what it is called, and where it leads back."""

    person_id: UUID
    title: str
    back: str
    trail: Sequence[tuple[str, str]]
    absence: AbsenceShown | None = None

    def form(self) -> AbsenceForm:
        """The form with what is sent, else with what is kept."""
        form = AbsenceForm(obj=self.absence)
        form.let_choose(stand_ins.places_of(self.person_id), stand_ins.candidates(self.person_id))
        return form

    def show(self, form: AbsenceForm) -> str:
        """The page."""
        return render_template("absences/form.html", page=self, form=form, action=request.path)

    def sent(self) -> ResponseReturnValue:
        """Keep what is sent, or show what is wrong with it."""
        form = self.form()
        if form.validate():
            with refusals_on(form):
                self._keep(form)
                return redirect(self.back, 303)
        return self.show(form), 422

    def _keep(self, form: AbsenceForm) -> None:
        period, actor = form.period(), current_actor()
        if self.absence is None:
            absences.enter_absence(self.person_id, period, actor=actor)
        else:
            absences.change_absence(self.absence.id, period, actor=actor)
        chosen = next(one for one in stand_ins.candidates(self.person_id) if one.id == period.stand_in_id)
        flash(
            f"Fraværet er gemt: {dato(period.first_day)} til {dato(period.last_day)}. "
            f"I den tid ser {chosen.name} opgaverne under »Mine opgaver«."
        )
        if chosen.not_covered:
            flash(f"{chosen.name} har ikke rollen {' og '.join(chosen.not_covered)}. De opgaver venter.", "warning")
        for one in absences.standing_in_for(self.person_id):
            if one.first_day <= period.last_day and one.last_day >= period.first_day:
                flash(f"{one.person} er også væk og har valgt netop denne stedfortræder. Aftal en anden.", "warning")


def ended(absence_id: UUID, back: str) -> ResponseReturnValue:
    """End an absence, or take it back before it begins."""
    absences.end_absence(absence_id, actor=current_actor())
    flash("Fraværet er slut. Opgaverne står igen kun til den, de er givet til.")
    return redirect(back, 303)
