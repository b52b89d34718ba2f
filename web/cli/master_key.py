"""The master key that citizens' data are sealed by: from the settings, else kept on this machine."""

import os
import secrets
from pathlib import Path

import click
from flask import current_app

from web.config import VAR, Settings
from workflows.services.referral.keys import hold_keys, missing_master_keys

KEPT = VAR / "master_key"
MISSING = (
    "Nøglen til borgernes oplysninger i denne database mangler. Sæt RAMMESAG_MASTER_KEY, eller læg filen "
    "var/master_key tilbage fra sikkerhedskopien. En ny nøgle kan ikke læse det, der er forseglet med den gamle."
)


def made_master_key() -> tuple[str, ...]:
    """Hold the master key, so that cases about citizens can be read and opened; it is made the first time.

    Raises ClickException when the database was sealed by another. The tables must be there.
    """
    held = held_master_key()
    if missing_master_keys():
        raise click.ClickException(MISSING)
    if not held:
        held = (secrets.token_urlsafe(48),)
        write_kept(KEPT, *held)
        hold_keys(*held)
    return held


def required_master_key() -> None:
    """Hold the master key. Raises ClickException when there is none, or the database was sealed by another."""
    if not held_master_key() or missing_master_keys():
        raise click.ClickException(MISSING)


def held_master_key() -> tuple[str, ...]:
    """Hold the master key if there is one, of the settings or of this machine."""
    held = settings_keys() or kept_keys(KEPT)
    hold_keys(*held)
    return held


def settings_keys() -> tuple[str, ...]:
    """The master keys of the settings, the one in use first."""
    settings: Settings = current_app.extensions["settings"]
    return settings.master_keys


def kept_keys(path: Path) -> tuple[str, ...]:
    """The master keys kept in a file, the one in use first; none when there is no file."""
    return tuple(path.read_text().split()) if path.exists() else ()


def write_kept(path: Path, *keys: str) -> None:
    """Keep master keys in a file that only its owner can read; it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(keys) + "\n")
    fresh.replace(path)
