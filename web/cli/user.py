"""`user add`: lets a person in, e.g. the first one in the secretariat."""

import click
from flask import current_app, url_for
from flask.cli import with_appcontext

from web.forms.fields import word_of
from workflows.errors import Refused
from workflows.services.people.admission import admit
from workflows.vocabulary import Role


@click.group(help="Brugere.")
def user() -> None:
    """People who log in."""


@user.command("add", help="Opretter en person og skriver et engangslink til at vælge adgangskode.")
@click.argument("name")
@click.argument("email")
@click.option("--organisation", required=True, help="Organisationens nummer eller kode, fx 461.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="Rollen der.")
@click.option("--address", default="http://127.0.0.1:8000", help="Hvor Rammesag nås af brugerne.")
@with_appcontext
def add(name: str, email: str, organisation: str, role: str, address: str) -> None:
    """Create a person and print the one-time link."""
    try:
        token = admit(name=name, email=email, organisation_code=organisation, role=word_of(Role, role))
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
    with current_app.test_request_context(base_url=address):
        link = url_for("auth.new_password", token=token, _external=True)
    click.echo(f"Linket gælder i 72 timer og kan bruges én gang:\n{link}")
