"""What others are told of a takeover: who decided on which day, whose share counts, and who runs the offer now."""

from datetime import date

from tests.takeover_walk import EXAMPLE_2, TakeoverWalk

HOVEDSTADEN, MIDTJYLLAND = "Botilbuddet Lindegården", "Botilbuddet Søhuset"


def told(walk: TakeoverWalk) -> dict:
    """What was told last."""
    return walk.documents("takeover_information")[-1].data


def test_a_body_is_told_of_the_day_on_which_the_council_decided_not_when_the_region_was_told(seeded, clock):
    clock.set(date(2019, 3, 1))
    walk = TakeoverWalk(HOVEDSTADEN).opened(
        date(2021, 1, 1), term_start="2014-01-01", declared_on="2015-12-20", council_on="2015-12-01"
    )

    assert told(walk)["on"] == "2015-12-01"


def test_a_refusal_of_the_council_is_told_with_its_meeting_and_its_reasons(seeded, clock):
    walk = TakeoverWalk().opened().recommended("discuss", discuss_by="2026-04-01").discussed()
    clock.set(date(2026, 3, 20))
    walk.decided("refused", on=date(2026, 3, 12))

    assert (told(walk)["by"], told(walk)["on"]) == ("Kommunalbestyrelsen i Vejle Kommune", "2026-03-12")
    assert told(walk)["reasons"] == "Rådet ønsker mere viden."


def test_the_council_that_refused_the_agreement_is_named_and_the_one_that_approved_is_not(seeded):
    walk = TakeoverWalk().prepared().stated().accepted().approved("approved", "refused")

    assert told(walk)["by"] == "Regionsrådet i Region Syddanmark"
    assert told(walk)["reasons"] == "Andelen skal ses efter."


def test_both_councils_are_named_where_both_refused(seeded):
    walk = TakeoverWalk().prepared().stated().accepted().approved("refused", "refused")

    assert told(walk)["by"] == "Regionsrådet i Region Syddanmark og Kommunalbestyrelsen i Vejle Kommune"


def test_a_missed_declaration_names_its_last_day_also_when_it_is_found_later(seeded, clock):
    walk = TakeoverWalk().opened(date(2028, 6, 1)).asked()
    clock.set(date(2028, 1, 10))
    walk.fire()

    assert told(walk)["on"] == "2028-01-01"


def test_the_others_are_told_that_the_municipality_runs_the_offer_and_of_no_unit_of_the_region(seeded, clock):
    walk = TakeoverWalk().agreed().notified().ticked()
    clock.set(walk.takeover.takeover_on)
    walk.fire()

    (offer,) = told(walk)["offers"]
    assert (offer["operator"], offer["structure"]) == ("Vejle Kommune", "")


def test_a_negotiated_share_is_the_one_that_follows_in_terms_agreement_and_settlement(seeded, clock):
    clock.set(date(2018, 2, 1))
    walk = TakeoverWalk(MIDTJYLLAND).opened(date(2020, 1, 1)).asked().delivered().recommended().decided().declared()
    walk.stated().accepted().approved().notified().ticked()
    clock.set(walk.takeover.takeover_on)
    walk.fire().do("task_update_agreement", {"updated_on": walk.takeover.takeover_on.isoformat(), "text": ""})
    walk.settled(EXAMPLE_2)

    def shares(kind: str) -> list[tuple[str, str, str]]:
        shown = walk.documents(kind)[-1].data["shares"]
        return [(one["follows"], one["carried_on"], one["standing"]) for one in shown]

    assert shares("takeover_recommendation_municipal") == [("-1000", "-3500", "agreed")]
    assert shares("takeover_agreement") == shares("takeover_terms") == [("-1000", "-3500", "agreed")]
    assert shares("takeover_settlement") == [("-1000", "5500", "agreed")]
    assert walk.documents("takeover_recommendation_municipal")[0].data["shares"][0]["standing"] == "indicative"
    assert walk.document("takeover_settlement").data["payment"].endswith("er det samme som i vilkårene.")


def test_a_share_by_the_rule_is_its_own_calculation(seeded):
    walk = TakeoverWalk().prepared().stated()

    (share,) = walk.document("takeover_terms").data["shares"]
    assert (share["follows"], share["carried_on"], share["standing"]) == ("-1125", "-3375", "rule")
    assert share["follows"] == share["result"]["follows"]
