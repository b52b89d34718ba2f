"""What the secretariat chooses among when it keeps a list: offers of the region, bodies, people by e-mail."""

from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading
from workflows.clock import today
from workflows.processes.lookups import existing
from workflows.rules.agreements import agreement
from workflows.rules.emergency_brake.regimes import regime
from workflows.services.register.listing import alphabetical
from workflows.vocabulary import OrganisationKind


def offers_of_region(agreement_id: str) -> list[Offer]:
    """The registered offers of the region's operators, by name; each with its operator."""
    code = agreement(agreement_id).region_code
    found = select(Offer).join(Offer.operator).options(joinedload(Offer.operator))
    of_region = found.where(or_(Organisation.region_code == code, Organisation.code == code))
    with reading() as session:
        return list(session.scalars(of_region.order_by(alphabetical(Offer.name))))


def task_force_bodies(agreement_id: str) -> list[Organisation]:
    """The agreement's permanent task force; where it names none, the bodies of the region that can map."""
    codes, known = regime(agreement_id).codes, agreement(agreement_id)
    found = select(Organisation).where(Organisation.kind == OrganisationKind.BODY, existing(today()))
    own = Organisation.code == codes.task_force if codes else Organisation.region_code == known.region_code
    with reading() as session:
        return list(session.scalars(found.where(own).order_by(alphabetical(Organisation.name))))


def municipalities_and_region(agreement_id: str) -> list[Organisation]:
    """Those from whom a member of the task force can come."""
    code = agreement(agreement_id).region_code
    kinds = (OrganisationKind.MUNICIPALITY, OrganisationKind.REGION)
    found = select(Organisation).where(
        Organisation.kind.in_(kinds),
        or_(Organisation.region_code == code, Organisation.code == code),
        existing(today()),
    )
    with reading() as session:
        return list(session.scalars(found.order_by(alphabetical(Organisation.name))))


def person_by_email(email: str) -> UUID | None:
    """The id of the person with that e-mail; none where nobody has it."""
    with reading() as session:
        return session.scalars(select(Person.id).where(func.lower(Person.email) == email.strip().lower())).first()
