"""What one gets by mail: chosen on one's own page, which each mail leads to."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, logged_in_visit, requires
from web.forms.base import refusals_on
from web.forms.mail_wishes import wishes_form
from workflows.services.notices.wishes import wish, wishes_of

blueprint = Blueprint("mail_wishes", __name__, url_prefix="/profil/beskeder")


@blueprint.get("")
@requires(LOGGED_IN)
def show() -> ResponseReturnValue:
    """What is chosen now."""
    standing = wishes_of(logged_in_visit().person_id)
    form = wishes_form(standing.wishes)
    fields = form.of_kinds(standing.wishes.frequencies)
    return render_template("profile/mail.html", standing=standing, form=form, fields=fields)


@blueprint.post("")
@requires(LOGGED_IN)
def keep() -> ResponseReturnValue:
    """Keep what is chosen."""
    person_id = logged_in_visit().person_id
    standing = wishes_of(person_id)
    form, kinds = wishes_form(standing.wishes), standing.wishes.frequencies
    if form.validate():
        with refusals_on(form):
            wish(person_id, form.wishes(kinds))
            flash("Dine valg er gemt.")
            return redirect(url_for(".show"), 303)
    return render_template("profile/mail.html", standing=standing, form=form, fields=form.of_kinds(kinds)), 422
