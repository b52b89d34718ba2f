"""What members have against a conclusion: a reservation, a vote against, a minority statement; for the minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.models.meeting import AgendaItem
from workflows.vocabulary import Labelled

MOST = 40


class DissentKind(Labelled):
    """How somebody stands apart from what was concluded."""

    RESERVATION = "reservation", "Tog forbehold"
    AGAINST = "against", "Stemte imod"
    MINORITY = "minority", "Mindretalsudtalelse"


@dataclass(frozen=True)
class Dissent:
    """Who stands apart, how, and in what words."""

    who: str
    kind: DissentKind
    text: str = ""

    @property
    def told(self) -> str:
        """It in one line, e.g. »Vejle Kommune tog forbehold: Økonomien er uklar.«"""
        words = f": {self.text}" if self.text else ""
        if self.kind is DissentKind.MINORITY:
            return f"{self.kind.label} fra {self.who}{words}"
        return f"{self.who} {self.kind.label[0].lower()}{self.kind.label[1:]}{words}"


def dissents_of(item: AgendaItem) -> list[Dissent]:
    """Those kept with a point, in order."""
    return [_read(one) for one in item.dissents]


def _read(one: Mapping[str, Any]) -> Dissent:
    return Dissent(one["who"], DissentKind(one["kind"]), one["text"])
