"""Who acts, and for whom."""

from dataclasses import dataclass
from uuid import UUID

from workflows.vocabulary import OrganisationKind, Role


@dataclass(frozen=True)
class Actor:
    """A person acting for one organisation, with the roles held there today."""

    person_id: UUID
    name: str
    organisation_id: UUID
    organisation_name: str
    organisation_kind: OrganisationKind
    roles: frozenset[Role]
    ended: bool = False
    """Whether the organisation has ended: what it has begun is finished, and nothing new is begun."""
