"""Communication centres and the municipalities that subscribe to them, as the secretariat keeps them."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from db.models.collaboration import CentreSubscription
from db.models.organisation import Organisation
from db.session import lock_row, reading
from workflows.access.actor import Actor
from workflows.errors import NotFound, Refused
from workflows.processes.lookups import existing
from workflows.rules.dates_text import date_in_words
from workflows.services.register.administering import administering, in_order, must_administer, overlapping, valid_on
from workflows.services.register.listing import alphabetical, found
from workflows.vocabulary import OrganisationKind


@dataclass(frozen=True)
class CentreRow:
    """A centre of a day, its region, and who subscribes on the day."""

    id: UUID
    name: str
    region: str
    subscribers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CentreView:
    """A centre with all its subscriptions, the latest first; each has its municipality."""

    centre: Organisation
    subscriptions: list[CentreSubscription] = field(default_factory=list)


def list_centres(day: date) -> list[CentreRow]:
    """The centres of a day, by name."""
    region, buyer = aliased(Organisation), aliased(Organisation)
    centres = (
        select(Organisation, region.name)
        .outerjoin(region, region.code == Organisation.region_code)
        .where(Organisation.kind == OrganisationKind.CENTRE, existing(day))
        .order_by(alphabetical(Organisation.name))
    )
    subscribed = (
        select(CentreSubscription.centre_id, buyer.name)
        .join(buyer, buyer.id == CentreSubscription.municipality_id)
        .where(valid_on(CentreSubscription.valid_from, CentreSubscription.valid_to, day))
        .order_by(alphabetical(buyer.name))
    )
    with reading() as session:
        pairs = session.execute(subscribed).all()
        return [
            CentreRow(one.id, one.name, name or "", [who for centre_id, who in pairs if centre_id == one.id])
            for one, name in session.execute(centres)
        ]


def get_centre(centre_id: UUID) -> CentreView:
    """A centre with its subscriptions. Raises NotFound."""
    with reading() as session:
        centre = found(session, Organisation, centre_id, "Kommunikationscentret")
        if centre.kind is not OrganisationKind.CENTRE:
            raise NotFound("Kommunikationscentret findes ikke.")
        rows = select(CentreSubscription).where(CentreSubscription.centre_id == centre_id)
        latest = rows.options(joinedload(CentreSubscription.municipality)).order_by(
            CentreSubscription.valid_from.desc(), CentreSubscription.id
        )
        return CentreView(centre, list(session.scalars(latest)))


def add_subscription(
    centre_id: UUID,
    municipality_id: UUID,
    *,
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    actor: Actor,
) -> None:
    """Let a municipality subscribe to a centre for a period.

    Raises NotFound, NotAllowed, and Refused for anything but a municipality, for a period out of order, and when it
    subscribes already.
    """
    must_administer(actor)
    in_order(valid_from, valid_to)
    made = CentreSubscription(
        centre_id=centre_id,
        municipality_id=municipality_id,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source.strip(),
    )
    with administering(actor) as session:
        _check(session, made)
        session.add(made)


def end_subscription(subscription_id: UUID, *, last_day: date, actor: Actor) -> None:
    """End a subscription; `last_day` is its last.

    Raises NotFound, NotAllowed, and Refused for a day before it began or after it ends.
    """
    must_administer(actor)
    with administering(actor) as session:
        row = found(session, CentreSubscription, subscription_id, "Abonnementet")
        in_order(row.valid_from, last_day, field="last_day")
        if row.valid_to is not None and row.valid_to < last_day:
            raise Refused(f"Abonnementet slutter allerede den {date_in_words(row.valid_to)}.", field="last_day")
        row.valid_to = last_day


def _check(session: Session, made: CentreSubscription) -> None:
    """Hold the centre, so that two who add the same subscription wait for each other, and see that it can stand."""
    held = lock_row(select(Organisation).where(Organisation.id == made.centre_id))
    centre = session.scalars(held).one_or_none()
    if centre is None or centre.kind is not OrganisationKind.CENTRE:
        raise NotFound("Kommunikationscentret findes ikke.")
    municipality = found(session, Organisation, made.municipality_id, "Kommunen")
    if municipality.kind is not OrganisationKind.MUNICIPALITY:
        raise Refused("Vælg en kommune.", field="municipality_id")
    same = select(CentreSubscription.id).where(
        CentreSubscription.centre_id == made.centre_id,
        CentreSubscription.municipality_id == made.municipality_id,
        overlapping(CentreSubscription.valid_from, CentreSubscription.valid_to, made.valid_from, made.valid_to),
    )
    if session.scalars(same).first() is not None:
        raise Refused(f"{municipality.name} har allerede abonnement i perioden.", field="municipality_id")
