"""What an assessment report must hold before it can be sent."""

from collections.abc import Mapping
from dataclasses import dataclass

SOURCE = "hovedstaden-2019-2020, 8.4"


@dataclass(frozen=True)
class Part:
    """A part of the report: the form's field, and what is missing when it is empty."""

    field: str
    label: str
    missing: str


PARTS = (
    Part("purpose", "Formål", "Rapporten mangler formålet med udredningen."),
    Part("goals", "Mål", "Rapporten mangler målene."),
    Part("expected_effect", "Forventet effekt", "Rapporten mangler den forventede effekt af indsatsen."),
    Part("law", "Forslag til lovgrundlag", "Rapporten mangler et forslag til lovgrundlag. Vælg loven."),
    Part("target_group", "Målgruppe", "Rapporten mangler, hvad funktionsnedsættelsen vedrører. Vælg målgruppen."),
    Part("author_name", "Medarbejderens navn", "Rapporten mangler navnet på den medarbejder, der har udredt."),
    Part(
        "author_contact",
        "Medarbejderens kontaktoplysninger",
        "Rapporten mangler kontaktoplysninger på den medarbejder, der har udredt. Skriv telefon eller e-mail.",
    ),
)
"""hovedstaden-2019-2020, 8.4, points 5 and 6; the target group decides who may decide (8.10)."""


def missing_parts(report: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each required part that is empty, with the field and a sentence.

    `author_contact` stands for telephone or e-mail, and its fault on the telephone.
    """
    given = {**report, "author_contact": report.get("author_phone", "") or report.get("author_email", "")}
    field = {"author_contact": "author_phone"}
    return [
        (field.get(part.field, part.field), part.missing) for part in PARTS if not given.get(part.field, "").strip()
    ]


def advice_faults(efforts: str, agreed_with: str, agreed_on: str) -> list[tuple[str, str]]:
    """Advice on concrete efforts is given only by agreement with the acting municipality (8.4, point 3)."""
    if not efforts.strip():
        return []
    why = "Vejledning om konkrete indsatser gives kun efter aftale med handlekommunen."
    found = []
    if not agreed_with.strip():
        found.append(("advice_agreed_with", f"{why} Skriv, hvem I har aftalt det med, eller fjern forslagene."))
    if not agreed_on:
        found.append(("advice_agreed_on", f"{why} Skriv, hvornår det er aftalt."))
    return found
