"""The kinds of cases that can be opened: what each is for, and who may."""

from dataclasses import dataclass

from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.vocabulary import Process


@dataclass(frozen=True)
class Opening:
    """A kind of case on the page where one begins."""

    process: Process
    endpoint: str
    permission: Permission
    text: str
    """When it is used, in a sentence."""


OPENINGS = (
    Opening(
        Process.CLOSING,
        "closing.open_form",
        Permission.CLOSING_OPEN,
        "Når en lukning af et tilbud overvejes: høring, beslutning, varsel og lukkeregnskab.",
    ),
    Opening(
        Process.REFERRAL,
        "referral.open_form",
        Permission.REFERRAL_OPEN,
        "Når en borger skal udredes på et kommunikationscenter: vurdering, udredning og kommunens afgørelse.",
    ),
    Opening(
        Process.EMERGENCY_BRAKE,
        "emergency_brake.open_form",
        Permission.BRAKE_OPEN,
        "Når et af de mest specialiserede tilbud er i vanskeligheder: indstilling, afdækning og særlige tiltag.",
    ),
    Opening(
        Process.REEVALUATION,
        "reevaluation.open_form",
        Permission.REEVALUATION_OPEN,
        "Når det hvert år vurderes, hvilke tilbud der skal stå på listen over de mest specialiserede.",
    ),
    Opening(
        Process.TAKEOVER,
        "takeover.open_form",
        Permission.TAKEOVER_OPEN,
        "Når en kommune overvejer at overtage et regionalt tilbud, der ligger i kommunen.",
    ),
)


def openings_for(actor: Actor) -> list[Opening]:
    """The kinds of cases that the person acting may open."""
    return [one for one in OPENINGS if allows(one.permission, actor=actor)]
