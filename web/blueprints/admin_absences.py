"""Absences as the secretariat sees and enters them, e.g. for somebody who is ill."""

from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from web.absence_pages import AbsencePage, ended
from web.access import requires
from workflows.access.permissions import Permission
from workflows.services.people import absences_shown, people
from workflows.services.people.absences_shown import AbsenceShown

blueprint = Blueprint("admin_absences", __name__, url_prefix="/administration/fravaer")


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """Who is away, and who will be."""
    return render_template("admin/absences/index.html", absences=absences_shown.absences_now_and_to_come())


@blueprint.get("/person/<uuid:person_id>")
@requires(Permission.ADMINISTER)
def of_person(person_id: UUID) -> ResponseReturnValue:
    """All absences of one person, with their history."""
    return render_template(
        "admin/absences/person.html",
        person=people.get_person(person_id),
        absences=absences_shown.absences_of(person_id),
    )


@blueprint.get("/person/<uuid:person_id>/nyt")
@requires(Permission.ADMINISTER)
def new(person_id: UUID) -> ResponseReturnValue:
    """The form of a new absence of a person."""
    page = _page(person_id, "Indtast fravær")
    return page.show(page.form())


@blueprint.post("/person/<uuid:person_id>/nyt")
@requires(Permission.ADMINISTER)
def enter(person_id: UUID) -> ResponseReturnValue:
    """Enter an absence for a person."""
    return _page(person_id, "Indtast fravær").sent()


@blueprint.post("/person/<uuid:person_id>/imens")
@requires(Permission.ADMINISTER)
def ask(person_id: UUID) -> ResponseReturnValue:
    """What falls due in the absence that is being typed for a person."""
    return _page(person_id, "Indtast fravær").told()


@blueprint.get("/<uuid:absence_id>")
@requires(Permission.ADMINISTER)
def edit(absence_id: UUID) -> ResponseReturnValue:
    """The form of somebody's absence."""
    page = _page_of(absences_shown.get_absence(absence_id))
    return page.show(page.form())


@blueprint.post("/<uuid:absence_id>")
@requires(Permission.ADMINISTER)
def change(absence_id: UUID) -> ResponseReturnValue:
    """Change somebody's absence."""
    return _page_of(absences_shown.get_absence(absence_id)).sent()


@blueprint.post("/<uuid:absence_id>/slut")
@requires(Permission.ADMINISTER)
def end(absence_id: UUID) -> ResponseReturnValue:
    """End somebody's absence."""
    person_id = absences_shown.get_absence(absence_id).person_id
    return ended(absence_id, url_for(".of_person", person_id=person_id))


def _page_of(absence: AbsenceShown) -> AbsencePage:
    return _page(absence.person_id, "Ret fravær", absence)


def _page(person_id: UUID, title: str, absence: AbsenceShown | None = None) -> AbsencePage:
    back, name = url_for(".of_person", person_id=person_id), people.get_person(person_id).name
    trail = [("Administration", url_for("admin.index")), ("Fravær", url_for(".index")), (name, back)]
    return AbsencePage(person_id, f"{title}: {name}", back, url_for(".ask", person_id=person_id), name, trail, absence)
