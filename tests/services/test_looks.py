"""Who may see a citizen's data, for how long a reason holds, what is kept of each look, and who sees that."""

import pytest
from sqlalchemy import select

from db.models.case import CaseParty, Task
from db.models.sealed import Look
from db.session import reading, transaction
from tests import factories
from tests.sealed import ABOUT_HER, HEALTH, RAGNHILD, SealedCase, assert_nowhere, sealed_case
from tests.services.failures import secretariat
from tests.services.test_sealed_cases import issued
from workflows.access.grants import GRANTS, SYSTEM_GRANTS
from workflows.access.permissions import Permission
from workflows.errors import NotAllowed, NotFound, ReasonNeeded, Refused
from workflows.processes.sealing import unseal_data
from workflows.services.casework.taskpage import show_task
from workflows.services.casework.tasks import keep_draft
from workflows.services.papers.documents import open_document
from workflows.services.referral.look_log import looks_by, looks_of
from workflows.services.referral.looks import MaskedCitizen, find_by_cpr, look, looking, show_citizen
from workflows.vocabulary import OrganisationKind, Party, Role

WHAT = "Borgerens oplysninger"
REASON = "Borgeren ringer om sin tid"
DECISION = "task_record_decision"


@pytest.fixture
def case(walk_to) -> SealedCase:
    return sealed_case(walk_to("heard"))


def kept(case: SealedCase) -> list[tuple[str, str]]:
    """What was looked at and why, the first look first."""
    return [(row.what, row.reason) for row in reversed(looks_of(case.id, case.municipality))]


def test_without_a_reason_the_parties_see_initials_and_no_last_digits(case):
    for party in (case.centre, case.municipality):
        assert show_citizen(case.id, party) == MaskedCitizen("R.W.T.", "070761-****")
    assert kept(case) == []


def test_with_a_reason_the_citizen_is_seen_and_the_look_is_kept(case, clock):
    assert look(case.id, what=WHAT, reason=f"  {REASON}\n", actor=case.centre) == RAGNHILD

    (row,) = looks_of(case.id, case.municipality)
    who = (case.centre.name, case.centre.organisation_name)
    assert (row.person, row.organisation, row.what, row.reason) == (*who, WHAT, REASON)


@pytest.mark.parametrize("reason", ["", "  ", "...", "12 34", "ok", "x" * 501])
def test_a_reason_is_asked_for_in_words(case, reason):
    with pytest.raises(Refused) as refused:
        look(case.id, what=WHAT, reason=reason, actor=case.centre)

    assert refused.value.field == "reason"
    assert kept(case) == []


def test_a_look_that_cannot_be_kept_shows_nothing(case, monkeypatch):
    def broken(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr("workflows.services.referral.looks.seal_for", broken)

    with pytest.raises(OSError, match="disk full"):
        look(case.id, what=WHAT, reason=REASON, actor=case.centre)


@pytest.mark.parametrize("who", ["payer", "stranger", "secretariat"])
def test_nobody_but_the_two_parties_sees_or_learns_anything(case, who):
    actor = secretariat(case.walk) if who == "secretariat" else getattr(case, who)

    for ask in (
        lambda: show_citizen(case.id, actor),
        lambda: look(case.id, what=WHAT, reason=REASON, actor=actor),
        lambda: looks_of(case.id, actor),
        lambda: looking(case.id, what=WHAT, actor=actor).__enter__(),
    ):
        with pytest.raises(NotFound):
            ask()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CASEWORKER])
def test_in_the_two_parties_only_caseworkers_see_the_citizen(case, role):
    actor = factories.actor(case.walk.offer.operator, role)

    with pytest.raises(NotAllowed, match="se borgerens oplysninger"):
        look(case.id, what=WHAT, reason=REASON, actor=actor)


def test_no_permission_for_citizens_is_given_to_others_than_the_two_parties():
    in_case = {grant.party for one in (Permission.CITIZEN_SEE, Permission.LOOKS_SEE) for grant in GRANTS[one]}
    in_system = {
        grant.kind for one in (Permission.CITIZEN_SEARCH, Permission.LOOKS_REVIEW) for grant in SYSTEM_GRANTS[one]
    }

    assert in_case == {Party.CENTRE, Party.ACTING_MUNICIPALITY}
    assert in_system == {OrganisationKind.CENTRE, OrganisationKind.MUNICIPALITY}


