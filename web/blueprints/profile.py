"""One's own page: roles, logins, password, and the addresses of one's calendars."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, logged_in_visit, requires
from web.forms.auth import ChangePasswordForm
from web.forms.base import refusals_on
from workflows.services.calendar import calendar_addresses
from workflows.services.calendar.feeds import MOST_DAYS
from workflows.services.people import absences_shown, logins, sessions

blueprint = Blueprint("profile", __name__, url_prefix="/profil")


@blueprint.get("/")
@requires(LOGGED_IN)
def show() -> ResponseReturnValue:
    """Roles, logins, and calendars."""
    person_id = logged_in_visit().person_id
    return render_template(
        "profile/show.html",
        posts=sessions.posts_of(person_id),
        ongoing=sessions.going_on(person_id),
        calendars=calendar_addresses.addresses_of(person_id),
        absences=absences_shown.absences_of(person_id),
        standing_in=absences_shown.standing_in_for(person_id),
    )


@blueprint.post("/kalender/<uuid:organisation_id>")
@requires(LOGGED_IN)
def renew_calendar(organisation_id: UUID) -> ResponseReturnValue:
    """Make the address of a calendar, or another in its place, and show it this once."""
    token = calendar_addresses.renew_address(logged_in_visit().person_id, organisation_id)
    address = url_for("calendar_feed.show", token=token, _external=True)
    name = next(one.name for one in logged_in_visit().choices if one.organisation_id == organisation_id)
    return render_template("profile/calendar.html", address=address, organisation=name, most_days=MOST_DAYS)


@blueprint.post("/kalender/<uuid:organisation_id>/fjern")
@requires(LOGGED_IN)
def end_calendar(organisation_id: UUID) -> ResponseReturnValue:
    """Let the address of a calendar lead nowhere."""
    calendar_addresses.end_address(logged_in_visit().person_id, organisation_id)
    flash("Kalenderens adresse er fjernet. Kalendere, der følger den, får ikke flere datoer.")
    return redirect(url_for("profile.show"), 303)


@blueprint.post("/login/<uuid:session_id>/afslut")
@requires(LOGGED_IN)
def end_login(session_id: UUID) -> ResponseReturnValue:
    """End one of one's other logins."""
    sessions.end(session_id, person_id=logged_in_visit().person_id)
    flash("Login er afsluttet.")
    return redirect(url_for("profile.show"), 303)


@blueprint.post("/login/afslut-andre")
@requires(LOGGED_IN)
def end_other_logins() -> ResponseReturnValue:
    """End all of one's logins but this one."""
    visit = logged_in_visit()
    logins.end_other_logins(visit.session_id, person_id=visit.person_id)
    flash("Dine andre logins er afsluttet.")
    return redirect(url_for("profile.show"), 303)


@blueprint.get("/adgangskode")
@requires(LOGGED_IN)
def password() -> ResponseReturnValue:
    """The page where one changes the password."""
    return render_template("profile/password.html", form=ChangePasswordForm())


@blueprint.post("/adgangskode")
@requires(LOGGED_IN)
def change_password() -> ResponseReturnValue:
    """Keep another password; one's other logins end."""
    form = ChangePasswordForm()
    visit = logged_in_visit()
    if form.validate():
        with refusals_on(form):
            logins.change_password(
                visit.person_id,
                session_id=visit.session_id,
                current=form.current_password.data,
                password=form.password.data,
            )
            flash("Din adgangskode er skiftet, og dine andre logins er afsluttet.")
            return redirect(url_for("profile.show"), 303)
    return render_template("profile/password.html", form=form), 422
