"""The public form: no login, limited in number, a receipt that tells nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models.case import Case
from db.models.referral import InquiryAttempt, Referral
from db.session import reading
from tests.referral_walk import CPR, TELLING, ReferralWalk
from tests.sealed import assert_nowhere
from workflows.errors import InputError, NotFound, Refused
from workflows.services.referral.public_inquiries import (
    MOST_FROM_ONE_PLACE,
    TooMany,
    public_choices,
    receipt,
    submit_inquiry,
)
from workflows.vocabulary import InquirySource

HOME = "192.0.2.17"


def form(**answers) -> dict[str, str]:
    given = ReferralWalk().inquiry()
    del given["inquired_on"]
    return given | answers


def referrals() -> list[Referral]:
    with reading() as session:
        return list(session.scalars(select(Referral)))


def test_a_citizen_gets_a_receipt_with_a_reference_and_the_centre_a_task(seeded):
    given = submit_inquiry(form(), source=HOME, token="a form of one citizen")

    (made,) = referrals()
    assert made.source is InquirySource.CITIZEN
    assert (given.reference, given.centre) == (made.reference, "Kommunikationscenter Fjordager (opdigtet)")
    assert given.reference.startswith("HK-")
    walk = ReferralWalk()
    walk.case_id = made.case_id
    assert walk.waits_for == {"task_evaluate_inquiry"}
    assert {name for name, _ in walk.notices} == {"Gladsaxe Kommune", walk.centre_org.name}


def test_a_receipt_can_be_seen_again_and_tells_nothing_of_the_citizen_or_the_case(seeded):
    given = submit_inquiry(form(), source=HOME, token="a form")

    again = receipt(given.reference.lower())

    assert again == given
    assert not [word for word in TELLING if word in str(again)]
    with pytest.raises(NotFound):
        receipt("HK-AAAAA-AAAAA")


def test_the_same_form_sent_twice_is_one_inquiry(seeded):
    first = submit_inquiry(form(), source=HOME, token="a form")
    second = submit_inquiry(form(), source=HOME, token="a form")

    assert first == second
    assert len(referrals()) == 1


def test_nobody_learns_from_the_form_whether_a_citizen_has_a_case(seeded):
    ReferralWalk().opened()

    given = submit_inquiry(form(), source=HOME, token="another form")

    assert given.reference
    assert len(referrals()) == 2


def test_one_place_can_send_so_many_in_an_hour_and_again_in_the_next(seeded, clock):
    for number in range(MOST_FROM_ONE_PLACE):
        submit_inquiry(form(), source=HOME, token=f"form {number}")
    with pytest.raises(TooMany, match="mange henvendelser"):
        submit_inquiry(form(), source=HOME, token="one more")

    submit_inquiry(form(), source="198.51.100.4", token="from elsewhere")
    clock.forward(hours=1)
    submit_inquiry(form(), source=HOME, token="an hour later")

    assert len(referrals()) == MOST_FROM_ONE_PLACE + 2


def test_what_can_not_be_sent_counts_too(seeded):
    for _ in range(MOST_FROM_ONE_PLACE):
        with pytest.raises(InputError):
            submit_inquiry(form(cpr="1234"), source=HOME, token="a form")

    with pytest.raises(TooMany):
        submit_inquiry(form(), source=HOME, token="a form")


def test_neither_the_citizen_nor_the_place_is_kept_in_the_clear(seeded):
    submit_inquiry(form(), source=HOME, token="a form")

    assert_nowhere(*TELLING, HOME)


def test_a_fingerprint_of_a_place_is_forgotten_after_a_day(seeded, clock):
    submit_inquiry(form(), source=HOME, token="a form")
    clock.forward(days=2)
    submit_inquiry(form(cpr="7103611234"), source="198.51.100.4", token="another")

    with reading() as session:
        oldest = min(row.hour for row in session.scalars(select(InquiryAttempt)))
        opened = max(session.scalars(select(Case.opened_at)))
    assert opened - oldest < timedelta(hours=1)


def test_the_form_offers_only_municipalities_whose_agreement_has_referrals(seeded):
    names = [one.name for one in public_choices().municipalities]

    assert "Gladsaxe Kommune" in names
    assert "Herning Kommune" in names
    assert "Vejle Kommune" not in names
    with pytest.raises(Refused, match="ingen regler om henvisning"):
        submit_inquiry(form(municipality_id=str(ReferralWalk().organisation("630").id)), source=HOME, token="a form")


@pytest.mark.parametrize("field", ["name", "cpr", "text"])
def test_what_the_form_must_hold_is_asked_for(seeded, field):
    with pytest.raises(InputError) as missing:
        submit_inquiry(form(**{field: ""}), source=HOME, token="a form")

    assert [path for path, _ in missing.value.errors] == [field]
    assert CPR not in str(missing.value)
