"""Who may do what: one table, read by views, menus, tests and the access page.

A permission in a case asks for a role and for the part that the actor's organisation has in that case.
A permission in the system asks for a role in a kind of organisation.
"""

from collections.abc import Set
from dataclasses import dataclass

from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.vocabulary import OrganisationKind, Party, Role


@dataclass(frozen=True)
class Grant:
    """A role that has the permission, when the organisation has this part in the case."""

    role: Role
    party: Party


@dataclass(frozen=True)
class SystemGrant:
    """A role that has the permission in organisations of this kind."""

    role: Role
    kind: OrganisationKind


def _operator(*roles: Role) -> frozenset[Grant]:
    return _in(Party.OPERATOR, *roles)


def _in(party: Party, *roles: Role) -> frozenset[Grant]:
    return frozenset(Grant(role, party) for role in roles)


def _two_parties(*roles: Role) -> frozenset[Grant]:
    """Those who may see who a referral is about: nobody else, not even the paying municipality."""
    return frozenset(Grant(role, party) for role in roles for party in (Party.CENTRE, Party.ACTING_MUNICIPALITY))


def _authorities(*roles: Role) -> frozenset[SystemGrant]:
    """In the kinds of organisation that can be one of the two parties."""
    kinds = (OrganisationKind.MUNICIPALITY, OrganisationKind.CENTRE)
    return frozenset(SystemGrant(role, kind) for role in roles for kind in kinds)


_SECRETARIAT = Grant(Role.SECRETARIAT_OFFICER, Party.SECRETARIAT)

_TASK_FORCE = frozenset({Grant(Role.TASK_FORCE_MEMBER, Party.TASK_FORCE), Grant(Role.BODY_SECRETARY, Party.TASK_FORCE)})

_TAKE_PART = frozenset(
    Grant(role, party) for role in Role for party in Party if party not in (Party.AUDITOR, Party.PAYING_MUNICIPALITY)
)
"""Everybody in the parties that see where the case stands; who only pays takes no part in what is said and done."""