def test_a_case_about_no_citizen_has_none_to_show(walk_to):
    walk = walk_to("heard")

    with pytest.raises(NotFound):
        look(walk.case_id, what=WHAT, reason=REASON, actor=walk.operator)


def test_who_is_no_longer_a_party_sees_no_more(case):
    with transaction() as session:
        own = CaseParty.case_id == case.id, CaseParty.organisation_id == case.centre.organisation_id
        session.delete(session.scalars(select(CaseParty).where(*own)).one())

    with pytest.raises(NotFound):
        show_citizen(case.id, case.centre)


def seen_again(case: SealedCase, actor) -> None:
    with looking(case.id, what="Rapporten", actor=actor):
        pass


def test_a_reason_holds_for_half_an_hour_and_each_look_is_kept(case, clock):
    look(case.id, what=WHAT, reason=REASON, actor=case.centre)
    clock.forward(minutes=29)
    seen_again(case, case.centre)
    clock.forward(minutes=1)

    with pytest.raises(ReasonNeeded) as needed:
        seen_again(case, case.centre)

    assert needed.value.case_id == case.id
    assert kept(case) == [(WHAT, REASON), ("Rapporten", REASON)]


def test_a_reason_holds_for_the_one_who_gave_it_only(case):
    look(case.id, what=WHAT, reason=REASON, actor=case.centre)
    colleague = factories.actor(case.walk.offer.operator, Role.CASEWORKER, person_row=factories.person("Bo Prøve"))

    for other in (case.municipality, colleague):
        with pytest.raises(ReasonNeeded):
            seen_again(case, other)


def test_a_search_gives_no_reason_to_see_more(case):
    find_by_cpr(RAGNHILD.cpr, reason=REASON, actor=case.centre)

    with pytest.raises(ReasonNeeded):
        seen_again(case, case.centre)


# --- documents and tasks


def test_a_document_is_opened_with_a_reason_and_kept_as_a_look(case, clock):
    document = issued(case)
    with pytest.raises(ReasonNeeded):
        open_document(document.id, case.municipality)
    look(case.id, what=WHAT, reason=REASON, actor=case.municipality)
    clock.forward(minutes=1)

    open_document(document.id, case.municipality)

    assert kept(case) == [(WHAT, REASON), (f"Dokument {document.number}", REASON)]


def test_a_receipt_is_not_given_by_who_was_asked_for_a_reason(case):
    document = issued(case)

    with pytest.raises(ReasonNeeded):
        open_document(document.id, case.municipality)

    assert [one.opened_at for one in case.walk.documents("referral_notice")[0].deliveries] == [None]


def test_a_document_that_was_sent_to_another_is_opened_by_it_and_kept_as_a_look(case):
    document = issued(case, to=case.payer)

    open_document(document.id, case.payer)

    assert kept(case) == [(f"Dokument {document.number}", "Sendt til organisationen")]


def test_the_task_is_the_reason_of_the_one_who_does_it_kept_once_while_it_holds(case, clock):
    task = case.walk.task(DECISION)
    document = issued(case)
    for _ in range(3):
        show_task(task.id, case.municipality)
        clock.forward(minutes=5)

    open_document(document.id, case.municipality)

    why = "Udfører opgaven »Registrér beslutningen«"
    assert kept(case) == [("Opgaven »Registrér beslutningen«", why), (f"Dokument {document.number}", why)]
    clock.forward(minutes=20)
    show_task(task.id, case.municipality)
    assert len(kept(case)) == 3


def test_a_task_given_to_a_colleague_shows_nothing_and_gives_no_reason(case):
    task = case.walk.task(DECISION)
    keep_draft(task.id, revision=task.revision, draft={"text": HEALTH}, actor=case.municipality)
    colleague = factories.actor(case.walk.offer.operator, Role.CASEWORKER, person_row=factories.person("Bo Prøve"))
    with transaction() as session:
        session.get_one(Task, task.id).assignee_id = colleague.person_id

    page = show_task(task.id, case.municipality)

    assert (page.draft, page.facts, page.files) == (None, {}, [])
    assert kept(case) == []
    assert show_task(task.id, colleague).draft == {"text": HEALTH}


