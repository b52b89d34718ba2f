"""The facts of a referral that its operations share: the row, its texts, its pauses, its regime, its parties."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select

from db.models.organisation import Organisation
from db.models.referral import Referral, ReferralPause
from db.models.sealed import Citizen as CitizenRow
from db.models.sealed import OrganisationKey
from workflows.documents.envelope import RuleCited
from workflows.documents.referral import Citizen as CitizenShown
from workflows.processes.sealing import citizen_of, know_key, seal_data, unseal_data
from workflows.processes.step import Step
from workflows.rules.agreement_types import Stated
from workflows.rules.cpr import formatted, masked
from workflows.rules.referral.clock import ClockPause
from workflows.rules.referral.regimes import Regime, regime
from workflows.vocabulary import MissingFrom, Party

TEXTS, PAUSE_TEXTS = "referral.texts", "referral_pause.texts"
CITIZEN = "Borgeren"
"""How the citizen is named where anyone may read it."""

Texts = dict[str, Any]


def referral_of(step: Step) -> Referral:
    """The referral of the step's case; its pauses, its citizen and the key that seals are read with it."""
    if step.subject is None:
        know_referral(step, step.session.execute(select_referral(step)).all())
    referral: Referral = step.subject
    return referral


def select_referral(step: Step) -> Select[Referral, CitizenRow, ReferralPause, OrganisationKey]:
    """The referral of the step's case, its citizen, each of its pauses and the key, in this order."""
    in_use = and_(OrganisationKey.organisation_id == Referral.municipality_id, OrganisationKey.retired_at.is_(None))
    return (
        select(Referral, CitizenRow, ReferralPause, OrganisationKey)
        .outerjoin(CitizenRow, CitizenRow.case_id == Referral.case_id)
        .outerjoin(ReferralPause, ReferralPause.case_id == Referral.case_id)
        .outerjoin(OrganisationKey, in_use)
        .where(Referral.case_id == step.case.id)
        .order_by(OrganisationKey.made_at.desc(), OrganisationKey.id)
    )


def know_referral(step: Step, rows: Sequence[Any]) -> None:
    """Keep what `select_referral` found, for the rest of the step."""
    step.subject, step.known[CitizenRow], _, key = rows[0][:4]
    step.known[ReferralPause] = list(dict.fromkeys(row[2] for row in rows if row[2] is not None))
    if key is not None:
        know_key(step.session, key)


def pauses_of(step: Step) -> list[ReferralPause]:
    """The times in which the clock stood still, the first one first."""
    referral_of(step)
    pauses: list[ReferralPause] = step.known.setdefault(ReferralPause, [])
    return sorted(pauses, key=lambda pause: (pause.first_day, pause.last_day or date.max))


def open_pause(step: Step) -> ReferralPause | None:
    """The time in which the clock stands still now."""
    return next((pause for pause in pauses_of(step) if pause.last_day is None), None)


def add_pause(step: Step, pause: ReferralPause) -> None:
    """Keep that the clock stands still from a day on."""
    pauses_of(step)
    step.known[ReferralPause].append(pause)
    step.session.add(pause)


def clock_pauses(pauses: Sequence[ReferralPause]) -> list[ClockPause]:
    """Pauses as the clock counts them; the reason tells from whom something is missing, and nothing of the citizen."""
    return [ClockPause(one.first_day, one.last_day, missing_sentence(one.missing_from)) for one in pauses]


def missing_sentence(missing_from: MissingFrom) -> str:
    """Why a clock stands still, as its explanation says it."""
    whom = {MissingFrom.CENTRE: "kommunikationscentret", MissingFrom.CITIZEN: "borgeren", MissingFrom.OTHER: "andre"}
    return f"oplysninger mangler fra {whom[missing_from]}"


# --- texts


def texts_of(step: Step) -> Texts:
    """All texts of the referral, in clear, by the part of the case that they belong to."""
    if TEXTS not in step.known:
        step.known[TEXTS] = unseal_data(step, TEXTS, referral_of(step).texts)
    texts: Texts = step.known[TEXTS]
    return texts


def keep_texts(step: Step, part: str, content: object) -> None:
    """Keep the texts of one part of the case, sealed with the others."""
    texts = {**texts_of(step), part: content}
    step.known[TEXTS] = texts
    referral_of(step).texts = seal_data(step, TEXTS, texts)


def part_of(step: Step, part: str) -> Mapping[str, Any]:
    """The texts of one part of the case; empty when there are none yet."""
    found: Mapping[str, Any] = texts_of(step).get(part, {})
    return found


# --- parties and rules


def regime_of(step: Step) -> Regime:
    """What the agreement of the case says of referrals."""
    return regime(step.case.agreement_id)


def centre_of(step: Step) -> Organisation:
    """The communication centre."""
    return step.organisations(Party.CENTRE)[0]


def municipality_of(step: Step) -> Organisation:
    """The acting municipality."""
    return step.organisations(Party.ACTING_MUNICIPALITY)[0]


def decider_of(step: Step) -> Organisation:
    """Who decides: the acting municipality, or the centre by a collaboration agreement."""
    return centre_of(step) if referral_of(step).decider is Party.CENTRE else municipality_of(step)


def cited(*stated: Stated[Any]) -> tuple[RuleCited, ...]:
    """What the agreement says on some points, as a document cites it."""
    return tuple(RuleCited(one.why, one.source) for one in stated)


def shown_citizen(step: Step, *, to_citizen: bool) -> CitizenShown:
    """The citizen as a document shows them; to others than the citizen without the last four digits."""
    citizen = citizen_of(step)
    cpr = formatted(citizen.cpr) if to_citizen else masked(citizen.cpr)
    return CitizenShown(citizen.name, cpr, tuple(citizen.address.splitlines()) if to_citizen else ())
