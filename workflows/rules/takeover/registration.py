"""What is checked when a takeover is registered: each point told in words with its paragraph, kept or not.

Where a check refuses, the case is not opened; a departure from what the agreement recommends, and a date that the law
asks for but that does not end the takeover, are told and go on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from workflows.rules.calendar import NO_EXTRA_CLOSED
from workflows.rules.dates_text import date_in_words
from workflows.rules.takeover.departures import (
    council_departure,
    late_transfer,
    request_departure,
    request_due,
    turn_of_year_departure,
)
from workflows.rules.takeover.regimes import Regime, regime
from workflows.rules.takeover.terms import Term, Window, term_of, window
from workflows.vocabulary import Labelled

LAW = "serviceloven §§ 186–187"


class Verdict(Labelled):
    """What comes of a check."""

    PASSED = "passed", "I orden"
    REFUSED = "refused", "Kan ikke overtages"
    DEPARTURE = "departure", "Afvigelse"
    MARKED = "marked", "Bemærk"
    NOTED = "noted", "Oplysning"


@dataclass(frozen=True)
class Check:
    """One point that was checked. `field` names what the registration asked about it."""

    name: str
    verdict: Verdict
    message: str
    source: str
    field: str


@dataclass(frozen=True, kw_only=True)
class OfferToTakeOver:
    """What is known of an offer; `located_in` is empty where it is not registered."""

    name: str
    operator: str
    regional: bool
    located_in: str
    valid_to: date | None = None
    closing_case: str = ""
    """The number of the case in which it is being closed."""


@dataclass(frozen=True, kw_only=True)
class EarlierRound:
    """Another takeover case of the municipality in the term; `open` while it has not ended."""

    case_number: str
    open: bool
    taken_over: bool
    declared_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Registration:
    """A municipality's interest in taking over regional offers.

    `declared_on` and `council_on` are given when the regional council was told before the case is opened.
    """

    agreement: str
    municipality: str
    offers: tuple[OfferToTakeOver, ...]
    takeover_on: date
    today: date
    term: Term | None = None
    declared_on: date | None = None
    council_on: date | None = None
    earlier: tuple[EarlierRound, ...] = ()
    extra_closed: Mapping[date, str] = field(default_factory=lambda: NO_EXTRA_CLOSED)

    @property
    def told_on(self) -> date:
        """The day on which the regional council is told: not before today, unless it has been told."""
        return self.declared_on or self.today

    @property
    def chosen_term(self) -> Term:
        """The term whose right is used: the one chosen, else that of the takeover."""
        return self.term or term_of(self.takeover_on)


def checks(given: Registration) -> tuple[Check, ...]:
    """All checks of a registration, in the order in which they are shown.

    Rule: serviceloven §§ 186–187, and the agreement's own paragraphs.
    """
    rules = regime(given.agreement)
    found = window(given.agreement, given.chosen_term, given.extra_closed)
    return (
        *_offers(given, rules),
        *_one_round(given, found, rules),
        *_in_time(given, found),
        *_transfer(given, found),
        *_order(given, rules),
        *_request(given, rules),
        *_turn_of_year(given, rules),
        *_small_operator(rules),
    )


def next_window(given: Registration) -> Window:
    """The first window after that of the registration that is still open today."""
    term = given.chosen_term.next
    while (found := window(given.agreement, term, given.extra_closed)).declaration.date < given.today:
        term = term.next
    return found


def _offers(given: Registration, rules: Regime) -> Iterator[Check]:
    for index, offer in enumerate(given.offers):
        path = f"offer_ids[{index}]"
        yield _regional(offer, rules, path)
        yield _located(given, offer, rules, path)
        yield from _operation(given, offer, rules, path)
    regions = sorted({offer.operator for offer in given.offers if offer.regional})
    if len(regions) > 1:
        text = f"Tilbuddene drives af {' og '.join(regions)}. Tilbud i samme sag overtages fra samme region."
        yield Check("one_region", Verdict.REFUSED, text, rules.right.source, "offer_ids")


def _regional(offer: OfferToTakeOver, rules: Regime, path: str) -> Check:
    if offer.regional:
        return Check("regional", Verdict.PASSED, f"{offer.name} drives af {offer.operator}.", rules.right.source, path)
    text = f"{offer.name} drives af {offer.operator}. Kun tilbud, som regionen driver, kan overtages efter reglerne."
    return Check("regional", Verdict.REFUSED, text, rules.right.source, path)


def _located(given: Registration, offer: OfferToTakeOver, rules: Regime, path: str) -> Check:
    if offer.located_in == given.municipality:
        text = f"{offer.name} ligger i {given.municipality}."
        return Check("located", Verdict.PASSED, text, rules.right.source, path)
    if not offer.located_in:
        text = f"Det er ikke registreret, hvor {offer.name} ligger. Få sekretariatet til at registrere kommunen først."
    else:
        text = (
            f"{offer.name} ligger i {offer.located_in}. En kommune kan kun overtage regionale tilbud, "
            "der ligger i kommunen selv."
        )
    return Check("located", Verdict.REFUSED, text, rules.right.source, path)


def _operation(given: Registration, offer: OfferToTakeOver, rules: Regime, path: str) -> Iterator[Check]:
    if offer.valid_to is not None and offer.valid_to < given.takeover_on:
        text = f"{offer.name} er kun registreret til og med den {date_in_words(offer.valid_to)}, før overtagelsen."
        yield Check("in_operation", Verdict.REFUSED, text, rules.right.source, path)
    if offer.closing_case:
        text = f"{offer.name} er ved at blive lukket i sag {offer.closing_case}. Afklar det med regionen."
        yield Check("closing", Verdict.MARKED, text, rules.right.source, path)


def _one_round(given: Registration, found: Window, rules: Regime) -> Iterator[Check]:
    term = found.term.label
    for round_ in given.earlier:
        if round_.taken_over:
            text = (
                f"{given.municipality} har allerede brugt sin runde i {term} (sag {round_.case_number}). Regionale "
                f"tilbud kan overtages én gang i hver valgperiode. Næste mulighed: {next_window(given).sentence}."
            )
            yield Check("once", Verdict.REFUSED, text, rules.right.source, "term_start")
        elif round_.open:
            text = (
                f"{given.municipality} har allerede en sag om overtagelse i {term} (sag {round_.case_number}). Der er "
                "én runde i hver valgperiode, og den kan omfatte flere tilbud. Fortsæt i den sag."
            )
            yield Check("once", Verdict.REFUSED, text, rules.right.source, "term_start")
        elif round_.declared_on is not None:
            text = f"Sag {round_.case_number} i {term} endte uden overtagelse og bruger ikke runden."
            yield Check("once", Verdict.NOTED, text, rules.right.source, "term_start")
    if not any(one.taken_over or one.open for one in given.earlier):
        text = f"{given.municipality} har ikke overtaget regionale tilbud i {term}."
        yield Check("once", Verdict.PASSED, text, rules.right.source, "term_start")


def _in_time(given: Registration, found: Window) -> Iterator[Check]:
    due, source = found.declaration.date, found.declaration.source
    path = "declared_on" if given.declared_on else "term_start"
    if given.told_on > due:
        text = (
            f"Fristen for at meddele overtagelsen i {found.term.label} var den {date_in_words(due)}. "
            f"Næste mulighed: {next_window(given).sentence}."
        )
        yield Check("in_time", Verdict.REFUSED, text, source, path)
        return
    how = f"Den er meddelt den {date_in_words(given.declared_on)}." if given.declared_on else "Dagen selv er i tide."
    text = f"Overtagelsen meddeles regionsrådet senest den {date_in_words(due)}. {how}"
    yield Check("in_time", Verdict.PASSED, text, source, path)


def _transfer(given: Registration, found: Window) -> Iterator[Check]:
    due, source = found.transfer.date, found.transfer.source
    if given.takeover_on < found.term.start:
        text = f"Overtagelsen ligger før {found.term.label}. Ret dagen, eller vælg valgperioden for den dag."
        yield Check("transfer", Verdict.REFUSED, text, source, "takeover_on")
    elif given.takeover_on <= given.today:
        text = "Overtagelsesdagen er allerede kommet. Vælg en senere dag."
        yield Check("transfer", Verdict.REFUSED, text, source, "takeover_on")
    elif given.takeover_on > due:
        yield Check("transfer", Verdict.MARKED, late_transfer(found, given.takeover_on), source, "takeover_on")
    else:
        planned = date_in_words(given.takeover_on)
        text = f"Overtagelsen skal ske senest den {date_in_words(due)}, og den er planlagt til den {planned}."
        yield Check("transfer", Verdict.PASSED, text, source, "takeover_on")


def _order(given: Registration, rules: Regime) -> Iterator[Check]:
    if given.declared_on is None or given.council_on is None:
        return
    if text := council_departure(rules, told_on=given.declared_on, council_on=given.council_on):
        yield Check("council_first", Verdict.DEPARTURE, text, rules.council_first.source, "council_on")


def _request(given: Registration, rules: Regime) -> Iterator[Check]:
    if not rules.request_rule.value:
        return
    due = request_due(given.agreement, rules, given.takeover_on)
    if text := request_departure(rules, told_on=given.told_on, due=due):
        yield Check("request", Verdict.DEPARTURE, text, rules.request_rule.source, "takeover_on")
    else:
        text = f"Anmodningen skal være fremsat senest den {date_in_words(due)}, året før overtagelsen."
        yield Check("request", Verdict.PASSED, text, rules.request_rule.source, "takeover_on")


def _turn_of_year(given: Registration, rules: Regime) -> Iterator[Check]:
    if text := turn_of_year_departure(rules, given.takeover_on):
        yield Check("turn_of_year", Verdict.DEPARTURE, text, rules.turn_of_year.source, "takeover_on")


def _small_operator(rules: Regime) -> Iterator[Check]:
    if rules.small_operator.value:
        point = rules.small_operator
        yield Check("small_operator", Verdict.NOTED, point.why, point.source, "offer_ids")
