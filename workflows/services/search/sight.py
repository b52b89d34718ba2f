"""What of the index an organisation may find: a condition of the search itself, so that no count tells of the rest."""

from collections.abc import Callable, Collection

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from db.models.attachment import Attachment
from db.models.case import CaseParty
from db.models.document import Delivery
from db.models.offer import Offer, OfferSale
from db.search import SEARCH
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.visibility import LISTED, Aspect, seeing
from workflows.services.casework.sight import seen_files
from workflows.vocabulary import Party, SearchKind


def may_find(kind: SearchKind, actor: Actor) -> ColumnElement[bool]:
    """Whether the actor's organisation may find an entry of the kind; what is not named here nobody finds."""
    return _RULES[kind](actor) if kind in _RULES else false()


def _part(actor: Actor, parties: Collection[Party]) -> ColumnElement[bool]:
    # A question for each entry that is looked at: the list of all cases would be read for a word that few hold.
    return exists().where(
        CaseParty.case_id == SEARCH.c.case_id,
        CaseParty.organisation_id == actor.organisation_id,
        CaseParty.party.in_(parties),
    )


def _case(actor: Actor) -> ColumnElement[bool]:
    return _part(actor, LISTED)


def _journal(actor: Actor) -> ColumnElement[bool]:
    return _part(actor, seeing(Aspect.JOURNAL))


def _document(actor: Actor) -> ColumnElement[bool]:
    sent = exists().where(Delivery.document_id == SEARCH.c.row_id, Delivery.organisation_id == actor.organisation_id)
    return or_(_part(actor, seeing(Aspect.ALL_DOCUMENTS)), sent)


def _attachment(actor: Actor) -> ColumnElement[bool]:
    return seen_files(actor).where(Attachment.id == SEARCH.c.row_id).correlate(SEARCH).exists()


def _offer(actor: Actor) -> ColumnElement[bool]:
    """The secretariat keeps them all; others find what they run or buy."""
    if allows(Permission.ADMINISTER, actor=actor):
        return true()
    runs = select(Offer.id).where(Offer.operator_id == actor.organisation_id)
    buys = select(OfferSale.offer_id).where(OfferSale.buyer_id == actor.organisation_id)
    return or_(SEARCH.c.row_id.in_(runs), SEARCH.c.row_id.in_(buys))


def _organisation(actor: Actor) -> ColumnElement[bool]:
    """The secretariat keeps them all; others find the parties of the cases whose parties they see."""
    if allows(Permission.ADMINISTER, actor=actor):
        return true()
    ours, theirs = aliased(CaseParty), aliased(CaseParty)
    return exists().where(
        theirs.organisation_id == SEARCH.c.row_id,
        and_(ours.case_id == theirs.case_id, ours.organisation_id == actor.organisation_id),
        ours.party.in_(seeing(Aspect.PARTIES)),
    )


_RULES: dict[SearchKind, Callable[[Actor], ColumnElement[bool]]] = {
    SearchKind.CASE: _case,
    SearchKind.JOURNAL: _journal,
    SearchKind.DOCUMENT: _document,
    SearchKind.ATTACHMENT: _attachment,
    SearchKind.OFFER: _offer,
    SearchKind.ORGANISATION: _organisation,
}
