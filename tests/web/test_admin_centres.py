"""Communication centres in administration: who subscribes, from when and until when."""

import pytest

from tests.closing_walk import person
from tests.referral_walk import CENTRE, ReferralWalk, payer
from tests.web.pages.case import acting
from tests.web.pages.task import act_as
from workflows.clock import today
from workflows.errors import NotAllowed, NotFound
from workflows.services.register import centres
from workflows.vocabulary import OrganisationKind

pytestmark = pytest.mark.usefixtures("seeded")

SECRETARIAT = ("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
SKIVE = "CKU, Viborg og Skive Kommuner"
ADD = "Tilføj abonnementet"


def page_of(browse, name: str = SKIVE):
    return acting(browse, SECRETARIAT).get("admin_centres.index").follow(name)


def test_the_centres_stand_with_their_region_and_subscribers(browse):
    shown = acting(browse, SECRETARIAT).get("admin.index").follow("Kommunikationscentre")

    assert [SKIVE, "Region Midtjylland", "Skive Kommune, Viborg Kommune"] in shown.rows("Kommunikationscentre")


def test_a_subscription_is_added_and_stands_on_the_public_page(browse):
    gladsaxe = str(ReferralWalk().municipality_org.id)
    form = page_of(browse, "Kommunikationscenter Fjordager (opdigtet)").follow("Nyt abonnement")

    page = form.send(ADD, municipality_id=gladsaxe, valid_from="1-1-2026", source="Kontrakt 7")

    assert page.rows("Abonnementer")[0][:3] == ["Gladsaxe Kommune", "1. januar 2026, indtil videre", "Kontrakt 7"]
    assert "Gladsaxe Kommune" in browse.get("waiting_times.show", code=CENTRE).text


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"municipality_id": ""}, "municipality_id", "Vælg en kommune"),
        ({"valid_from": ""}, "valid_from", "fra hvilken dag"),
        ({"valid_to": "1-1-2017"}, "valid_to", "slutte, før den begynder"),
        ({}, "municipality_id", "har allerede abonnement i perioden"),
    ],
)
def test_a_subscription_that_can_not_stand_is_explained(browse, changed, field, told):
    skive = str(ReferralWalk().organisation("779").id)
    form = page_of(browse).follow("Nyt abonnement")

    page = form.send(ADD, status=422, **{"municipality_id": skive, "valid_from": "1-1-2026"} | changed)

    assert told in page.errors()[field]


def test_a_subscription_is_ended(browse):
    form = page_of(browse).follow("Afslut abonnementet med Skive Kommune")
    assert "før den begynder" in form.send("Afslut abonnementet", status=422, last_day="1-1-2010").errors()["last_day"]

    page = form.send("Afslut abonnementet", last_day="1-3-2026")
    assert "slutter allerede" in form.send("Afslut abonnementet", status=422, last_day="1-4-2026").errors()["last_day"]

    assert "1. januar 2017 til 1. marts 2026" in page.text
    assert next(one.subscribers for one in centres.list_centres(today()) if one.name == SKIVE) == ["Viborg Kommune"]


def test_only_the_secretariat_keeps_subscriptions(browse):
    walk = ReferralWalk()
    for actor in (payer(), walk.centre, walk.municipality):
        act_as(browse, actor)
        browse.get("admin_centres.index", status=403)
        browse.get("admin_centres.show", centre_id=walk.centre_org.id, status=403)
        browse.post("admin_centres.add_subscription", {}, centre_id=walk.centre_org.id, status=403)
    with pytest.raises(NotAllowed):
        centres.add_subscription(walk.centre_org.id, walk.municipality_org.id, valid_from=today(), actor=walk.centre)


def test_a_municipality_is_no_centre():
    walk, secretariat = ReferralWalk(), person(*SECRETARIAT)

    assert walk.municipality_org.kind is OrganisationKind.MUNICIPALITY
    with pytest.raises(NotFound):
        centres.get_centre(walk.municipality_org.id)
    with pytest.raises(NotFound):
        centres.add_subscription(
            walk.municipality_org.id, walk.municipality_org.id, valid_from=today(), actor=secretariat
        )
