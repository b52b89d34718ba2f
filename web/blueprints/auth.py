"""Logging in and out, one-time links, and the organisation that one acts for."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, OPEN, current_visit, logged_in_visit, requires
from web.carried import carried_in
from web.forms.auth import LoginForm, NewPasswordForm
from web.forms.base import refusals_on
from web.visitor import let_in, let_out
from workflows.errors import NotFound
from workflows.services.people.links import owner, use_link
from workflows.services.people.logins import log_in
from workflows.services.people.logins import log_out as end_login
from workflows.services.people.sessions import act_for

blueprint = Blueprint("auth", __name__)


def safe_path(address: str | None) -> str:
    """The address when it is a path of ours, else the front page; so that no link leads elsewhere."""
    path = address or ""
    parts = urlsplit(path)
    plain = path.isprintable() and "\\" not in path and not path.startswith("//")
    if plain and path.startswith("/") and not parts.scheme and not parts.netloc:
        return path
    return url_for("pages.front")


@blueprint.get("/login")
@requires(OPEN)
def login() -> ResponseReturnValue:
    """The page where one logs in."""
    if current_visit() is not None:
        return redirect(safe_path(request.args.get("next")))
    return render_template("auth/login.html", form=LoginForm())


@blueprint.post("/login")
@requires(OPEN)
def enter() -> ResponseReturnValue:
    """Log in, and go on to the page that was asked for."""
    form = LoginForm()
    if form.validate():
        with refusals_on(form):
            let_in(log_in(form.email.data, form.password.data, device=_device()))
            if carried := carried_in(form.carried.data):
                return render_template("auth/go_on.html", carried=carried)
            return redirect(safe_path(request.args.get("next")), 303)
    return render_template("auth/login.html", form=form), 422


@blueprint.post("/log-af")
@requires(LOGGED_IN)
def log_out() -> ResponseReturnValue:
    """End the login."""
    visit = logged_in_visit()
    end_login(visit.session_id, person_id=visit.person_id)
    let_out()
    flash("Du er logget af.")
    return redirect(url_for("auth.login"), 303)


@blueprint.get("/glemt-adgangskode")
@requires(OPEN)
def forgotten() -> ResponseReturnValue:
    """What to do about a forgotten password."""
    return render_template("auth/forgotten.html")


@blueprint.get("/engangslink/<token>")
@requires(OPEN)
def new_password(token: str) -> ResponseReturnValue:
    """The page where a one-time link lets one choose a password."""
    return render_template("auth/new_password.html", form=NewPasswordForm(), owner=owner(token), token=token)


@blueprint.post("/engangslink/<token>")
@requires(OPEN)
def set_password(token: str) -> ResponseReturnValue:
    """Keep the password chosen by a one-time link."""
    form = NewPasswordForm()
    holder = owner(token)
    if form.validate():
        with refusals_on(form):
            use_link(token, form.password.data)
            flash("Din adgangskode er gemt. Nu kan du logge på.")
            return redirect(url_for("auth.login"), 303)
    return render_template("auth/new_password.html", form=form, owner=holder, token=token), 422


@blueprint.post("/skift-organisation")
@requires(LOGGED_IN)
def switch_organisation() -> ResponseReturnValue:
    """Act for another of one's organisations, and go on to the page that was asked for."""
    name = act_for(logged_in_visit().session_id, _organisation_id())
    flash(f"Du handler nu for {name}.")
    return redirect(safe_path(request.args.get("next")), 303)


def _organisation_id() -> UUID:
    try:
        return UUID(request.form.get("organisation_id", ""))
    except ValueError as not_an_id:
        raise NotFound("Organisationen findes ikke.") from not_an_id


def _device() -> str:
    """What the browser says it is, in words for the list of logins."""
    agent = request.user_agent.string
    system = next((name for name in ("Windows", "iPhone", "iPad", "Android", "Mac OS", "Linux") if name in agent), "")
    browsers = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    browser = next((name for sign, name in browsers.items() if sign in agent), "Ukendt browser")
    return f"{browser} på {system}" if system else browser
