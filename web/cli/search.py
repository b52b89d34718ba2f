"""`search reindex`."""

import click
from flask.cli import with_appcontext


@click.group(help="Søgningen.")
def search() -> None:
    """The index of the search."""


@search.command("reindex", help="Danner søgningens indeks igen af det, der er gemt.")
@with_appcontext
def reindex() -> None:
    """Read the documents that have not been read, and make every entry anew; others can work meanwhile."""
    from workflows.services.search.reindexing import reindex as made_anew

    read = made_anew(lambda number: click.echo(f"{number} dokumenter er læst.", err=True))
    click.echo(f"Indekset er dannet igen. {read} dokumenter blev læst, som ikke var det før.")
