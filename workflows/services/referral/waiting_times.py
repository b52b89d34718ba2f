"""What a communication centre makes public: its waiting times, and whose centre it is. No login, nothing personal."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseDeadline
from db.models.collaboration import CentreSubscription
from db.models.organisation import Organisation
from db.models.referral import Referral
from db.session import reading
from workflows.clock import today
from workflows.errors import NotFound
from workflows.processes.lookups import existing
from workflows.processes.referral.clocks import RULE
from workflows.processes.standing import STANDS
from workflows.rules.calendar import add_months
from workflows.rules.referral.waiting import Waited, WaitingFigures, waiting_figures
from workflows.services.register.listing import alphabetical
from workflows.vocabulary import CaseStatus, OrganisationKind

MONTHS = 12
"""How far back the figures go."""
NOTES = (
    "Ventetiden er talt i kalenderdage fra henvendelsen, også de dage, hvor fristen for afgørelsen stod stille.",
    "Halvdelen har ventet højst medianen. Ni ud af ti har ventet højst 90-percentilen: det er den korteste ventetid, "
    "som mindst ni ud af ti ikke har overskredet.",
    "»Afgjort i tide« tæller alle sager, hvis frist er kommet. En sag, der ikke er afgjort, når fristen er passeret, "
    "tæller som ikke i tide. Sager uden frist er ikke med i den andel.",
    "Henvendelser, der ikke førte til en udredning, og sager, der er opgivet, er ikke med.",
    "Tal, der bygger på færre end 5 sager (10 for 90-percentilen), vises ikke, så ingen kan genkendes.",
)


@dataclass(frozen=True)
class CentreWaiting:
    """One centre with its figures of the last twelve months."""

    code: str
    name: str
    figures: WaitingFigures
    subscribers: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = NOTES


def waiting_times(day: date | None = None) -> list[CentreWaiting]:
    """All centres of the day, by name; today unless a day is given."""
    last = day or today()
    with reading() as session:
        return _waiting(session, last)


def centre_waiting(code: str, day: date | None = None) -> CentreWaiting:
    """One centre by its code. Raises NotFound for none."""
    found = next((one for one in waiting_times(day) if one.code == code), None)
    if found is None:
        raise NotFound("Kommunikationscentret findes ikke.")
    return found


def _waiting(session: Session, last: date) -> list[CentreWaiting]:
    first = add_months(last, -MONTHS) + timedelta(days=1)
    centres = select(Organisation).where(Organisation.kind == OrganisationKind.CENTRE, existing(last))
    waited, subscribers = _waited(session, first, last), _subscribers(session, last)
    return [
        CentreWaiting(one.code, one.name, waiting_figures(waited[one.id], first, last), subscribers[one.id])
        for one in session.scalars(centres.order_by(alphabetical(Organisation.name)))
    ]


def _waited(session: Session, first: date, last: date) -> Mapping[UUID, list[Waited]]:
    """The referrals that led or may lead to an assessment: reported or decided in the time, or open."""
    rows = session.execute(
        select(Referral.centre_id, Referral.inquired_on, Referral.reported_on, Referral.decided_on, CaseDeadline.due_on)
        .join(Case, Case.id == Referral.case_id)
        .outerjoin(CaseDeadline, and_(CaseDeadline.case_id == Case.id, CaseDeadline.rule_id == RULE, STANDS))
        .where(
            or_(Referral.started.is_(None), Referral.started.is_(True)),
            Case.status != CaseStatus.CALLED_OFF,
            Referral.inquired_on <= last,
            or_(Referral.decided_on.is_(None), Referral.decided_on >= first, Referral.reported_on >= first),
        )
    )
    waited: dict[UUID, list[Waited]] = defaultdict(list)
    for centre_id, inquired_on, reported_on, decided_on, due_on in rows:
        waited[centre_id].append(Waited(inquired_on, reported_on, decided_on, due_on))
    return waited


def _subscribers(session: Session, day: date) -> Mapping[UUID, list[str]]:
    until = or_(CentreSubscription.valid_to.is_(None), CentreSubscription.valid_to >= day)
    rows = session.execute(
        select(CentreSubscription.centre_id, Organisation.name)
        .join(Organisation, Organisation.id == CentreSubscription.municipality_id)
        .where(CentreSubscription.valid_from <= day, until)
        .order_by(alphabetical(Organisation.name))
    )
    subscribers: dict[UUID, list[str]] = defaultdict(list)
    for centre_id, name in rows:
        subscribers[centre_id].append(name)
    return subscribers
