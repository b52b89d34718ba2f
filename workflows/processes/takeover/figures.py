"""The region's figures for a takeover: what calculation T makes of them, how they are kept.

Rule: syddanmark-2025-2026, bilag 14; the other agreements leave the share to be negotiated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from pydantic import TypeAdapter

from db.models.offer import Offer
from db.models.takeover import TakeoverAccount
from workflows.documents.takeover_parts import TransferData
from workflows.documents.takeover_share import TakeoverShare as ShareShown
from workflows.documents.takeover_share import share_shown
from workflows.errors import InputError
from workflows.processes.reading import AtOnce
from workflows.processes.step import Step
from workflows.processes.takeover.facts import ACCOUNTS, accounts_of, by_id, offers_of, regime_of
from workflows.processes.takeover.figure_answers import ShareAnswers, UnitAnswers
from workflows.rules.money import format_amount
from workflows.rules.takeover.inputs import TakeoverShareInput, Unit
from workflows.rules.takeover.regimes import ShareBy, regime
from workflows.rules.takeover.share import TakeoverShare, as_json, takeover_share
from workflows.vocabulary import TakeoverFigures

SEEN_WARNINGS = "Tallene i regnskabet siger hinanden imod. Se advarslerne, og sæt kryds, når de skal stå, som de er."
_TRANSFER = TypeAdapter(TransferData)


class SharesGiven(Protocol):
    """Answers with figures of offers among them."""

    @property
    def shares(self) -> list[ShareAnswers]: ...

    @property
    def seen_warnings(self) -> bool: ...


@dataclass(frozen=True)
class ComputedShare:
    """What follows one offer. `share` is what calculation T gives, none where no units were stated.

    `warnings` name the cells that contradict each other, as paths into the answers.
    """

    offer: Offer
    answers: ShareAnswers
    request: Mapping[str, object] | None
    share: TakeoverShare | None
    warnings: tuple[tuple[str, str], ...]

    @property
    def follows(self) -> Decimal | None:
        """What follows the offer in kroner: as agreed, else as computed."""
        if self.answers.agreed_share is not None:
            return self.answers.agreed_share
        return self.share.follows if self.share else None


def computed_shares(
    step: Step, shares: Sequence[ShareAnswers], *, agreed: bool, needed: bool = True
) -> list[ComputedShare]:
    """What follows each offer of the round, in the order of the answers.

    `agreed` asks for the negotiated share where the agreement prints no formula; `needed` asks for the accounts where
    it does. Raises InputError with the path of each fault.
    """
    at_once = AtOnce()
    computed = _each_share(step, shares, at_once, agreed=agreed, needed=needed)
    at_once.tell()
    return computed


def checked_shares(step: Step, given: SharesGiven, at_once: AtOnce, *, agreed: bool) -> list[ComputedShare]:
    """What follows each offer; what can't stand is noted, contradictions that nobody has looked at too."""
    computed: list[ComputedShare] = []
    with at_once:
        computed = _each_share(step, given.shares, at_once, agreed=agreed, needed=True)
    with at_once:
        _look_at_warnings(computed, seen=given.seen_warnings)
    return computed


def _each_share(
    step: Step, shares: Sequence[ShareAnswers], at_once: AtOnce, *, agreed: bool, needed: bool
) -> list[ComputedShare]:
    computed: list[ComputedShare] = []
    offers = by_id(offers_of(step))
    with at_once:
        at_once.note(_faults_of_offers(step, shares))
    for index, answers in enumerate(shares):
        with at_once:
            offer, path = offers.get(answers.offer_id), f"shares[{index}]"
            if offer is not None:
                _check_share(step, answers, path, at_once, agreed=agreed, needed=needed)
                computed.append(_computed(step, offer, answers, path))
    return computed


def _faults_of_offers(step: Step, shares: Sequence[ShareAnswers]) -> list[tuple[str, str]]:
    named, wanted = [one.offer_id for one in shares], {offer.id for offer in offers_of(step)}
    faults = [
        (f"shares[{index}].offer_id", "Vælg et af sagens tilbud, hvert én gang.")
        for index, one in enumerate(named)
        if one not in wanted or one in named[:index]
    ]
    missing = [offer.name for offer in offers_of(step) if offer.id not in named]
    return [*faults, *[("shares", f"Udfyld tallene for {name}.") for name in missing]]


def _check_share(step: Step, answers: ShareAnswers, path: str, at_once: AtOnce, *, agreed: bool, needed: bool) -> None:
    by_rule = regime_of(step).share.value is ShareBy.BY_RULE
    at_once.refuse(
        f"{path}.units",
        "Indtast enhedens regnskab: andelen beregnes efter aftalen.",
        when=lambda: by_rule and needed and not answers.units,
    )
    not_negotiated = "Andelen følger af aftalen og forhandles ikke."
    at_once.refuse(f"{path}.agreed_share", not_negotiated, when=lambda: by_rule and answers.agreed_share is not None)
    at_once.refuse(
        f"{path}.agreed_share",
        "Skriv den aftalte andel af over- eller underskuddet, også når den er 0.",
        when=lambda: not by_rule and agreed and answers.agreed_share is None,
    )
    at_once.refuse(
        f"{path}.share_reason",
        "Skriv, hvordan andelen er fundet.",
        when=lambda: not by_rule and agreed and not answers.share_reason,
    )
    for name in ("total_accumulated", "year"):
        with at_once:
            if answers.units and getattr(answers, name) is None:
                at_once.note([(f"{path}.{name}", "Udfyld feltet.")])