def test_a_page_unseals_what_it_shows_within_a_look(case, clock):
    task = case.walk.task(DECISION)
    keep_draft(task.id, revision=task.revision, draft={"text": HEALTH}, actor=case.municipality)
    look(case.id, what=WHAT, reason=REASON, actor=case.centre)
    clock.forward(minutes=1)

    with looking(case.id, what="Kladden", actor=case.centre) as step:
        shown = unseal_data(step, "task.draft", case.walk.task(DECISION).draft)

    assert shown == {"text": HEALTH}
    assert kept(case)[-1] == ("Kladden", REASON)


# --- the search


def test_each_party_finds_the_case_by_the_citizens_number_and_the_search_is_kept(case):
    for actor in (case.centre, case.municipality):
        (found,) = find_by_cpr("070761-4285", reason=REASON, actor=actor)
        assert (found.id, found.number) == (case.id, "2026-0001")

    assert kept(case) == [("Søgning på CPR-nummer", REASON)] * 2


@pytest.mark.parametrize("who", ["payer", "stranger"])
def test_others_find_nothing_and_the_search_is_kept_all_the_same(case, who):
    actor = getattr(case, who)

    assert find_by_cpr(RAGNHILD.cpr, reason=REASON, actor=actor) == []

    with reading() as session:
        (row,) = session.scalars(select(Look)).all()
    assert (row.case_id, row.organisation_id, row.person_id) == (None, actor.organisation_id, actor.person_id)


def test_another_number_finds_nothing(case):
    assert find_by_cpr("070761-4286", reason=REASON, actor=case.centre) == []
    assert kept(case) == []


@pytest.mark.parametrize(("cpr", "reason", "field"), [("070761", REASON, "cpr"), (RAGNHILD.cpr, "!", "reason")])
def test_a_search_without_number_or_reason_is_refused(case, cpr, reason, field):
    with pytest.raises(Refused) as refused:
        find_by_cpr(cpr, reason=reason, actor=case.centre)

    assert refused.value.field == field


def test_only_caseworkers_of_centres_and_municipalities_search(case):
    for actor in (case.director, secretariat(case.walk)):
        with pytest.raises(NotAllowed):
            find_by_cpr(RAGNHILD.cpr, reason=REASON, actor=actor)


# --- who has looked


def test_an_organisation_sees_the_looks_of_its_own_people_page_by_page(case, clock, monkeypatch):
    monkeypatch.setattr("workflows.services.referral.look_log.PAGE", 2)
    find_by_cpr("010190-1234", reason="Borgeren henvender sig", actor=case.municipality)
    for number in range(2):
        clock.forward(minutes=1)
        look(case.id, what=WHAT, reason=f"Opkald nummer {number}", actor=case.municipality)
    look(case.id, what=WHAT, reason=REASON, actor=case.centre)

    first = looks_by(case.director)
    second = looks_by(case.director, cursor=first.cursor)

    assert [row.reason for row in first.looks] == ["Opkald nummer 1", "Opkald nummer 0"]
    assert [(row.reason, row.case_number) for row in second.looks] == [("Borgeren henvender sig", None)]
    assert second.cursor is None


def test_a_caseworker_does_not_see_what_all_colleagues_have_looked_at(case):
    with pytest.raises(NotAllowed):
        looks_by(case.municipality)


def test_what_is_kept_of_looks_tells_nothing_of_the_citizen(case):
    look(case.id, what=WHAT, reason=f"{RAGNHILD.name} ringer om afasi", actor=case.centre)
    find_by_cpr(RAGNHILD.cpr, reason=f"{RAGNHILD.name} ringer", actor=case.municipality)

    assert_nowhere(*ABOUT_HER)
    assert (WHAT, f"{RAGNHILD.name} ringer om afasi") in kept(case)
