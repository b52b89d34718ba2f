"""A case of a small process of the tests that calls what several processes share: decision, request, hearing.

    walk = SharedWalk().asking(["461", "630"])
    walk.do("task_answer_request", {"text": "Her er tallene."})

Needs the fixture `seeded`, and `know(monkeypatch)`, which gives the process its matter, request and hearing.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from db.models.case import Case
from db.models.closing import Treatment
from db.models.organisation import Organisation
from db.models.request import Request, RequestAnswer
from db.session import reading, transaction
from tests.closing_walk import ClosingWalk, colleague
from workflows.clock import now, today
from workflows.documents.closing import HearingAnswer, HearingLetter, HearingSummary
from workflows.documents.envelope import DeadlineShown, Envelope, Offer
from workflows.processes.decision import MATTERS, Matter, Outcome, decisions_on
from workflows.processes.hearing import HEARD, LETTERS, SUMMARIES, Heard
from workflows.processes.request import REQUESTS, Asked, answers_to_request
from workflows.processes.step import Step
from workflows.rules.agreement_types import Stated
from workflows.services.running.stepping import begin, restart, save
from workflows.vocabulary import HearingPosition, Party, Role

BPMN = Path(__file__).parents[1] / "bpmn"
DIAGRAMS = Path(__file__).parent / "processes" / "diagrams" / "sounding"
PROCESS, WORD = "takeover", "sounding"
SECRETARIAT = "socialsekretariat-syddanmark"
REGION = "1083"
OFFER = Offer("Bofællesskabet Åbrinken", "Vejle Kommune", "§ 107", "", 8, "Selvstændigt tilbud")


def _letter(step: Step, deadline: date, questions: tuple[str, ...], envelope: Envelope) -> HearingLetter:
    return HearingLetter(
        envelope=envelope,
        offer=OFFER,
        body="KKR Syddanmark",
        deadline=DeadlineShown("Svar", deadline, deadline, "Fristen er sat af regionen.", "prøve"),
        reasons="Prøve.",
        economy="",
        questions=questions,
        how_to_answer="Svar i Rammesag.",
        rules=(),
    )


def _summary(step: Step, hearing: Any, answers: tuple[HearingAnswer, ...], envelope: Envelope) -> HearingSummary:
    return HearingSummary(
        envelope=envelope,
        offer=OFFER,
        body="KKR Syddanmark",
        deadline=hearing.deadline,
        summary="",
        recommendation=("At organet drøfter svarene.",),
        presentation="",
        economy="",
        answers=answers,
        rules=(),
    )


def region(step: Step) -> Organisation:
    """The one who asks, hears and issues in the small process."""
    found = step.organisation(Party.REGION)
    assert found is not None
    return found


MATTER = Matter(
    title="Længere opsigelsesvarsel",
    question="Skal opsigelsesvarslet være tre måneder?",
    outcomes={Outcome.APPROVED: "Varslet er godkendt", Outcome.CHANGES: "Ændringer", Outcome.REFUSED: "Afvist"},
    paper=lambda step, _decider, envelope: _letter(step, step.today, ("Godkendes varslet?",), envelope),
    issuer=region,
    reasons=lambda _step: (Stated(True, "prøveaftalen, 4", "Kommunerne skal kende varslet."),),
)
ASKED = Asked(
    title="Oplysninger om belægning",
    items=lambda _step: ("Belægning for 2024", "Belægning for 2025"),
    issuer=region,
    letter=lambda step, request, items, envelope: _letter(step, request.deadline, items, envelope),
)
HEARING = Heard(
    question=lambda _step: "Har I bemærkninger til et længere varsel?",
    told=lambda _step: (("Varsel", "Tre måneder"), ("Fra", date(2027, 1, 1))),
    reasons=lambda _step: (),
    remarks="Skal skrives, hvis I er imod.",
    positions={HearingPosition.NO_OBJECTION: "Enig", HearingPosition.AGAINST: "Imod"},
    body=region,
    issuer=region,
    group=lambda _step: "Køberkommunerne",
)


def know(monkeypatch: pytest.MonkeyPatch, matter: Matter = MATTER, asked: Asked = ASKED) -> None:
    """Let the small process have its matter, its request and its hearing for as long as the test runs."""
    monkeypatch.setitem(MATTERS, (PROCESS, WORD), matter)
    monkeypatch.setitem(REQUESTS, (PROCESS, WORD), asked)
    monkeypatch.setitem(HEARD, PROCESS, HEARING)
    monkeypatch.setitem(LETTERS, PROCESS, lambda step, heard, envelope: _letter(step, heard.deadline, (), envelope))
    monkeypatch.setitem(SUMMARIES, PROCESS, _summary)


class SharedWalk(ClosingWalk):
    """One case of the small process on its way."""

    def __init__(self) -> None:
        self.operator = colleague(self.organisation(REGION).id, {Role.CASEWORKER})
        self.case_id = UUID(int=0)

    def deciding(self, deciders: list[str], *, due: str = "") -> Self:
        """Lay the matter before organisations, by code."""
        return self._started("deciding", decision_matter=WORD, deciders=self.ids(deciders), decision_due=due)

    def asking(self, requested: list[str], *, days: int = 21, ask_again: str = "no") -> Self:
        """Ask organisations, by code, with a deadline in so many days; once more when all have answered, if so."""
        deadline = (today() + timedelta(days=days)).isoformat()
        asked = {"request_matter": WORD, "requested": self.ids(requested), "request_deadline": deadline}
        return self._started("asking", ask_again=ask_again, **asked)

    def hearing(self, members: list[str]) -> Self:
        """Hear organisations, by code."""
        deadline = (today() + timedelta(days=28)).isoformat()
        return self._started("hearing_others", hearing_members=self.ids(members), hearing_deadline=deadline)

    def assigning(self, areas: list[str], *, due: str = "") -> Self:
        """Open a task for each of some areas; Vejle is among those who are asked."""
        return self._started("assigning", ("630",), areas=areas, request_matter=WORD, request_deadline=due)

    def ids(self, codes: list[str]) -> list[str]:
        """The ids of organisations, as the data of a process hold them."""
        return [str(self.organisation(code).id) for code in codes]

    def _started(self, process: str, involved: tuple[str, ...] = (), **data: object) -> Self:
        with transaction() as session, tempfile.TemporaryDirectory() as folder:
            shutil.copytree(BPMN / "shared", Path(folder) / "shared")
            shutil.copytree(DIAGRAMS, Path(folder) / "sounding")
            case = Case(
                id=uuid4(),
                number=f"P-{uuid4()}",
                process=PROCESS,
                agreement_id="syddanmark-2025-2026",
                title="Varsel i Bofællesskabet Åbrinken",
                opened_at=now(),
                diagram_hash="",
                process_state="",
            )
            step = begin(session, case, now(), self.operator)
            session.add(case)
            session.flush()
            step.involve(Party.REGION, [self.organisation(REGION)])
            step.involve(Party.SECRETARIAT, [self.organisation(SECRETARIAT)])
            step.involve(Party.REQUESTED, [self.organisation(code) for code in involved])
            save(step, restart(step, str(Path(folder) / "sounding"), process, data))
            self.case_id = case.id
        return self

    def decide(self, code: str, outcome: str, *, text: str = "", on: date | None = None) -> Self:
        """One organisation's decision is registered."""
        task = self.task_of("task_decide", code)
        answers = {"meeting_on": (on or today()).isoformat(), "outcome": outcome, "text": text}
        self.complete(task, answers, self.doer(task))
        return self

    def answer(self, code: str, text: str) -> Self:
        """One organisation answers the request."""
        task = self.task_of("task_answer_request", code)
        self.complete(task, {"text": text}, self.doer(task))
        return self

    def task_of(self, element: str, code: str) -> Any:
        """The open task of an organisation."""
        (task,) = [task for task in self.open(element) if task.organisation_id == self.organisation(code).id]
        return task

    @property
    def decisions(self) -> list[Treatment]:
        """The decisions of the latest round."""
        with self._step() as step:
            return decisions_on(step, WORD)

    @property
    def answers(self) -> list[RequestAnswer]:
        """The answers of the latest round of the request."""
        with self._step() as step:
            return answers_to_request(step, WORD)

    @contextmanager
    def _step(self) -> Iterator[Step]:
        """A step on the case, to read with."""
        with reading() as session:
            case = session.scalars(select(Case).where(Case.id == self.case_id)).one()
            yield begin(session, case, now(), None)

    @property
    def requests(self) -> list[tuple[Request, list[RequestAnswer]]]:
        """Each round of the request with its answers."""
        with reading() as session:
            rounds = session.scalars(select(Request).where(Request.case_id == self.case_id).order_by(Request.round))
            rows = list(session.scalars(select(RequestAnswer)))
            return [(one, [row for row in rows if row.request_id == one.id]) for one in rounds]
