"""The main menu: what is in it, and for whom."""

from dataclasses import dataclass

from flask import current_app, g, request

from web.access import current_visit
from web.openings import OPENINGS, openings_for
from web.worklist_pages import tally_in_menu
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.services.casework.task_scopes import Tally
from workflows.services.notices.messages import unread
from workflows.vocabulary import OrganisationKind

_AUTHORITIES = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.REGION})
FRONT_PAGES = _AUTHORITIES | {OrganisationKind.BODY, OrganisationKind.CENTRE}
"""The kinds of organisation that have a front page; others begin at the first place in the menu."""
_IN_AGREEMENTS = _AUTHORITIES | {OrganisationKind.BODY, OrganisationKind.SECRETARIAT}
_IN_CASES = frozenset(OrganisationKind) - {OrganisationKind.AUDIT_FIRM}
_OF_A_CASE = frozenset(
    {
        "journal",
        "calling_off",
        "comments",
        "corrections",
        "errands",
        "following",
        "hearings",
        "hearing_matrix",
        "recommendations",
        "related",
        "takeover_checklist",
        "referral_texts",
    }
    | {"looks.ask", "looks.show", "looks.index"}
)


@dataclass(frozen=True)
class Entry:
    """One place in the menu."""

    label: str
    endpoint: str
    kinds: frozenset[OrganisationKind] = frozenset(OrganisationKind)
    """The kinds of organisation that have use of it."""
    permission: Permission | None = None
    opens: bool = False
    """Whether it is only for those who may open a case of some kind."""
    below: frozenset[str] = frozenset()
    """Other blueprints, and other pages by their endpoint, that belong to it."""

    @property
    def waiting(self) -> Tally | None:
        """How much waits there for the person; none where nothing is counted."""
        return tally_in_menu() if self.endpoint == "inbox.index" else None

    @property
    def current(self) -> bool:
        """Whether the page shown belongs to this place: a list owns its blueprint, another page itself."""
        blueprint, view = self.endpoint.split(".")
        if view != "index" or request.endpoint in self.below:
            return request.endpoint in (self.endpoint, *self.below)
        shown = request.blueprint or ""
        return shown == blueprint or shown in self.below or shown.startswith(f"{blueprint}_")


MENU = (
    Entry("Overblik", "home.index", FRONT_PAGES),
    Entry("Ledelse", "overview.index", permission=Permission.OVERVIEW_SEE),
    Entry("Mine opgaver", "inbox.index"),
    Entry("Frister", "calendar.index"),
    Entry("Møder", "meetings.index", permission=Permission.MEETING_SEE, below=frozenset({"meeting_points"})),
    Entry("Sager", "cases.index", _IN_CASES, below=_OF_A_CASE),
    Entry("Dokumenter", "documents.index", _IN_CASES),
    Entry("Opret sag", "openings.index", opens=True, below=frozenset(one.endpoint.split(".")[0] for one in OPENINGS)),
    Entry("Borgere", "looks.search", permission=Permission.CITIZEN_SEARCH, below=frozenset({"looks.find"})),
    Entry("Organisationens opslag", "looks.review", permission=Permission.LOOKS_REVIEW),
    Entry("Samarbejdsaftaler", "collaboration.index", permission=Permission.COLLABORATION_SEE),
    Entry("Specialiserede tilbud", "specialised_offers.index", _IN_AGREEMENTS),
    Entry("Administration", "admin.index", permission=Permission.ADMINISTER),
    Entry("Driftshændelser", "incidents.index", permission=Permission.INCIDENTS_HANDLE),
)


def menu() -> list[Entry]:
    """The places that the person acting has use of."""
    visit = current_visit()
    if visit is None or visit.actor is None:
        return []
    return [entry for entry in MENU if _open_to(entry, visit.actor)]


def unread_messages() -> int | None:
    """How many messages the person has not read; none where nobody is logged in, or on the page of a bug."""
    visit = current_visit()
    return None if visit is None or "bug" in g else unread(visit)


def _open_to(entry: Entry, actor: Actor) -> bool:
    return (
        entry.endpoint in current_app.view_functions
        and actor.organisation_kind in entry.kinds
        and (entry.permission is None or allows(entry.permission, actor=actor))
        and (not entry.opens or bool(openings_for(actor)))
    )
