"""What is sealed opens in its own place with its own key only; master keys change, and keys are renewed."""

from contextlib import suppress
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from db.models.case import Case
from db.models.sealed import Citizen as CitizenRow
from db.models.sealed import OrganisationKey
from db.sealing import CannotUnseal, NoMasterKey, hold_master_keys
from db.session import reading, transaction
from tests.conftest import MASTER_KEY
from tests.sealed import HEALTH, RAGNHILD, SealedCase, sealed_case, stepping
from tests.services.failures import Broken, failing
from workflows.processes.sealing import (
    citizen_of,
    keep_citizen,
    seal,
    seal_data,
    unseal,
    unseal_data,
)
from workflows.services.referral.keys import retire_keys, rotate_master_key
from workflows.services.referral.looks import find_by_cpr
from workflows.services.running.stepping import begin

ANOTHER_KEY = "another master key that came after the first one"


@pytest.fixture
def case(walk_to) -> SealedCase:
    return sealed_case(walk_to("heard"))


@pytest.fixture
def step(case):
    with stepping(case) as step:
        yield step


# --- sealing itself


def test_what_is_sealed_is_read_again_and_is_never_the_same_twice(step):
    first, second = (seal(step, "referral.report", HEALTH) for _ in range(2))

    assert unseal(step, "referral.report", first) == unseal(step, "referral.report", second) == HEALTH
    assert first != second
    assert HEALTH.encode() not in first


def test_data_are_sealed_as_a_whole_with_their_names(step):
    sealed = seal_data(step, "referral.texts", {"diagnosis": HEALTH, "hours": 12, "aids": ["øretelefon", None]})

    assert list(sealed) == ["sealed"]
    assert unseal_data(step, "referral.texts", sealed) == {
        "diagnosis": HEALTH,
        "hours": 12,
        "aids": ["øretelefon", None],
    }


def test_what_is_sealed_opens_in_its_own_column_only(step):
    sealed = seal(step, "referral.report", HEALTH)

    with pytest.raises(CannotUnseal):
        unseal(step, "referral.reasons", sealed)


def test_what_is_sealed_opens_in_its_own_case_only(step):
    sealed = seal(step, "referral.report", HEALTH)
    step.session.flush()
    other = Case(id=uuid4(), number="2026-0999", sealed=True)

    with pytest.raises(CannotUnseal):
        unseal(begin(step.session, other, step.now, None), "referral.report", sealed)


@pytest.mark.parametrize("at", [0, 1, 20, 40, -1])
def test_a_changed_byte_keeps_it_closed_and_the_error_tells_nothing_of_it(step, at):
    sealed = bytearray(seal(step, "referral.report", HEALTH))
    sealed[at] ^= 1

    with pytest.raises(CannotUnseal) as refused:
        unseal(step, "referral.report", bytes(sealed))

    assert "fasi" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("sealed", [b"", b"\x01", HEALTH.encode(), b"\x01" * 60])
def test_what_was_never_sealed_does_not_open(step, sealed):
    with pytest.raises(CannotUnseal):
        unseal(step, "referral.report", sealed)


def test_data_in_the_clear_are_not_taken_for_sealed_ones(step):
    with pytest.raises(CannotUnseal):
        unseal_data(step, "referral.texts", {"diagnosis": HEALTH})


def test_an_organisation_has_one_key_of_its_own(case):
    for _ in range(2):
        sealed_report(case)

    with reading() as session:
        (key,) = session.scalars(select(OrganisationKey)).all()
    assert key.organisation_id == case.municipality.organisation_id


def test_a_key_moved_to_another_organisation_does_not_open(case):
    with transaction() as session:
        session.execute(update(OrganisationKey).values(organisation_id=case.centre.organisation_id))
    hold_master_keys(MASTER_KEY)

    with stepping(case) as step, pytest.raises(CannotUnseal):
        citizen_of(step)


def test_keys_of_a_step_that_is_undone_are_not_used_again(case):
    retire_keys()
    with suppress(Broken), stepping(case) as undone:
        failing(undone, seal(undone, "referral.report", HEALTH))
    sealed = sealed_report(case)

    hold_master_keys(MASTER_KEY)

    with stepping(case) as step:
        assert unseal(step, "referral.report", sealed) == HEALTH


# --- the master key


@pytest.mark.parametrize("keys", [(), (ANOTHER_KEY,)])
def test_without_the_master_key_nothing_opens_and_the_error_says_so(case, keys):
    hold_master_keys(*keys)

    with stepping(case) as step, pytest.raises(NoMasterKey):
        citizen_of(step)


def test_after_the_master_key_is_changed_the_former_one_is_not_needed(case):
    sealed = sealed_report(case)
    hold_master_keys(ANOTHER_KEY, MASTER_KEY)

    assert rotate_master_key() == 1

    hold_master_keys(ANOTHER_KEY)
    with stepping(case) as step:
        assert citizen_of(step) == RAGNHILD
        assert unseal(step, "referral.report", sealed) == HEALTH
    hold_master_keys(MASTER_KEY)
    with stepping(case) as step, pytest.raises(NoMasterKey):
        citizen_of(step)


def test_a_citizen_is_found_by_the_number_before_and_after_the_master_key_is_changed(case):
    def found() -> list[str]:
        return [one.number for one in find_by_cpr(RAGNHILD.cpr, reason="Borgeren ringer", actor=case.municipality)]

    numbers = [found()]
    hold_master_keys(ANOTHER_KEY, MASTER_KEY)
    numbers.append(found())
    rotate_master_key()
    hold_master_keys(ANOTHER_KEY)
    numbers.append(found())

    assert numbers == [["2026-0001"]] * 3


def test_changing_the_master_key_again_changes_nothing(case):
    assert rotate_master_key() == 0


def test_a_retired_key_still_opens_what_it_sealed_and_seals_no_more(case):
    before = sealed_report(case)

    retire_keys()

    after = sealed_report(case)
    assert before[1:17] != after[1:17]
    with stepping(case) as step:
        assert unseal(step, "referral.report", before) == unseal(step, "referral.report", after) == HEALTH


def sealed_report(case: SealedCase) -> bytes:
    with stepping(case) as step:
        return seal(step, "referral.report", HEALTH)


# --- the citizen


def test_the_citizen_is_kept_sealed_and_read_again(case):
    with stepping(case) as step:
        assert citizen_of(step) == RAGNHILD
        row = step.session.scalars(select(CitizenRow)).one()

    assert row.organisation_id == case.municipality.organisation_id
    assert RAGNHILD.cpr not in row.cpr_lookup


def test_a_citizen_kept_again_takes_the_place_of_the_first(case):
    moved = replace(RAGNHILD, address="Birkevej 2\n4990 Sakskøbing")
    with stepping(case) as step:
        keep_citizen(step, moved)

    with stepping(case) as step:
        assert citizen_of(step) == moved


def test_a_citizen_in_a_traceback_shows_nothing():
    assert repr(RAGNHILD) == "Citizen()"
