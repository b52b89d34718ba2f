"""The secretariat's front page, and the page of who may do what."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import requires
from workflows.access.grants import GRANTS, SYSTEM_GRANTS
from workflows.access.permissions import Permission
from workflows.services.notices.addresses import how_many_refused
from workflows.vocabulary import Labelled, Role

blueprint = Blueprint("admin", __name__, url_prefix="/administration")


@dataclass(frozen=True)
class AccessLine:
    """For whom a permission is: some roles, and the parts or kinds of organisation that they act in."""

    places: str
    roles: str


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """What the secretariat keeps."""
    return render_template("admin/index.html", refused=how_many_refused())


@blueprint.get("/adgang")
@requires(Permission.ADMINISTER)
def access() -> ResponseReturnValue:
    """Who may do what, in a case and in the system."""
    in_case = [
        (permission, _lines([(grant.party, grant.role) for grant in grants])) for permission, grants in GRANTS.items()
    ]
    in_system = [
        (permission, _lines([(grant.kind, grant.role) for grant in grants]))
        for permission, grants in SYSTEM_GRANTS.items()
    ]
    return render_template("admin/access.html", in_case=in_case, in_system=in_system)


def _lines(grants: list[tuple[Labelled, Role]]) -> list[AccessLine]:
    """One line for each set of roles, with the places in which they have the permission."""
    roles_in: dict[Labelled, frozenset[Role]] = {}
    for place, role in grants:
        roles_in[place] = roles_in.get(place, frozenset()) | {role}
    places_of: dict[frozenset[Role], list[str]] = {}
    for place in sorted(roles_in, key=_position):
        places_of.setdefault(roles_in[place], []).append(place.label)
    return [AccessLine(", ".join(places), _roles(roles)) for roles, places in places_of.items()]


def _position(word: Labelled) -> int:
    return list(type(word)).index(word)


def _roles(roles: frozenset[Role]) -> str:
    if roles == frozenset(Role):
        return "Alle roller"
    return ", ".join(role.label for role in sorted(roles, key=_position))
