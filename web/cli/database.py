"""`db upgrade`, `db seed` and `demo`."""

import click
from flask.cli import with_appcontext

from web.cli.master_key import made_master_key
from workflows.services.running.upkeep import add_reference_data, upgrade_database


@click.group(help="Databasen.")
def db() -> None:
    """The database."""


@db.command("upgrade", help="Bringer databasens tabeller op på denne version.")
def upgrade() -> None:
    """Bring the tables up to date."""
    upgrade_database()
    click.echo("Databasen er opdateret.")


@db.command("seed", help="Tilføjer de kommuner, regioner, organer og sekretariater, der mangler.")
def seed() -> None:
    """Add the organisations of the field, without people."""
    upgrade_database()
    add_reference_data()
    click.echo("Organisationerne er på plads.")


@click.command(help="Fylder en tom database med organisationer, brugere og sager til afprøvning.")
@with_appcontext
def demo() -> None:
    """Fill a database without people with invented people and cases."""
    from workflows.services.demonstration.demo import fill, is_empty

    upgrade_database()
    made_master_key()
    if not is_empty():
        raise click.ClickException("Der er allerede personer i databasen. Demoen fyldes kun i en tom.")
    fill()
    click.echo("Demoen er klar.")
