"""The secretariat's pages of people, their roles and their access."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.admin import FormPage, organisation_choices, page_links
from web.forms.admin_people import ChangePersonForm, EndPostForm, NewPersonForm, PersonFilter, PostForm
from web.forms.base import refusals_on
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.services.people import leaving, people
from workflows.services.people.links import VALID_FOR
from workflows.services.register import history, organisations

blueprint = Blueprint("admin_people", __name__, url_prefix="/administration/personer")


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """The people, by name, organisation, role and access."""
    form = PersonFilter()
    form.organisation_id.choices = organisation_choices(organisations.organisations_of(), empty="Alle")
    form.validate()
    found = people.list_people(
        text=form.text.data or "",
        organisation_id=form.organisation_id.data,
        role=form.role.data,
        active=form.active,
        refused=form.mail.data == "refused",
        page=form.page_number,
    )
    people_found = [(person, people.held_on(person, today())) for person in found.rows]
    return render_template(
        "admin/people/index.html", form=form, found=found, people=people_found, links=page_links(found, form)
    )


@blueprint.get("/<uuid:person_id>")
@requires(Permission.ADMINISTER)
def show(person_id: UUID) -> ResponseReturnValue:
    """One person: roles over time, and access."""
    person, past = people.get_person(person_id), history.history_of(person_id)
    held = leaving.tasks_held(person_id)
    return render_template("admin/people/show.html", person=person, held=held, history=past)


@blueprint.get("/ny")
@requires(Permission.ADMINISTER)
def new() -> ResponseReturnValue:
    """The form of a new person; `organisation_id` in the address is chosen beforehand."""
    form = NewPersonForm(organisation_id=request.args.get("organisation_id", type=UUID))
    _let_choose_organisation(form)
    return _new_page().show(form)


@blueprint.post("/ny")
@requires(Permission.ADMINISTER)
def create() -> ResponseReturnValue:
    """Create a person with the first role."""
    form = NewPersonForm()
    _let_choose_organisation(form)
    if form.validate():
        with refusals_on(form):
            person_id = people.create_person(
                name=form.name.data, email=form.email.data, post=form.post(), actor=current_actor()
            )
            flash(f"{form.name.data} er oprettet. Lav et engangslink, så personen kan vælge en adgangskode.")
            return redirect(url_for(".show", person_id=person_id), 303)
    return _new_page().show(form), 422


@blueprint.get("/<uuid:person_id>/ret")
@requires(Permission.ADMINISTER)
def edit(person_id: UUID) -> ResponseReturnValue:
    """The form of a person's name and e-mail."""
    person = people.get_person(person_id)
    return _page(person_id, "Ret person", "Gem rettelsen").show(ChangePersonForm(obj=person))


@blueprint.post("/<uuid:person_id>/ret")
@requires(Permission.ADMINISTER)
def change(person_id: UUID) -> ResponseReturnValue:
    """Correct a person's name and e-mail."""
    form = ChangePersonForm()
    if form.validate():
        with refusals_on(form):
            people.change_person(person_id, name=form.name.data, email=form.email.data, actor=current_actor())
            flash("Rettelsen er gemt.")
            return redirect(url_for(".show", person_id=person_id), 303)
    return _page(person_id, "Ret person", "Gem rettelsen").show(form), 422


@blueprint.get("/<uuid:person_id>/roller/ny")
@requires(Permission.ADMINISTER)
def new_post(person_id: UUID) -> ResponseReturnValue:
    """The form of another role."""
    form = PostForm()
    _let_choose_organisation(form)
    return _page(person_id, "Ny rolle", "Giv rollen").show(form)


@blueprint.post("/<uuid:person_id>/roller/ny")
@requires(Permission.ADMINISTER)
def add_post(person_id: UUID) -> ResponseReturnValue:
    """Give a person another role."""
    form = PostForm()
    _let_choose_organisation(form)
    if form.validate():
        with refusals_on(form):
            people.add_post(person_id, form.post(), actor=current_actor())
            flash("Rollen er givet.")
            return redirect(url_for(".show", person_id=person_id), 303)
    return _page(person_id, "Ny rolle", "Giv rollen").show(form), 422


@blueprint.get("/<uuid:person_id>/roller/<uuid:post_id>/slut")
@requires(Permission.ADMINISTER)
def ending_post(person_id: UUID, post_id: UUID) -> ResponseReturnValue:
    """The form of a role's last day."""
    return _end_page(person_id, post_id).show(EndPostForm())


@blueprint.post("/<uuid:person_id>/roller/<uuid:post_id>/slut")
@requires(Permission.ADMINISTER)
def end_post(person_id: UUID, post_id: UUID) -> ResponseReturnValue:
    """End a role."""
    form = EndPostForm()
    if form.validate():
        with refusals_on(form):
            people.end_post(post_id, last_day=form.last_day.data, actor=current_actor())
            flash("Rollens slutdag er gemt.")
            return redirect(url_for(".show", person_id=person_id), 303)
    return _end_page(person_id, post_id).show(form), 422


@blueprint.post("/<uuid:person_id>/luk")
@requires(Permission.ADMINISTER)
def deactivate(person_id: UUID) -> ResponseReturnValue:
    """Close a person's access."""
    people.deactivate_person(person_id, actor=current_actor())
    flash("Adgangen er lukket, og personens logins er afsluttet.")
    return redirect(url_for(".show", person_id=person_id), 303)


@blueprint.post("/<uuid:person_id>/aabn")
@requires(Permission.ADMINISTER)
def reactivate(person_id: UUID) -> ResponseReturnValue:
    """Open a person's access again."""
    people.reactivate_person(person_id, actor=current_actor())
    flash("Adgangen er åben igen.")
    return redirect(url_for(".show", person_id=person_id), 303)


@blueprint.post("/<uuid:person_id>/engangslink")
@requires(Permission.ADMINISTER)
def hand_out_link(person_id: UUID) -> ResponseReturnValue:
    """Make a one-time link, and show it this once."""
    token = people.hand_out_link(person_id, actor=current_actor())
    address = url_for("auth.new_password", token=token, _external=True)
    return render_template(
        "admin/people/link.html",
        person=people.get_person(person_id),
        address=address,
        hours=int(VALID_FOR / timedelta(hours=1)),
    )


def _let_choose_organisation(form: PostForm) -> None:
    form.organisation_id.choices = organisation_choices(organisations.acting_from(today()), empty="Vælg organisation")


def _new_page() -> FormPage:
    address = url_for(".index")
    return FormPage(
        "Ny person",
        "Opret person",
        address,
        [("Personer", address)],
        lead="Personen får sin første rolle her. Flere roller, også i andre organisationer, gives bagefter.",
    )


def _page(person_id: UUID, title: str, submit: str, lead: str | None = None) -> FormPage:
    address = url_for(".show", person_id=person_id)
    name = people.get_person(person_id).name
    return FormPage(title, submit, address, [("Personer", url_for(".index")), (name, address)], lead=lead)


def _end_page(person_id: UUID, post_id: UUID) -> FormPage:
    post = people.get_post(post_id)
    return _page(
        person_id,
        "Afslut rolle",
        "Afslut rollen",
        lead=f"{post.role.label} i {post.organisation.name}. Åbne opgaver, der kræver rollen, går dagen efter "
        "tilbage til organisationens fælles opgaver.",
    )
