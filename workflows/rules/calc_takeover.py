"""The door `calc takeover-share`: JSON in, the rule's own result out."""

import re
from collections.abc import Mapping, Set
from decimal import Decimal

from workflows.errors import InputError
from workflows.rules.jsoninput import MISSING, Faults, Fields
from workflows.rules.takeover.checks import faults_of
from workflows.rules.takeover.inputs import TakeoverShareInput, Unit
from workflows.rules.takeover.share import as_json, takeover_share
from workflows.vocabulary import AgreementId

AGREEMENTS = [known.value for known in AgreementId]

# What could not be read stands as a neutral value while the rest is looked through; its own fault is
# already found, so that no share is ever computed from it. No name that can be read is empty.
NEUTRAL_NAME = ""
NEUTRAL_AMOUNT = Decimal(0)

RESTS_ON = {"taken_over": "name", "units": "budget"}
"""The field of every unit that a fault of the whole rests on."""


def calc_takeover_share(payload: Mapping[str, object]) -> dict[str, object]:
    """Compute the share that follows a taken-over offer, from a request in the form of the contract.

    Raises InputError with every fault found. Figures that contradict each other are no fault: they are warned of.
    """
    faults: Faults = []
    inputs = _read(Fields(payload, faults))
    unread = {path for path, _ in faults}
    faults += [(path, message) for path, message in faults_of(inputs) if not _hidden(path, unread)]
    if faults:
        raise InputError(faults)
    return as_json(takeover_share(inputs))


def _read(fields: Fields) -> TakeoverShareInput:
    inputs = TakeoverShareInput(
        agreement=fields.choice("agreement", AGREEMENTS) or "",
        taken_over=fields.text("taken_over") or NEUTRAL_NAME,
        units=_units(fields),
        total_accumulated=_amount(fields, "total_accumulated", negative=True),
    )
    fields.refuse_unknown()
    return inputs


def _units(fields: Fields) -> tuple[Unit, ...]:
    items = fields.items("units")
    if "units" not in fields.values:
        fields.fault("units", MISSING)
    return tuple(_unit(item) for item in items or [])


def _unit(item: Fields) -> Unit:
    unit = Unit(
        name=item.text("name") or NEUTRAL_NAME,
        budget=_amount(item, "budget"),
        revenue=_amount(item, "revenue"),
        costs=_amount(item, "costs"),
        year_result=_amount(item, "year_result", negative=True),
        carried_forward=_amount(item, "carried_forward", negative=True),
        accumulated=_amount(item, "accumulated", negative=True),
    )
    item.refuse_unknown()
    return unit


def _amount(fields: Fields, name: str, *, negative: bool = False) -> Decimal:
    return fields.amount(name, negative=negative) or NEUTRAL_AMOUNT


def _hidden(path: str, unread: Set[str]) -> bool:
    """Whether a fault beyond form may come from what could not be read, and not from the figures."""
    if path not in RESTS_ON:
        return path in unread or path.rpartition(".")[0] in unread
    sources = re.compile(rf"{path}|units(\[[0-9]+\](\.{RESTS_ON[path]})?)?")
    return any(sources.fullmatch(other) for other in unread)
