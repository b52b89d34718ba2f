"""Who may do what: one table, read by views, menus, tests and the access page.

A permission in a case asks for a role and for the part that the actor's organisation has in that case.
A permission in the system asks for a role in a kind of organisation.
"""

from collections.abc import Set
from dataclasses import dataclass

from workflows.access.actor import Actor
from workflows.vocabulary import Labelled, OrganisationKind, Party, Role


class Permission(Labelled):
    """Something a person may be allowed to do."""

    CLOSING_OPEN = "closing_open", "Oprette en lukkesag"
    CLOSING_CONSEQUENCES_STATE = "closing_consequences_state", "Redegøre for konsekvenser ved videreførelse"
    CLOSING_DECISION_RECORD = "closing_decision_record", "Registrere driftsherrens beslutning"
    CLOSING_TRANSITION_PLAN = "closing_transition_plan", "Planlægge overgangen med brugerkommunerne"
    CLOSING_ACCOUNT_ENTER = "closing_account_enter", "Indtaste lukkeregnskab"
    CLOSING_ACCOUNT_SEND = "closing_account_send", "Sende lukkeregnskab"
    CLOSING_RULE_SET = "closing_rule_set", "Fastsætte egenandel og nøgle"
    ACCOUNT_ENDORSE = "account_endorse", "Påtegne endeligt lukkeregnskab"
    HEARING_ANSWER = "hearing_answer", "Besvare høring"
    HEARING_RECORD = "hearing_record", "Registrere høringssvar, der er modtaget uden om Rammesag"
    HEARING_RUN = "hearing_run", "Følge en høring, minde om fristen og samle svarene i et notat"
    HEARING_CONCLUDE = "hearing_conclude", "Registrere organets konklusion"
    BUSINESS_COMMITTEE_TREAT = "business_committee_treat", "Registrere behandling i Forretningsudvalget"
    TAKEOVER_OPEN = "takeover_open", "Oprette en sag om overtagelse af regionale tilbud"
    TAKEOVER_PREPARE = "takeover_prepare", "Forberede kommunens beslutning om overtagelse"
    TAKEOVER_FIGURES_DELIVER = "takeover_figures_deliver", "Levere regnskabstal til brug for en overtagelse"
    TAKEOVER_DISCUSSION_RECORD = "takeover_discussion_record", "Registrere et organs drøftelse af en overtagelse"
    TAKEOVER_DECLARE = "takeover_declare", "Meddele en overtagelse til regionsrådet og udstede aftalen"
    TAKEOVER_TERMS_STATE = "takeover_terms_state", "Fremsætte overtagelsesvilkår"
    TAKEOVER_TERMS_ANSWER = "takeover_terms_answer", "Svare på overtagelsesvilkår"
    TAKEOVER_EMPLOYEES_NOTIFY = "takeover_employees_notify", "Registrere varsling af medarbejdere"
    TAKEOVER_CHECKLIST = "takeover_checklist", "Udføre punkter på tjeklisten for en overtagelse"
    TAKEOVER_AGREEMENT_UPDATE = (
        "takeover_agreement_update",
        "Registrere, at rammeaftalen er rettet efter en overtagelse",
    )
    TAKEOVER_SETTLE = "takeover_settle", "Afregne en overtagelse på det endelige regnskab"
    TAKEOVER_SETTLEMENT_ANSWER = "takeover_settlement_answer", "Svare på afregningen af en overtagelse"
    BRAKE_OPEN = "brake_open", "Oprette en nødbremsesag"
    BRAKE_SET_UP = "brake_set_up", "Sætte en nødbremsesags organer og trin op"
    BRAKE_NOMINATE = "brake_nominate", "Indstille et tilbud"
    BRAKE_ASSESS = "brake_assess", "Registrere et organs behandling af et indstillet tilbud"
    BRAKE_MAP = "brake_map", "Afdække et indstillet tilbud og foreslå tiltag"
    BRAKE_REGION_VIEW = "brake_region_view", "Tage del i beslutningen for regionen"
    BRAKE_CARRY_OUT = "brake_carry_out", "Gennemføre særlige tiltag og gøre rede for status"
    BRAKE_FOLLOW_UP_PLAN = "brake_follow_up_plan", "Fastsætte opfølgning på særlige tiltag"
    LIST_KEEP = "list_keep", "Vedligeholde listen over de mest specialiserede tilbud og dens taskforce"
    REEVALUATION_OPEN = "reevaluation_open", "Oprette en årlig revurdering"
    QUESTIONNAIRE_ANSWER = "questionnaire_answer", "Besvare spørgeskema om de mest specialiserede tilbud"
    LIST_EVALUATE = "list_evaluate", "Vurdere tilbud og foreslå listen"
    LIST_ADOPT = "list_adopt", "Registrere et organs behandling af listen"
    REFERRAL_OPEN = "referral_open", "Oprette en henvisning til et kommunikationscenter"
    REFERRAL_EVALUATE = "referral_evaluate", "Vurdere en henvendelse om udredning"
    REFERRAL_CONTACT = "referral_contact", "Oplyse en fast kontaktperson"
    REFERRAL_REPORT = "referral_report", "Skrive udredningsrapport"
    REFERRAL_TREAT = "referral_treat", "Behandle og afgøre en henvisning"
    REFERRAL_DECIDE_DELEGATED = "referral_decide_delegated", "Afgøre en henvisning efter samarbejdsaftale"
    REFERRAL_EFFORT = "referral_effort", "Følge indsatsen hos kommunikationscentret"
    FRAME_DISCUSS = "frame_discuss", "Registrere drøftelsen af en samarbejdsaftales ramme"
    COLLABORATION_KEEP = "collaboration_keep", "Vedligeholde samarbejdsaftaler med kommunikationscentre"
    COLLABORATION_SEE = "collaboration_see", "Se organisationens samarbejdsaftaler med kommunikationscentre"
    DECISION_RECORD = "decision_record", "Registrere en beslutning truffet på et møde"
    REQUEST_ANSWER = "request_answer", "Besvare en anmodning"
    MEETING_SEE = "meeting_see", "Se møder, dagsordener og referater i organisationens organer"
    MEETING_KEEP = "meeting_keep", "Føre dagsorden og referat"
    CASE_CALL_OFF = "case_call_off", "Opgive sagen"
    CASE_CORRECT = "case_correct", "Rette oplysninger i sagen"
    DECLARATION_CORRECT = "declaration_correct", "Rette datoerne i en meddelelse om overtagelse"
    CASE_JOURNAL = "case_journal", "Føre sagens journal"
    TASK_HAND_OVER = "task_hand_over", "Give en opgave videre"
    COMMENT_WRITE = "comment_write", "Skrive kommentarer og stille spørgsmål i en sag"
    ERRAND_GIVE = "errand_give", "Give en part en ekstra opgave i en sag"
    ERRAND_DO = "errand_do", "Udføre en ekstra opgave i en sag"
    CASE_LINK = "case_link", "Knytte sager sammen"
    CITIZEN_SEE = "citizen_see", "Se borgerens oplysninger"
    CITIZEN_SEARCH = "citizen_search", "Søge på CPR-nummer"
    LOOKS_SEE = "looks_see", "Se, hvem der har set borgerens oplysninger i en sag"
    LOOKS_REVIEW = "looks_review", "Se organisationens opslag i borgeres oplysninger"
    OVERVIEW_SEE = "overview_see", "Se overblik over frister, belastning og tid pr. trin"
    ADMINISTER = "administer", "Vedligeholde organisationer, personer, organer og tilbud"
    INCIDENTS_HANDLE = "incidents_handle", "Behandle driftshændelser"


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
    Permission.HEARING_RECORD: frozenset(
        {
            Grant(Role.BODY_SECRETARY, Party.HEARING_BODY),
            Grant(Role.BODY_SECRETARY, Party.TASK_FORCE),
            _SECRETARIAT,
        }
    ),
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


