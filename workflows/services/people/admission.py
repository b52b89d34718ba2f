"""Letting a person in from the machine's own command line, where nobody is logged in."""

from datetime import date

from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.services.people.links import make_link
from workflows.services.people.people import NewPost, create_person
from workflows.services.register.administering import COMMAND_LINE
from workflows.services.register.organisations import find_organisation
from workflows.vocabulary import OrganisationKind, Role

OPERATOR = Actor(
    person_id=COMMAND_LINE,
    name="Kommandolinjen: user add",
    organisation_id=COMMAND_LINE,
    organisation_name="Driften",
    organisation_kind=OrganisationKind.SECRETARIAT,
    roles=frozenset({Role.SECRETARIAT_OFFICER}),
)
"""The one who runs the system may do what the secretariat may."""


def admit(*, name: str, email: str, organisation_code: str, role: Role, day: date | None = None) -> str:
    """Create a person with a role from `day` (today) on; gives the token of a one-time link.

    Raises NotFound when no organisation with the code exists that day, Refused when the e-mail is in use
    or the role does not belong in such an organisation.
    """
    first_day = day or today()
    with reading() as session:
        organisation_id = find_organisation(session, organisation_code, first_day).id
    person_id = create_person(name=name, email=email, post=NewPost(organisation_id, role, first_day), actor=OPERATOR)
    return make_link(person_id, actor=OPERATOR)
