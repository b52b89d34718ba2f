"""The papers on a takeover to the councils: what is recommended, on which figures, by which rules."""

from typing import Any

from db.models.takeover import TakeoverAccount
from workflows.documents.envelope import Envelope
from workflows.documents.formats import afsnit, begyndelse, dato, resultat
from workflows.documents.takeover import MunicipalRecommendation, RegionalRecommendation
from workflows.processes.step import Step
from workflows.processes.takeover.facts import (
    cited,
    council_of,
    declaration_deadline,
    departures_told,
    discussions,
    latest_account,
    municipality_of,
    names_of,
    regime_of,
    region_of,
    regional_council_of,
    shown_deadline,
    shown_offers,
    shown_parties,
    takeover_of,
    transfer_deadline,
)
from workflows.processes.takeover.figures import follows_of, shares_shown, transfer_shown
from workflows.vocabulary import TakeoverFigures


def municipal_paper(step: Step, body: str, envelope: Envelope) -> MunicipalRecommendation:
    """The municipality's recommendation before it decides: to its council, or to the joint body for discussion."""
    takeover, rules = takeover_of(step), regime_of(step)
    texts = takeover.recommendation
    account = latest_account(step, TakeoverFigures.DATA)
    return MunicipalRecommendation(
        envelope=envelope,
        offers=shown_offers(step),
        parties=shown_parties(step),
        body=body,
        summary=texts["summary"],
        recommendation=tuple(afsnit(texts["recommendation"])),
        presentation=texts["presentation"],
        economy=texts["economy"],
        rules=cited(rules.right, rules.discussion, rules.council_first, rules.share),
        meeting=takeover.council_meeting_on,
        takeover_on=takeover.takeover_on,
        deadline=shown_deadline(declaration_deadline(step)),
        shares=shares_shown(account),
        transfer=transfer_shown(account),
        discussions=discussions(step),
        departures=departures_told(step),
    )


def approval_paper(step: Step, envelope: Envelope) -> MunicipalRecommendation:
    """To the municipal council: shall the terms that the municipality has accepted become the agreement?"""
    region = region_of(step).name
    return MunicipalRecommendation(
        envelope=envelope,
        body=begyndelse(council_of(step)),
        summary=f"Kommunen har accepteret vilkårene fra {region} for overtagelsen af {names_of(step)}.",
        recommendation=(f"at kommunalbestyrelsen godkender aftalen om overtagelse den {_day(step)}",),
        **_approval(step),
    )


def regional_paper(step: Step, envelope: Envelope) -> RegionalRecommendation:
    """To the regional council: shall the terms that the municipality has accepted become the agreement?"""
    municipality = municipality_of(step).name
    return RegionalRecommendation(
        envelope=envelope,
        body=begyndelse(regional_council_of(step)),
        summary=f"{municipality} har accepteret regionens vilkår for overtagelsen af {names_of(step)}.",
        recommendation=(f"at regionsrådet godkender aftalen om overtagelse den {_day(step)}",),
        **_approval(step),
    )


def _approval(step: Step) -> dict[str, Any]:
    """What both councils are told of the terms."""
    takeover, rules = takeover_of(step), regime_of(step)
    account = current_terms(step)
    return {
        "offers": shown_offers(step),
        "parties": shown_parties(step),
        "presentation": _presentation(step, account),
        "economy": economy_of(account),
        "rules": cited(rules.right, rules.share, rules.availability, rules.employees_after_agreement),
        "takeover_on": takeover.takeover_on,
        "deadline": shown_deadline(transfer_deadline(step)),
        "shares": shares_shown(account),
        "transfer": transfer_shown(account),
        "discussions": discussions(step),
        "departures": departures_told(step),
    }


def _presentation(step: Step, account: TakeoverAccount) -> str:
    takeover = takeover_of(step)
    assert takeover.declared_on is not None
    told = f"{municipality_of(step).name} meddelte overtagelsen til regionsrådet den {dato(takeover.declared_on)}."
    terms = f"Vilkårene (version {account.version}) er accepteret af kommunen."
    councils = "Aftalen er indgået, når begge råd har godkendt den. Indtil da kan kommunen trække sig."
    missed = "Fristen for overtagelsen er ikke holdt; det er mærket på sagen." if takeover.transfer_missed else ""
    return "\n".join(text for text in (told, terms, councils, missed, *(_term(one) for one in account.terms)) if text)


def _term(row: dict[str, str]) -> str:
    return f"{row['heading']}: {row['text']}"


def economy_of(account: TakeoverAccount) -> str:
    """What follows each offer, in words."""
    lines = []
    for row in account.shares:
        follows = follows_of(row)
        if follows is None:
            continue
        reason = f" {row['share_reason']}" if row["share_reason"] else ""
        lines.append(f"{row['offer']}: {resultat(follows)} følger med tilbuddet.{reason}")
    return "\n".join(lines)


def current_terms(step: Step) -> TakeoverAccount:
    """The terms that stand. Only after the region has stated some."""
    account = latest_account(step, TakeoverFigures.TERMS)
    assert account is not None
    return account


def _day(step: Step) -> str:
    return dato(takeover_of(step).takeover_on)