TASK_PERMISSIONS: dict[str, Permission] = {
    "task_answer_hearing": Permission.HEARING_ANSWER,
    "task_conclude_hearing": Permission.HEARING_CONCLUDE,
    "task_conclude_consequences": Permission.HEARING_CONCLUDE,
    "task_state_consequences": Permission.CLOSING_CONSEQUENCES_STATE,
    "task_record_decision": Permission.CLOSING_DECISION_RECORD,
    "task_plan_transition": Permission.CLOSING_TRANSITION_PLAN,
    "task_set_rule": Permission.CLOSING_RULE_SET,
    "task_enter_operator_account": Permission.CLOSING_ACCOUNT_ENTER,
    "task_enter_provisional_account": Permission.CLOSING_ACCOUNT_ENTER,
    "task_enter_final_account": Permission.CLOSING_ACCOUNT_ENTER,
    "task_treat_provisional_account": Permission.BUSINESS_COMMITTEE_TREAT,
    "task_treat_final_account": Permission.HEARING_CONCLUDE,
    "task_send_provisional_account": Permission.CLOSING_ACCOUNT_SEND,
    "task_send_final_account": Permission.CLOSING_ACCOUNT_SEND,
    "task_follow_account": Permission.CLOSING_ACCOUNT_SEND,
    "task_endorse_account": Permission.ACCOUNT_ENDORSE,
    "task_ask_for_data": Permission.TAKEOVER_PREPARE,
    "task_deliver_figures": Permission.TAKEOVER_FIGURES_DELIVER,
    "task_prepare_recommendation": Permission.TAKEOVER_PREPARE,
    "task_record_discussion": Permission.TAKEOVER_DISCUSSION_RECORD,
    "task_declare_takeover": Permission.TAKEOVER_DECLARE,
    "task_state_terms": Permission.TAKEOVER_TERMS_STATE,
    "task_answer_terms": Permission.TAKEOVER_TERMS_ANSWER,
    "task_issue_agreement": Permission.TAKEOVER_DECLARE,
    "task_notify_employees": Permission.TAKEOVER_EMPLOYEES_NOTIFY,
    "task_complete_municipal_checklist": Permission.TAKEOVER_CHECKLIST,
    "task_complete_regional_checklist": Permission.TAKEOVER_CHECKLIST,
    "task_update_agreement": Permission.TAKEOVER_AGREEMENT_UPDATE,
    "task_state_settlement": Permission.TAKEOVER_SETTLE,
    "task_answer_settlement": Permission.TAKEOVER_SETTLEMENT_ANSWER,
    "task_set_up_course": Permission.BRAKE_SET_UP,
    "task_nominate": Permission.BRAKE_NOMINATE,
    "task_assess_nomination": Permission.BRAKE_ASSESS,
    "task_plan_mapping": Permission.BRAKE_MAP,
    "task_do_mapping": Permission.BRAKE_MAP,
    "task_request_data": Permission.BRAKE_MAP,
    "task_follow_focus_area": Permission.BRAKE_MAP,
    "task_write_report": Permission.BRAKE_MAP,
    "task_conclude_buyer_hearing": Permission.BRAKE_MAP,
    "task_treat_report": Permission.BRAKE_ASSESS,
    "task_state_region_view": Permission.BRAKE_REGION_VIEW,
    "task_agree_on_knowledge": Permission.BRAKE_CARRY_OUT,
    "task_link_closing": Permission.BRAKE_CARRY_OUT,
    "task_plan_follow_up": Permission.BRAKE_FOLLOW_UP_PLAN,
    "task_report_follow_up": Permission.BRAKE_CARRY_OUT,
    "task_assess_follow_up": Permission.BRAKE_MAP,
    "task_answer_questionnaire": Permission.QUESTIONNAIRE_ANSWER,
    "task_select_offers": Permission.LIST_EVALUATE,
    "task_evaluate_offer": Permission.LIST_EVALUATE,
    "task_propose_list": Permission.LIST_EVALUATE,
    "task_adopt_list": Permission.LIST_ADOPT,
    "task_decide": Permission.DECISION_RECORD,
    "task_answer_request": Permission.REQUEST_ANSWER,
    "task_evaluate_inquiry": Permission.REFERRAL_EVALUATE,
    "task_name_contact": Permission.REFERRAL_CONTACT,
    "task_write_assessment": Permission.REFERRAL_REPORT,
    "task_check_case": Permission.REFERRAL_TREAT,
    "task_decide_referral": Permission.REFERRAL_TREAT,
    "task_record_statement": Permission.REFERRAL_TREAT,
    "task_decide_at_centre": Permission.REFERRAL_DECIDE_DELEGATED,
    "task_record_statement_at_centre": Permission.REFERRAL_DECIDE_DELEGATED,
    "task_supply_information": Permission.REFERRAL_REPORT,
    "task_record_information": Permission.REFERRAL_TREAT,
    "task_follow_effort": Permission.REFERRAL_EFFORT,
    "task_discuss_frame": Permission.FRAME_DISCUSS,
    "task_errand": Permission.ERRAND_DO,
}
"""The permission that each user task of the diagrams asks for, and the task that no diagram has."""


def allows(permission: Permission, *, actor: Actor, parties: Set[Party] = frozenset()) -> bool:
    """Whether the actor has the permission, `parties` being the organisation's parts in the case."""
    in_case = any(grant.role in actor.roles and grant.party in parties for grant in GRANTS.get(permission, frozenset()))
    in_system = any(
        grant.role in actor.roles and grant.kind is actor.organisation_kind
        for grant in SYSTEM_GRANTS.get(permission, frozenset())
    )
    return in_case or in_system