GRANTS: dict[Permission, frozenset[Grant]] = {
    Permission.CLOSING_CONSEQUENCES_STATE: _operator(Role.CASEWORKER, Role.DIRECTOR),
    Permission.CLOSING_DECISION_RECORD: _operator(Role.CASEWORKER, Role.COUNCIL_SECRETARY),
    Permission.CLOSING_TRANSITION_PLAN: _operator(Role.CASEWORKER, Role.DIRECTOR),
    Permission.CLOSING_ACCOUNT_ENTER: _operator(Role.ACCOUNTANT),
    Permission.CLOSING_ACCOUNT_SEND: _operator(Role.ACCOUNTANT, Role.CASEWORKER),
    Permission.CLOSING_RULE_SET: frozenset({_SECRETARIAT}),
    Permission.ACCOUNT_ENDORSE: frozenset({Grant(Role.AUDITOR, Party.AUDITOR)}),
    Permission.HEARING_ANSWER: frozenset(
        {
            Grant(Role.DIRECTOR, Party.HEARING_MEMBER),
            Grant(Role.CASEWORKER, Party.HEARING_MEMBER),
        }
    ),
    Permission.ANSWER_RECORD: frozenset({Grant(Role.BODY_SECRETARY, Party.HEARING_BODY), _SECRETARIAT})
    | _in(Party.MUNICIPALITY, Role.CASEWORKER, Role.DIRECTOR)
    | _TASK_FORCE,
    Permission.HEARING_RUN: frozenset({Grant(Role.BODY_SECRETARY, Party.HEARING_BODY), _SECRETARIAT})
    | _operator(Role.CASEWORKER, Role.DIRECTOR)
    | _in(Party.MUNICIPALITY, Role.CASEWORKER, Role.DIRECTOR)
    | _TASK_FORCE,
    Permission.HEARING_CONCLUDE: frozenset({Grant(Role.BODY_SECRETARY, Party.HEARING_BODY)}),
    Permission.BUSINESS_COMMITTEE_TREAT: frozenset({Grant(Role.BODY_SECRETARY, Party.BUSINESS_COMMITTEE)}),
    Permission.TAKEOVER_PREPARE: _in(Party.MUNICIPALITY, Role.CASEWORKER, Role.DIRECTOR),
    Permission.TAKEOVER_FIGURES_DELIVER: _in(Party.REGION, Role.ACCOUNTANT, Role.CASEWORKER),
    Permission.TAKEOVER_DISCUSSION_RECORD: _in(Party.DISCUSSING_BODY, Role.BODY_SECRETARY),
    Permission.TAKEOVER_DECLARE: _in(Party.MUNICIPALITY, Role.CASEWORKER, Role.COUNCIL_SECRETARY),
    Permission.TAKEOVER_TERMS_STATE: _in(Party.REGION, Role.ACCOUNTANT, Role.CASEWORKER),
    Permission.TAKEOVER_TERMS_ANSWER: _in(Party.MUNICIPALITY, Role.CASEWORKER, Role.DIRECTOR),
    Permission.TAKEOVER_EMPLOYEES_NOTIFY: _in(Party.REGION, Role.CASEWORKER, Role.DIRECTOR),
    Permission.TAKEOVER_CHECKLIST: frozenset(
        Grant(role, party)
        for role in (Role.CASEWORKER, Role.ACCOUNTANT)
        for party in (Party.MUNICIPALITY, Party.REGION)
    ),
    Permission.TAKEOVER_AGREEMENT_UPDATE: frozenset({_SECRETARIAT}),
    Permission.TAKEOVER_SETTLE: _in(Party.REGION, Role.ACCOUNTANT),
    Permission.TAKEOVER_SETTLEMENT_ANSWER: _in(Party.MUNICIPALITY, Role.ACCOUNTANT, Role.CASEWORKER),
    Permission.BRAKE_SET_UP: frozenset({_SECRETARIAT}),
    Permission.BRAKE_NOMINATE: _operator(Role.CASEWORKER, Role.DIRECTOR),
    Permission.BRAKE_ASSESS: frozenset({Grant(Role.BODY_SECRETARY, Party.ADMINISTRATIVE_BODY)}),
    Permission.BRAKE_MAP: _TASK_FORCE,
    Permission.BRAKE_REGION_VIEW: frozenset(
        Grant(role, Party.REGION) for role in (Role.CASEWORKER, Role.COUNCIL_SECRETARY, Role.DIRECTOR)
    ),
    Permission.BRAKE_CARRY_OUT: _operator(Role.CASEWORKER, Role.DIRECTOR),
    Permission.BRAKE_FOLLOW_UP_PLAN: frozenset({_SECRETARIAT}),
    Permission.QUESTIONNAIRE_ANSWER: frozenset(
        {Grant(Role.CASEWORKER, Party.REQUESTED), Grant(Role.DIRECTOR, Party.REQUESTED)}
    ),
    Permission.LIST_EVALUATE: _TASK_FORCE,
    Permission.LIST_ADOPT: frozenset({Grant(Role.BODY_SECRETARY, Party.ADMINISTRATIVE_BODY)}),
    Permission.REFERRAL_EVALUATE: _in(Party.CENTRE, Role.CASEWORKER),
    Permission.REFERRAL_CONTACT: _in(Party.ACTING_MUNICIPALITY, Role.CASEWORKER),
    Permission.REFERRAL_REPORT: _in(Party.CENTRE, Role.CASEWORKER),
    Permission.REFERRAL_TREAT: _in(Party.ACTING_MUNICIPALITY, Role.CASEWORKER),
    Permission.REFERRAL_DECIDE_DELEGATED: _in(Party.CENTRE, Role.CASEWORKER),
    Permission.REFERRAL_EFFORT: _in(Party.CENTRE, Role.CASEWORKER),
    Permission.FRAME_DISCUSS: _in(Party.ACTING_MUNICIPALITY, Role.CASEWORKER, Role.DIRECTOR),
    Permission.DECISION_RECORD: frozenset(
        Grant(role, Party.DECIDING_BODY) for role in (Role.COUNCIL_SECRETARY, Role.BODY_SECRETARY, Role.CASEWORKER)
    ),
    Permission.REQUEST_ANSWER: frozenset(
        Grant(role, Party.REQUESTED)
        for role in (Role.CASEWORKER, Role.ACCOUNTANT, Role.DIRECTOR, Role.BODY_SECRETARY, Role.SECRETARIAT_OFFICER)
    ),
    Permission.CASE_CALL_OFF: _operator(Role.CASEWORKER, Role.COUNCIL_SECRETARY)
    | _in(Party.MUNICIPALITY, Role.CASEWORKER, Role.COUNCIL_SECRETARY)
    | _in(Party.TASK_FORCE, Role.BODY_SECRETARY)
    | _two_parties(Role.CASEWORKER),
    Permission.CASE_CORRECT: _operator(Role.CASEWORKER, Role.ACCOUNTANT) | {_SECRETARIAT},
    Permission.DECLARATION_CORRECT: _in(Party.MUNICIPALITY, Role.CASEWORKER, Role.COUNCIL_SECRETARY) | {_SECRETARIAT},
    Permission.CASE_JOURNAL: _operator(Role.CASEWORKER, Role.ACCOUNTANT)
    | _in(Party.MUNICIPALITY, Role.CASEWORKER, Role.ACCOUNTANT)
    | _two_parties(Role.CASEWORKER)
    | {_SECRETARIAT},
    Permission.COMMENT_WRITE: _TAKE_PART,
    Permission.ERRAND_GIVE: frozenset(
        Grant(role, party)
        for role in (Role.CASEWORKER, Role.ACCOUNTANT, Role.DIRECTOR)
        for party in (Party.OPERATOR, Party.MUNICIPALITY, Party.REGION)
    )
    | _two_parties(Role.CASEWORKER)
    | _TASK_FORCE
    | {_SECRETARIAT},
    Permission.ERRAND_DO: _TAKE_PART,
    Permission.CASE_LINK: _operator(Role.CASEWORKER, Role.ACCOUNTANT)
    | _in(Party.MUNICIPALITY, Role.CASEWORKER, Role.ACCOUNTANT)
    | _two_parties(Role.CASEWORKER)
    | _TASK_FORCE
    | {_SECRETARIAT},
    Permission.CITIZEN_SEE: _two_parties(Role.CASEWORKER),
    Permission.LOOKS_SEE: _two_parties(Role.CASEWORKER, Role.DIRECTOR),
    Permission.TASK_HAND_OVER: frozenset(
        Grant(role, party) for role in Role for party in Party if party is not Party.AUDITOR
    ),
}

