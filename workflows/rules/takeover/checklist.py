"""What is to be done before an offer changes hands, by whom and by when."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from workflows.vocabulary import Party


@dataclass(frozen=True)
class ChecklistPoint:
    """A point of the list; `owner` is the municipality or the region, `source` empty where no law is cited."""

    key: str
    label: str
    owner: Party
    days_before: int
    source: str

    def due(self, takeover_on: date, agreed_on: date) -> date:
        """The last day for it: so many days before the takeover, but not before the agreement."""
        return max(takeover_on - timedelta(days=self.days_before), agreed_on)


@cache
def checklist() -> tuple[ChecklistPoint, ...]:
    """The points, in the order of the list."""
    data = tomllib.loads(Path(__file__).with_name("checklist.toml").read_text(encoding="utf-8"))
    owners = {party.value: party for party in (Party.MUNICIPALITY, Party.REGION)}
    return tuple(
        ChecklistPoint(row["key"], row["label"], owners[row["owner"]], row["days_before"], row["source"])
        for row in data["item"]
    )
