"""`document verify FILE`."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from web.cli.master_key import held_master_key


@click.group(help="Dokumenter.")
def document() -> None:
    """Documents that were issued."""


@document.command("verify", help="Undersøger, om en PDF er et uændret dokument herfra.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def verify(file: Path) -> None:
    """Say which document a PDF is and whether it is unchanged; exit status 1 when it is not."""
    from workflows.services.papers.verifying import verify as verify_document

    held_master_key()
    verdict = verify_document(file.read_bytes())
    for line in verdict.lines:
        click.echo(line)
    if not verdict.unchanged:
        sys.exit(1)
