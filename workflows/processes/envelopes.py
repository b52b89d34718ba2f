"""What stands on every document of a case: its number, from whom and to whom, under which agreement."""

from collections.abc import Sequence
from datetime import date

from db.models.case import Case
from db.models.organisation import Organisation
from workflows.documents.envelope import Agreement as AgreementShown
from workflows.documents.envelope import Contact, DocumentReference, Envelope, Receiver, Sender
from workflows.rules.agreement_types import Agreement


def envelope_of(
    case: Case,
    agreement: Agreement,
    *,
    issuer: Organisation,
    to: Sequence[Organisation],
    issued: date,
    contact: str,
    replaces: DocumentReference | None = None,
    group: str = "",
    unit: str = "",
) -> Envelope:
    """The envelope of the case's latest document, or of the next version of the one it replaces.

    `contact` is who answers questions, `group` names many receivers in the address window, `unit` is a part of the
    issuer.
    """
    return Envelope(
        number=replaces.number if replaces else f"{case.number}-D{case.documents_issued:02d}",
        version=replaces.version + 1 if replaces else 1,
        issued=issued,
        case_number=case.number,
        case_title=case.title,
        sender=Sender(issuer.name, tuple(issuer.address.splitlines()), unit),
        receivers=tuple(Receiver(one.name, tuple(one.address.splitlines())) for one in to),
        agreement=AgreementShown(case.agreement_id, agreement.title),
        contact=Contact(contact),
        replaces=replaces,
        receiver_group=group,
    )
