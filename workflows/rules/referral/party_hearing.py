"""When a citizen is heard before a decision, and when not (forvaltningsloven § 19)."""

from dataclasses import dataclass

from workflows.vocabulary import ReferralOutcome

SOURCE = "forvaltningsloven § 19, stk. 1"
ADVERSE = frozenset({ReferralOutcome.PARTLY, ReferralOutcome.REFUSE})
"""Decisions that give the citizen less than was asked for."""


@dataclass(frozen=True)
class Exemption:
    """A reason not to hear the citizen: as a form says it, and as the letter says it to the citizen."""

    label: str
    to_citizen: str
    source: str


EXEMPTIONS = {
    "known": Exemption(
        "Borgeren kender de oplysninger, som kommunen bygger på",
        "du kender de oplysninger, som afgørelsen bygger på",
        "forvaltningsloven § 19, stk. 1",
    ),
    "unobjectionable": Exemption(
        "Det er ubetænkeligt at træffe afgørelsen på det foreliggende grundlag",
        "det er ubetænkeligt at træffe afgørelsen på det foreliggende grundlag",
        "forvaltningsloven § 19, stk. 2, nr. 1",
    ),
    "statutory_deadline": Exemption(
        "En udsættelse vil overskride en frist, der står i loven",
        "en udsættelse ville overskride en frist, der står i loven",
        "forvaltningsloven § 19, stk. 2, nr. 2",
    ),
    "no_access": Exemption(
        "Borgeren har ikke ret til aktindsigt i oplysningerne",
        "der er ikke ret til aktindsigt i oplysningerne",
        "forvaltningsloven § 19, stk. 2, nr. 4",
    ),
    "other": Exemption(
        "En anden undtagelse, som beskrives", "en anden undtagelse gælder", "forvaltningsloven § 19, stk. 2"
    ),
}
"""The 15 working days are the agreement's, not the law's: they are no reason by number 2."""


def must_be_settled(outcome: ReferralOutcome) -> bool:
    """Whether the citizen must have been heard, or an exemption recorded, before this decision."""
    return outcome in ADVERSE