SYSTEM_GRANTS: dict[Permission, frozenset[SystemGrant]] = {
    Permission.CLOSING_OPEN: frozenset(
        {
            SystemGrant(Role.CASEWORKER, OrganisationKind.MUNICIPALITY),
            SystemGrant(Role.CASEWORKER, OrganisationKind.REGION),
            SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT),
        }
    ),
    Permission.MEETING_SEE: frozenset(
        {
            *(
                SystemGrant(role, kind)
                for role in (Role.CASEWORKER, Role.DIRECTOR, Role.COUNCIL_SECRETARY)
                for kind in (OrganisationKind.MUNICIPALITY, OrganisationKind.REGION)
            ),
            SystemGrant(Role.BODY_SECRETARY, OrganisationKind.BODY),
            SystemGrant(Role.TASK_FORCE_MEMBER, OrganisationKind.BODY),
            SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT),
        }
    ),
    Permission.MEETING_KEEP: frozenset(
        {
            SystemGrant(Role.BODY_SECRETARY, OrganisationKind.BODY),
            SystemGrant(Role.COUNCIL_SECRETARY, OrganisationKind.MUNICIPALITY),
            SystemGrant(Role.COUNCIL_SECRETARY, OrganisationKind.REGION),
        }
    ),
    Permission.CITIZEN_SEARCH: _authorities(Role.CASEWORKER),
    Permission.LOOKS_REVIEW: _authorities(Role.DIRECTOR),
    Permission.TAKEOVER_OPEN: frozenset(
        {
            SystemGrant(Role.CASEWORKER, OrganisationKind.MUNICIPALITY),
            SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT),
        }
    ),
    Permission.BRAKE_OPEN: frozenset(
        {
            *(SystemGrant(role, OrganisationKind.MUNICIPALITY) for role in (Role.CASEWORKER, Role.DIRECTOR)),
            *(SystemGrant(role, OrganisationKind.REGION) for role in (Role.CASEWORKER, Role.DIRECTOR)),
            SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT),
        }
    ),
    Permission.REFERRAL_OPEN: _authorities(Role.CASEWORKER),
    Permission.COLLABORATION_SEE: _authorities(Role.CASEWORKER, Role.DIRECTOR, Role.ACCOUNTANT)
    | {SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT)},
    Permission.COLLABORATION_KEEP: frozenset(
        {
            *(SystemGrant(role, OrganisationKind.MUNICIPALITY) for role in (Role.CASEWORKER, Role.DIRECTOR)),
            SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT),
        }
    ),
    Permission.LIST_KEEP: frozenset({SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT)}),
    Permission.REEVALUATION_OPEN: frozenset({SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT)}),
    Permission.OVERVIEW_SEE: frozenset(
        {
            SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT),
            *(
                SystemGrant(Role.DIRECTOR, kind)
                for kind in (OrganisationKind.MUNICIPALITY, OrganisationKind.REGION, OrganisationKind.CENTRE)
            ),
        }
    ),
    Permission.ADMINISTER: frozenset({SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT)}),
    Permission.INCIDENTS_HANDLE: frozenset({SystemGrant(Role.SECRETARIAT_OFFICER, OrganisationKind.SECRETARIAT)}),
}


BEGINS = frozenset(
    {
        Permission.CLOSING_OPEN,
        Permission.REFERRAL_OPEN,
        Permission.BRAKE_OPEN,
        Permission.REEVALUATION_OPEN,
        Permission.TAKEOVER_OPEN,
    }
)
"""What opens a case; an organisation that has ended begins none."""


def allows(permission: Permission, *, actor: Actor, parties: Set[Party] = frozenset()) -> bool:
    """Whether the actor has the permission, `parties` being the organisation's parts in the case."""
    if actor.ended and permission in BEGINS:
        return False
    in_case = any(grant.role in actor.roles and grant.party in parties for grant in GRANTS.get(permission, frozenset()))
    in_system = any(
        grant.role in actor.roles and grant.kind is actor.organisation_kind
        for grant in SYSTEM_GRANTS.get(permission, frozenset())
    )
    return in_case or in_system
