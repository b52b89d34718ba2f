"""`db upgrade` and `demo`."""

import click

from workflows.services.upkeep import is_empty, upgrade_database


@click.group(help="Databasen.")
def db() -> None:
    """The database."""


@db.command("upgrade", help="Bringer databasens tabeller op på denne version.")
def upgrade() -> None:
    """Bring the tables up to date."""
    upgrade_database()
    click.echo("Databasen er opdateret.")


@click.command(help="Fylder en tom database med organisationer, brugere og sager til afprøvning.")
def demo() -> None:
    """Fill an empty database with invented people and cases."""
    upgrade_database()
    if not is_empty():
        raise click.ClickException("Databasen er ikke tom. Demoen fyldes kun i en tom database.")
    from workflows.services.demo import fill

    fill()
    click.echo("Demoen er klar.")
