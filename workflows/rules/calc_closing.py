"""The door `calc closing-account`: JSON in, the rule's own result out."""

from collections.abc import Mapping
from decimal import Decimal

from workflows.errors import InputError
from workflows.rules.closing.account import as_json
from workflows.rules.closing.checks import faults_of
from workflows.rules.closing.compute import closing_account, rule_for
from workflows.rules.closing.inputs import ClosingAccountInput, KeyPart, OtherOffer
from workflows.rules.jsoninput import Faults, Fields
from workflows.vocabulary import AgreementId, OfferStructure, OrganisationKind

OPERATOR_KINDS = {kind.value: kind for kind in (OrganisationKind.MUNICIPALITY, OrganisationKind.REGION)}
STRUCTURES = {structure.value: structure for structure in OfferStructure}
AGREEMENTS = [known.value for known in AgreementId]

# What could not be read stands as a neutral value while the rest is looked through; its own fault is
# already found, so that no account is ever computed from it.
NEUTRAL_BASIS = Decimal(1)
NEUTRAL_AMOUNT = Decimal(0)


def calc_closing_account(payload: Mapping[str, object]) -> dict[str, object]:
    """Compute a closing account from a request in the form of the contract.

    Raises InputError with every fault found. A field that the model does not need is looked at for its
    form only.
    """
    faults: Faults = []
    inputs = _read(Fields(payload, faults))
    faults += _faults_beyond_form(inputs, faults)
    if faults:
        raise InputError(faults)
    return as_json(closing_account(inputs))


def _read(fields: Fields) -> ClosingAccountInput:
    agreement = fields.choice("agreement", AGREEMENTS)
    operator_kind = fields.choice("operator_kind", OPERATOR_KINDS)
    structure = fields.choice("structure", STRUCTURES)
    closed_by_authority = fields.flag("closed_by_authority")
    basis = fields.amount("basis")
    revenue, costs, carried_forward = _result(fields.child("result"))
    inputs = ClosingAccountInput(
        agreement=agreement or "",
        operator_kind=OPERATOR_KINDS.get(operator_kind or "", OrganisationKind.MUNICIPALITY),
        structure=STRUCTURES.get(structure or "", OfferStructure.STANDALONE),
        basis=NEUTRAL_BASIS if basis is None else basis,
        revenue=revenue,
        costs=costs,
        carried_forward=carried_forward,
        closed_by_authority=closed_by_authority,
        turnover=_parts(fields, "turnover"),
        occupancy_days=_parts(fields, "occupancy_days"),
        unit_others=_others(fields, "unit_others", with_accumulated=False),
        region_others=_others(fields, "region_others", with_accumulated=True) or (),
        closing_year_turnover=fields.amount("closing_year_turnover", required=False),
    )
    fields.refuse_unknown()
    return inputs


def _result(fields: Fields) -> tuple[Decimal, Decimal, Decimal]:
    revenue, costs = fields.amount("revenue"), fields.amount("costs")
    carried_forward = fields.amount("carried_forward", negative=True)
    fields.refuse_unknown()
    if revenue is None or costs is None or carried_forward is None:
        return NEUTRAL_AMOUNT, NEUTRAL_AMOUNT, NEUTRAL_AMOUNT
    return revenue, costs, carried_forward


def _parts(fields: Fields, name: str) -> tuple[KeyPart, ...] | None:
    items = fields.items(name)
    return None if items is None else tuple(_part(item) for item in items)


def _part(item: Fields) -> KeyPart:
    part = KeyPart(
        party=item.text("party") or item.path,
        operator=item.flag("operator"),
        year_minus_2=item.amount("year_minus_2") or NEUTRAL_AMOUNT,
        year_minus_1=item.amount("year_minus_1") or NEUTRAL_AMOUNT,
    )
    item.refuse_unknown()
    return part


def _others(fields: Fields, name: str, *, with_accumulated: bool) -> tuple[OtherOffer, ...] | None:
    items = fields.items(name)
    if items is None:
        return None
    return tuple(_other(item, with_accumulated=with_accumulated) for item in items)


def _other(item: Fields, *, with_accumulated: bool) -> OtherOffer:
    name, basis = item.text("name"), item.amount("basis")
    other = OtherOffer(
        name=name or item.path,
        basis=NEUTRAL_BASIS if basis is None else basis,
        accumulated=item.amount("accumulated", negative=True, required=False) if with_accumulated else None,
    )
    item.refuse_unknown()
    return other


def _faults_beyond_form(inputs: ClosingAccountInput, faults: Faults) -> Faults:
    """What the rule misses or cannot take, as far as the fields that could be read tell."""
    unread = {path for path, _ in faults}
    if "agreement" in unread:
        return []
    try:
        rule = rule_for(inputs)
    except InputError as error:
        return error.errors
    if unread & {"operator_kind", "structure", "closed_by_authority"}:
        return []
    hidden = unread | _lists_that_may_hide_an_operator(unread)
    return [(path, message) for path, message in faults_of(rule, inputs) if path not in hidden]


def _lists_that_may_hide_an_operator(unread: set[str]) -> set[str]:
    """A list with a faulty item may have an operator after all; a faulty name or amount hides none."""
    plain = (".party", ".year_minus_2", ".year_minus_1")
    return {path.partition("[")[0] for path in unread if "[" in path and not path.endswith(plain)}
