"""`calc NAME`: one JSON object in, one out; see `docs/operations.md`."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from workflows.errors import InputError
from workflows.rules.calc_closing import calc_closing_account
from workflows.rules.calc_dates import calc_deadline, calc_notice
from workflows.rules.calc_takeover import calc_takeover_share
from workflows.rules.jsoninput import read_object

BAD_INPUT = 2


@click.group(help="Beregninger: læser et JSON-objekt fra standard input og skriver et.")
def calc() -> None:
    """The calculations."""


@calc.command("closing-account", help="Lukkeregnskab: fordeling af resultatet for et lukket tilbud.")
def closing_account() -> None:
    """The distribution of a closed offer's result."""
    _answer(calc_closing_account)


@calc.command("takeover-share", help="Overtagelse: den del af det akkumulerede resultat, der følger med tilbuddet.")
def takeover_share() -> None:
    """The share of the accumulated result that follows a taken-over offer."""
    _answer(calc_takeover_share)


@calc.command("deadline", help="En frist efter rammeaftalens regler.")
def deadline() -> None:
    """A deadline by the agreement's rules."""
    _answer(calc_deadline)


@calc.command("notice", help="Et opsigelsesvarsel: sidste dag, der betales for.")
def notice() -> None:
    """The last day paid for after a notice."""
    _answer(calc_notice)


def _answer(calculate: Callable[[dict[str, object]], Mapping[str, Any]]) -> None:
    """Print the result of a calculation, or what is wrong with its input, with exit status 2."""
    try:
        result = calculate(read_object(_text(sys.stdin.buffer.read())))
    except InputError as bad:
        _print({"errors": [{"path": path, "message": message} for path, message in bad.errors]})
        sys.exit(BAD_INPUT)
    _print(result)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as bad:
        raise InputError([("", f"Det er ikke gyldig UTF-8: byte {bad.start + 1}.")]) from bad


def _print(value: Mapping[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
