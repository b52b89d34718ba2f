"""What one may see: which parts of a case are open to an organisation by its part in the case.

A document is open to the organisation that it was sent to, and besides only by `Aspect.ALL_DOCUMENTS`.
An auditor sees the account in its own task and nothing of the case.
"""

from collections.abc import Iterable
from enum import StrEnum

from workflows.vocabulary import Party


class Aspect(StrEnum):
    """A part of a case's page."""

    STANDING = "standing"
    PARTIES = "parties"
    DEADLINES = "deadlines"
    COURSE = "course"
    OPEN_TASKS = "open_tasks"
    """Whom the case waits for, by name; without it only what waits for the organisation itself."""
    HISTORY = "history"
    JOURNAL = "journal"
    ALL_DOCUMENTS = "all_documents"
    ACCOUNTS = "accounts"
    HEARING = "hearing"
    """Who has been asked, reminded and heard, and what each has answered: for those who run it, not for the asked."""
    ECONOMY = "economy"
    """What a service granted to a citizen is expected to cost, and who pays; nothing of the citizen."""


_ALL = frozenset(Aspect)
_FOLLOWER = frozenset({Aspect.STANDING, Aspect.PARTIES, Aspect.DEADLINES, Aspect.COURSE})

SIGHT: dict[Party, frozenset[Aspect]] = {
    Party.OPERATOR: _ALL,
    Party.SECRETARIAT: _ALL,
    Party.HEARING_BODY: _FOLLOWER | {Aspect.OPEN_TASKS, Aspect.HEARING},
    Party.BUSINESS_COMMITTEE: _FOLLOWER | {Aspect.OPEN_TASKS},
    Party.HEARING_MEMBER: _FOLLOWER,
    Party.BUYER: _FOLLOWER,
    Party.REGION_MUNICIPALITY: _FOLLOWER,
    Party.AUDITOR: frozenset(),
    Party.MUNICIPALITY: _ALL,
    Party.REGION: _ALL,
    Party.DISCUSSING_BODY: _FOLLOWER | {Aspect.OPEN_TASKS},
    Party.DECIDING_BODY: _FOLLOWER | {Aspect.OPEN_TASKS},
    Party.REQUESTED: _FOLLOWER,
    Party.ADMINISTRATIVE_BODY: _ALL,
    Party.POLITICAL_BODY: _FOLLOWER | {Aspect.OPEN_TASKS},
    Party.TASK_FORCE: _ALL,
    Party.CENTRE: _ALL,
    Party.ACTING_MUNICIPALITY: _ALL,
    Party.PAYING_MUNICIPALITY: frozenset({Aspect.STANDING, Aspect.ECONOMY}),
}


def seeing(aspect: Aspect) -> frozenset[Party]:
    """The parts in a case that open one part of its page."""
    return frozenset(party for party, opened in SIGHT.items() if aspect in opened)


LISTED = seeing(Aspect.STANDING)
"""The parts by which a case stands in an organisation's list."""


def aspects(parties: Iterable[Party]) -> frozenset[Aspect]:
    """All that an organisation with these parts in a case may see of it."""
    return frozenset().union(*(SIGHT[party] for party in parties))
