"""The public form: no login, plain faults, a receipt that tells nothing, limited in number."""

import pytest
from sqlalchemy import select

from db.models.referral import Referral
from db.session import reading
from tests.referral_walk import CPR, NAME, TELLING, ReferralWalk
from tests.sealed import assert_nowhere
from tests.snapshots import connected
from tests.web.discreet import Discreet
from web.app import create_app
from web.config import Settings
from workflows.services.referral.public_inquiries import MOST_FROM_ONE_PLACE

pytestmark = pytest.mark.usefixtures("seeded")

SEND = "Send henvendelsen"
TYPED = {
    "target_group": "speech",
    "text": "Jeg har afasi efter en blodprop.\nDet er svært at tale i telefon.",
    "name": NAME,
    "cpr": CPR,
    "address": "Tjørnevangen 4",
}


@pytest.fixture
def browse(app, database):
    return Discreet(app, TELLING)


def typed(**changed):
    walk = ReferralWalk()
    ids = {"centre_id": str(walk.centre_org.id), "municipality_id": str(walk.municipality_org.id)}
    return TYPED | ids | changed


def referrals() -> list[Referral]:
    with reading() as session:
        return list(session.scalars(select(Referral)))


def sent_from(browse, address: str, data: dict, *, forwarded: str = ""):
    """Send the form from an address."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    token = {"csrf_token": browse.token()}
    return browse.client.post("/henvendelse", data=data | token, environ_base={"REMOTE_ADDR": address}, headers=headers)


def test_a_citizen_sends_an_inquiry_and_gets_a_receipt_at_the_same_address(browse):
    page = browse.get("public_inquiry.form").send(SEND, **typed())

    (made,) = referrals()
    assert page.path == "/henvendelse"
    assert made.reference in page.text
    assert "Centret vurderer din henvendelse og skriver til dig." in page.text
    browse.says_nothing(page.text)
    assert_nowhere(*TELLING)


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"centre_id": ""}, "centre_id", "Vælg et kommunikationscenter"),
        ({"municipality_id": ""}, "municipality_id", "Vælg din kommune"),
        ({"target_group": None}, "target_group", "Vælg det, der passer bedst"),
        ({"text": ""}, "text", "Skriv, hvad der er svært"),
        ({"text": "x" * 4001}, "text", "højst 4000 tegn"),
        ({"name": ""}, "name", "Skriv navnet"),
        ({"cpr": ""}, "cpr", "Skriv CPR-nummeret"),
        ({"cpr": "1234"}, "cpr", "ti cifre"),
        ({"email": "ida@hjemme"}, "email", "navn@eksempel.dk"),
        ({"centre_id": "x"}, "centre_id", "Vælg en af mulighederne"),
    ],
)
def test_a_wrong_answer_is_explained_at_its_field_with_all_that_was_typed(browse, changed, field, told):
    page = browse.get("public_inquiry.form").send(SEND, status=422, **typed(**changed))

    assert list(page.errors()) == [field]
    assert told in page.errors()[field]
    assert page.value("address") == TYPED["address"]
    assert page.value("name") == changed.get("name", NAME)
    assert referrals() == []


def test_the_same_form_sent_twice_is_one_inquiry_and_another_text_is_another(browse):
    form = browse.get("public_inquiry.form")

    first, second = form.send(SEND, **typed()), form.send(SEND, **typed())
    assert first.text == second.text
    form.send(SEND, **typed(text="Noget andet."))

    assert len(referrals()) == 2


def test_two_forms_without_their_own_text_are_two_inquiries(browse):
    for _ in range(2):
        browse.get("public_inquiry.form").send(SEND, **typed(once=""))

    assert len(referrals()) == 2


def test_too_many_are_told_to_wait_and_lose_nothing(browse):
    form = browse.get("public_inquiry.form")
    for number in range(MOST_FROM_ONE_PLACE):
        form.send(SEND, **typed(text=f"Henvendelse {number}"))

    page = form.send(SEND, status=429, **typed())

    assert "Prøv igen om en time, eller ring til centret." in page.text
    assert page.value("text") == TYPED["text"]
    assert page.answer.headers["Retry-After"] == "3600"
    assert len(referrals()) == MOST_FROM_ONE_PLACE


def test_a_place_is_the_address_that_the_app_sees_and_no_header(browse):
    for number in range(MOST_FROM_ONE_PLACE):
        answer = sent_from(browse, "192.0.2.1", typed(text=f"{number}"), forwarded=f"198.51.100.{number}")
        assert answer.status_code == 200

    assert sent_from(browse, "192.0.2.1", typed(), forwarded="198.51.100.99").status_code == 429
    assert sent_from(browse, "192.0.2.2", typed()).status_code == 200


def test_an_ipv6_connection_is_one_place(browse):
    for number in range(MOST_FROM_ONE_PLACE):
        sent_from(browse, f"2001:db8:1:2::{number}", typed(text=f"{number}"))

    assert sent_from(browse, "2001:db8:1:2:ffff::1", typed()).status_code == 429
    assert sent_from(browse, "2001:db8:1:3::1", typed()).status_code == 200


def test_behind_a_proxy_that_is_trusted_a_place_is_what_it_says(seeded):
    at = connected().url.render_as_string(hide_password=False)
    settings = Settings(at, "a key for tests that nobody keeps", https=False, proxies=1)
    browse = Discreet(create_app(settings), TELLING)

    for number in range(MOST_FROM_ONE_PLACE):
        sent_from(browse, "192.0.2.1", typed(text=f"{number}"), forwarded="198.51.100.1")
    answers = [sent_from(browse, "192.0.2.1", typed(), forwarded=f"198.51.100.{last}") for last in (1, 2)]
    connected().dispose()

    assert [answer.status_code for answer in answers] == [429, 200]


def test_the_form_needs_its_token(browse):
    answer = browse.client.post("/henvendelse", data=typed())

    assert answer.status_code == 400
    assert referrals() == []


def test_a_receipt_is_seen_again_by_its_reference(browse):
    browse.get("public_inquiry.form").send(SEND, **typed())
    form = browse.get("public_inquiry.receipt_form")

    page = form.send("Vis kvitteringen", reference=referrals()[0].reference.lower())

    assert page.path == "/henvendelse/kvittering"
    assert "Gladsaxe Kommune" in page.text
    browse.says_nothing(page.text)
    wrong = form.send("Vis kvitteringen", status=422, reference="HK-AAAAA-AAAAA")
    assert "Referencen findes ikke." in wrong.errors()["reference"]
    assert form.send("Vis kvitteringen", status=422, reference="").errors() == {"reference": "Skriv referencen."}


def test_the_way_to_the_form_stands_where_one_logs_in(browse):
    page = browse.get("auth.login")

    assert page.follow("Henvend dig til et kommunikationscenter").path == "/henvendelse"
    assert page.follow("se centrenes ventetider").path == "/ventetider"


def test_a_fault_in_the_system_leaves_nothing_typed_in_the_log(browse, monkeypatch, capfd):
    def broken(_given):
        raise ValueError(f"{NAME} {CPR}")

    monkeypatch.setattr("workflows.services.referral.public_inquiries.checked_citizen", broken)
    browse.get("public_inquiry.form").send(SEND, status=500, **typed())

    written = "".join(capfd.readouterr())
    assert "ValueError" in written
    browse.says_nothing(written)