def _computed(step: Step, offer: Offer, answers: ShareAnswers, path: str) -> ComputedShare:
    if not answers.units or answers.total_accumulated is None:
        return ComputedShare(offer, answers, None, None, ())
    units = tuple(Unit(**_figures(unit)) for unit in answers.units)
    try:
        share = takeover_share(
            TakeoverShareInput(
                agreement=step.case.agreement_id,
                taken_over=answers.taken_over,
                units=units,
                total_accumulated=answers.total_accumulated,
            )
        )
    except InputError as fault:
        raise InputError([(f"{path}.{where}", message) for where, message in fault.errors]) from None
    request = {
        "agreement": step.case.agreement_id,
        "taken_over": answers.taken_over,
        "units": [_unit(unit) for unit in answers.units],
        "total_accumulated": format_amount(answers.total_accumulated),
    }
    warnings = tuple((f"{path}.{warning.path}", warning.message) for warning in share.warnings)
    return ComputedShare(offer, answers, request, share, warnings)


def _figures(unit: UnitAnswers) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in UnitAnswers.model_fields}


def _unit(unit: UnitAnswers) -> dict[str, str]:
    amounts = unit.model_dump(exclude={"name"})
    return {"name": unit.name, **{name: format_amount(amount) for name, amount in amounts.items()}}


def _look_at_warnings(computed: Sequence[ComputedShare], *, seen: bool) -> None:
    """Raise InputError that names each cell that contradicts another, unless someone has looked at them."""
    warnings = [warning for one in computed for warning in one.warnings]
    if warnings and not seen:
        raise InputError([*warnings, ("seen_warnings", SEEN_WARNINGS)])


def kept_share(one: ComputedShare) -> dict[str, Any]:
    """A share as it is kept: what was typed, and the calculation in the form of the contract."""
    typed = one.answers.model_dump(mode="json", exclude={"units", "total_accumulated", "taken_over", "agreed_share"})
    agreed = one.answers.agreed_share
    return {
        **typed,
        "offer": one.offer.name,
        "agreed_share": None if agreed is None else format_amount(agreed),
        "request": one.request,
        "result": as_json(one.share) if one.share else None,
    }


def typed_share(kept: Mapping[str, Any]) -> dict[str, Any]:
    """A kept share in the form in which it was typed."""
    request = kept["request"] or {"units": [], "taken_over": "", "total_accumulated": None}
    typed = {name: kept[name] for name in ("offer_id", "economic_unit", "year", "agreed_share", "share_reason")}
    return {**typed, **{name: request[name] for name in ("units", "taken_over", "total_accumulated")}}


def follows_of(kept: Mapping[str, Any]) -> Decimal | None:
    """What follows the offer by a kept share: as agreed, else as computed."""
    if kept["agreed_share"] is not None:
        return Decimal(kept["agreed_share"])
    return Decimal(kept["result"]["follows"]) if kept["result"] else None


def is_negotiated(kept: Mapping[str, Any]) -> bool:
    """Whether the agreement prints no formula for a kept share, so that its calculation is a comparison."""
    agreement = kept["request"]["agreement"] if kept["request"] else ""
    return bool(agreement) and regime(agreement).share.value is ShareBy.NEGOTIATED


def shares_shown(account: TakeoverAccount | None) -> tuple[ShareShown, ...]:
    """The calculations of an account as documents show them; those that were made."""
    rows = account.shares if account else []
    return tuple(
        share_shown(
            row["request"],
            row["result"],
            economic_unit=row["economic_unit"] or row["offer"],
            year=row["year"],
            negotiated=is_negotiated(row),
            agreed=None if row["agreed_share"] is None else Decimal(row["agreed_share"]),
            explanation=f"Det, der følger {row['offer']}.",
        )
        for row in rows
        if row["result"]
    )


def transfer_shown(account: TakeoverAccount | None) -> TransferData | None:
    """What goes along with the offers, as documents show it; none where nothing has been stated."""
    if account is None or not account.transfer:
        return None
    return _TRANSFER.validate_python(account.transfer)


def keep_account(step: Step, kind: TakeoverFigures, shares: Sequence[ComputedShare], **more: Any) -> TakeoverAccount:
    """Keep a new version of the figures of a kind."""
    assert step.actor is not None
    account = TakeoverAccount(
        case_id=step.case.id,
        kind=kind,
        version=len(accounts_of(step, kind)) + 1,
        shares=[kept_share(one) for one in shares],
        entered_at=step.now,
        entered_by_id=step.actor.person_id,
        answer="",
        answer_text="",
        **{"transfer": {}, "terms": [], "document": {}, "availability": "", "supply_duty": "", "remarks": "", **more},
    )
    step.session.add(account)
    step.known[ACCOUNTS].append(account)
    return account
