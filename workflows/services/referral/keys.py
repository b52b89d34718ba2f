"""The keys that citizens' data are sealed with: another master key, and new keys of the organisations."""

from sqlalchemy import select

from db.models.case import Case
from db.models.sealed import Citizen as CitizenRow
from db.models.sealed import OrganisationKey
from db.sealing import KEYRING, hold_master_keys
from db.session import lock_row, reading, transaction
from workflows.clock import now, today
from workflows.errors import NotFound
from workflows.processes.lookups import by_codes
from workflows.processes.sealing import citizen_of
from workflows.processes.step import Step


def hold_keys(*secrets: str) -> None:
    """Take the master keys of this program: the one in use, then former ones that some keys may still be wrapped by."""
    hold_master_keys(*secrets)


def rotate_master_key() -> int:
    """Wrap every organisation's key by the master key in use, and look citizens up by it; gives how many were wrapped.

    What is sealed stays as it is. Raises NoMasterKey when a key takes a master key that is not held.
    """
    with transaction() as session:
        wrapped = 0
        for row in session.scalars(lock_row(select(OrganisationKey))):
            if not KEYRING.in_use(row.wrapped):
                row.wrapped = KEYRING.wrapped(KEYRING.unwrap(row.id, row.organisation_id, row.wrapped))
                wrapped += 1
        if wrapped:
            of_citizens = select(CitizenRow, Case).join(Case, Case.id == CitizenRow.case_id)
            for citizen, case in session.execute(lock_row(of_citizens)):
                citizen.cpr_lookup = KEYRING.lookups(citizen_of(Step(session, case, now())).cpr)[0]
        return wrapped


def retire_keys(code: str | None = None) -> int:
    """Seal no more with the keys that are used now, of the organisation with that code or of all; gives how many.

    They stay, for what they have sealed; a new one is made when something is sealed next.
    Raises NotFound for an unknown code.
    """
    in_use = select(OrganisationKey).where(OrganisationKey.retired_at.is_(None))
    with transaction() as session:
        if code is not None:
            organisation = by_codes(session, [code], today()).get(code)
            if organisation is None:
                raise NotFound(f"Der er ingen organisation med koden {code}.")
            in_use = in_use.where(OrganisationKey.organisation_id == organisation.id)
        rows = session.scalars(lock_row(in_use)).all()
        for row in rows:
            row.retired_at = now()
        return len(rows)


def missing_master_keys() -> int:
    """How many organisations' keys take a master key that is not held, so that what they sealed can't be read."""
    with reading() as session:
        rows = session.scalars(select(OrganisationKey)).all()
    return sum(not KEYRING.opens(row.wrapped) for row in rows)
