"""What can come next, as a case says it: what then comes was said before, and nothing is asked that is answered."""

from collections.abc import Callable
from typing import Any

import pytest

from db.session import reading
from tests.brake_walk import BrakeWalk
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.referral_walk import ReferralWalk
from tests.takeover_walk import TakeoverWalk
from workflows.clock import now
from workflows.engine.description import Kind
from workflows.engine.diagrams import describe
from workflows.services.casework.ahead import Ahead, steps_ahead
from workflows.services.running.stepping import begin, kept_diagram, load
from workflows.vocabulary import CaseStatus

PLACES = (Kind.USER_TASK, Kind.CALL)
TABLE = "Skal der laves lukkeregnskab?"
"""A decision table: what comes after it is not told before it has been asked."""


def told(walk: Any) -> list[Ahead]:
    """What the case says can come next."""
    with reading() as session:
        case = walk.case
        running = load(begin(session, case, now(), None))
        data = {task.element_id: task.data for task in running.open_tasks()}
        description = describe(kept_diagram(session, case.diagram_hash))
        return steps_ahead(description, {one: data.get(one, {}) for one in running.current})


def stands(walk: Any) -> set[str]:
    """The steps and calls where the case stands, by what they are called; how it ended, when it has."""
    if walk.case.status is not CaseStatus.RUNNING:
        return {walk.case.standing}
    with reading() as session:
        running = load(begin(session, walk.case, now(), None))
        elements = describe(kept_diagram(session, walk.case.diagram_hash)).elements
        return {one.label for one in elements if one.id in running.current and one.kind in PLACES}


def said(walk: Any) -> list[str]:
    return [
        f"{one.when}: {one.label}{' – slut' if one.ends else ''}{' – efter alt' if one.after_all else ''}"
        for one in told(walk)
    ]


def foretold(walk: Any) -> Any:
    """The walk; before each of its steps it is asked what can come, and what comes must be among that."""
    complete = walk.complete

    def checked(task: Any, answers: Any, actor: Any) -> None:
        before, can_come = stands(walk), {one.label for one in told(walk)}
        complete(task, answers, actor)
        come = stands(walk) - before
        assert not come or come & can_come or TABLE in can_come, (task.element_id, come, can_come)

    walk.complete = checked
    return walk


def closing() -> None:
    walk = foretold(ClosingWalk()).opened().heard().decided().enter("provisional", EXAMPLE_1)
    walk.treat_provisional(taken_note=False).enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()
    walk.follow("change").follow("final").enter("final", EXAMPLE_1).endorse(endorsed=False)
    walk.enter("final", EXAMPLE_1).endorse().treat_final().send_final()


def takeover_refused() -> None:
    walk = foretold(TakeoverWalk()).opened().asked().delivered().recommended("more_data").not_asked().recommended()
    walk.decided("changes").recommended().decided().declared().stated().answered_terms("changes", "Mere.").stated()
    walk.accepted().approved("changes").stated().accepted().approved("refused")


def takeover_settled() -> None:
    walk = foretold(TakeoverWalk()).opened().not_asked().recommended("discuss", discuss_by="2026-06-25")
    walk.discussed().decided().declared().stated().accepted().approved().notified()


def takeover_withdrawn() -> None:
    walk = foretold(TakeoverWalk()).opened().not_asked().recommended().decided().declared().stated()
    walk.answered_terms("withdraw", "For dyrt.")


def brake_turned_down() -> None:
    foretold(BrakeWalk()).listed().opened().nominated().assessed("turned_down")


def brake_mapped() -> None:
    foretold(BrakeWalk()).listed().opened().nominated().assessed().mapped().reported().treated()


def referral_refused() -> None:
    walk = foretold(ReferralWalk()).opened().started().named().reported().missing("citizen").recorded().informed()
    walk.heard().do("task_record_statement", {"answered": True, "text": "Ja."}).decided(outcome="refuse")


def referral_granted() -> None:
    foretold(ReferralWalk()).opened().started().named().reported().informed().decided(outcome="grant")


WALKS = (
    *(closing, takeover_refused, takeover_settled, takeover_withdrawn, brake_turned_down, brake_mapped),
    *(referral_refused, referral_granted),
)


@pytest.mark.parametrize("walked", WALKS, ids=lambda one: one.__name__)
def test_what_comes_next_is_what_the_case_said_could_come(seeded, walked: Callable[[], None]):
    walked()


def test_an_answer_that_ends_a_part_answers_the_question_of_the_whole(seeded):
    nominated = BrakeWalk().listed().opened().nominated()
    stated = TakeoverWalk().opened().not_asked().recommended().decided().declared().stated()

    assert said(nominated) == [
        "Skal tilbuddet afdækkes? Ja: Afdækning",
        "Skal tilbuddet afdækkes? Nej: Indstillingen er afvist – slut",
    ]
    assert said(stated) == [
        "Hvad svarer kommunen? Accepterer: Beslutning i begge råd",
        "Hvad svarer kommunen? Trækker sig: Trukket tilbage – slut",
        "Hvad svarer kommunen? Ændringer: Fremsæt overtagelsesvilkår",
    ]


def test_a_referral_asks_no_question_that_its_decision_answers(seeded):
    reported = ReferralWalk().opened().started().named().reported()
    said_before = said(reported)

    assert said_before == [
        "Er sagen fuldt oplyst? Ja: Træf afgørelse",
        "Er sagen fuldt oplyst? Nej: Manglende oplysninger",
    ]
    assert said(reported.informed()) == [
        "Hvad er næste skridt? Afgør; Hvad blev resultatet? Afslag: Afslag meddelt – slut",
        "Hvad er næste skridt? Afgør; Hvad blev resultatet? Bevilget: Følg indsatsen",
        "Hvad er næste skridt? Partshør: Registrér borgerens svar",
        "Hvad er næste skridt? Oplysninger mangler: Manglende oplysninger",
    ]


def test_one_branch_of_two_that_is_done_does_not_end_the_case(seeded):
    assert said(ReferralWalk().opened().started()) == [": Afgørelse"]


def test_what_waits_for_several_branches_says_so(seeded):
    asked = TakeoverWalk().opened().asked()

    assert said(asked) == [": Indstil til kommunalbestyrelsen – efter alt"]
