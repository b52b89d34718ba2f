"""`keys rotate` and `keys renew`."""

import secrets
from pathlib import Path

import click
from flask.cli import with_appcontext

from web.cli import master_key
from workflows.errors import Refused
from workflows.services.referral.keys import hold_keys, missing_master_keys, retire_keys, rotate_master_key


@click.group(help="Nøglerne, som borgeres oplysninger er forseglet med.")
def keys() -> None:
    """The keys of citizens' data."""


@keys.command("rotate", help="Skifter hovednøglen: organisationernes nøgler pakkes om med den nye.")
@with_appcontext
def rotate() -> None:
    """Wrap every organisation's key by the new master key."""
    if in_settings := master_key.settings_keys():
        hold_keys(*in_settings)
        click.echo(_rotated())
        return
    _rotate_kept(master_key.KEPT)


def _rotate_kept(path: Path) -> None:
    """A new key is kept beside the old one until all is wrapped by it, so that neither is missed on the way."""
    before = master_key.kept_keys(path)
    if not before:
        raise click.ClickException(f"Der er ingen nøgle i {path}, og RAMMESAG_MASTER_KEY er ikke sat.")
    new = secrets.token_urlsafe(48)
    hold_keys(new, *before)
    if missing_master_keys():
        raise click.ClickException(master_key.MISSING)
    master_key.write_kept(path, new, *before)
    told = _rotated()
    master_key.write_kept(path, new)
    click.echo(told)


def _rotated() -> str:
    if missing_master_keys():
        raise click.ClickException(master_key.MISSING)
    return f"Hovednøglen er skiftet: {rotate_master_key()} nøgler er pakket om. Den gamle bruges ikke mere."


@keys.command("renew", help="Giver en organisation, eller dem alle, en ny nøgle til det, der forsegles fra nu af.")
@click.option("--organisation", help="Organisationens nummer eller kode, fx 461; ellers alle.")
def renew(organisation: str | None) -> None:
    """Seal no more with the keys that are used now."""
    try:
        retired = retire_keys(organisation)
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"{retired} nøgler bruges fra nu af kun til at læse med.")
