"""One's own absences: entered, changed, ended."""

from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from web.absence_pages import AbsencePage, ended, tasks_page
from web.access import LOGGED_IN, logged_in_visit, requires
from workflows.services.people.absences_shown import AbsenceShown, own_absence, seen_absence

blueprint = Blueprint("absences", __name__, url_prefix="/profil/fravaer")


@blueprint.get("/nyt")
@requires(LOGGED_IN)
def new() -> ResponseReturnValue:
    """The form of a new absence."""
    page = _page("Indtast fravær")
    return page.show(page.form())


@blueprint.post("/nyt")
@requires(LOGGED_IN)
def enter() -> ResponseReturnValue:
    """Enter an absence."""
    return _page("Indtast fravær").sent()


@blueprint.post("/nyt/imens")
@requires(LOGGED_IN)
def ask() -> ResponseReturnValue:
    """What falls due in the absence that is being typed."""
    return _page("Indtast fravær").told()


@blueprint.get("/<uuid:absence_id>/opgaver")
@requires(LOGGED_IN)
def show(absence_id: UUID) -> ResponseReturnValue:
    """What falls due in an absence: for the person, the stand-in, and who administers."""
    visit = logged_in_visit()
    absence = seen_absence(absence_id, visit)
    if visit.person_id in (absence.person_id, absence.stand_in_id):
        return tasks_page(absence, [("Min profil", _back())])
    person = absence.person, url_for("admin_absences.of_person", person_id=absence.person_id)
    return tasks_page(
        absence, [("Administration", url_for("admin.index")), ("Fravær", url_for("admin_absences.index")), person]
    )


@blueprint.get("/<uuid:absence_id>")
@requires(LOGGED_IN)
def edit(absence_id: UUID) -> ResponseReturnValue:
    """The form of an absence."""
    page = _page("Ret fravær", own_absence(absence_id, logged_in_visit().person_id))
    return page.show(page.form())


@blueprint.post("/<uuid:absence_id>")
@requires(LOGGED_IN)
def change(absence_id: UUID) -> ResponseReturnValue:
    """Change an absence."""
    return _page("Ret fravær", own_absence(absence_id, logged_in_visit().person_id)).sent()


@blueprint.post("/<uuid:absence_id>/slut")
@requires(LOGGED_IN)
def end(absence_id: UUID) -> ResponseReturnValue:
    """Be back."""
    own_absence(absence_id, logged_in_visit().person_id)
    return ended(absence_id, _back())


def _page(title: str, absence: AbsenceShown | None = None) -> AbsencePage:
    trail = [("Min profil", _back())]
    return AbsencePage(logged_in_visit().person_id, title, _back(), url_for(".ask"), "du", trail, absence)


def _back() -> str:
    return url_for("profile.show", _anchor="fravaer")
