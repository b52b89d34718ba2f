"""A citizen's own inquiry to a communication centre: no login, nothing told in an address, limited in number."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from web.access import OPEN, requires
from web.forms.base import refusals_on
from web.forms.public_inquiry import InquiryForm, ReceiptForm
from workflows.errors import NotFound
from workflows.services.referral import public_inquiries
from workflows.services.referral.public_inquiries import TooMany

TOO_MANY = 429
AGAIN = {"Retry-After": "3600"}
A_HOME = 64
"""The bits of an IPv6 address that stand for one connection."""

blueprint = Blueprint("public_inquiry", __name__, url_prefix="/henvendelse")


@blueprint.get("")
@requires(OPEN)
def form() -> ResponseReturnValue:
    """The empty form."""
    return _page(_form())


@blueprint.post("")
@requires(OPEN)
def send() -> ResponseReturnValue:
    """Send the inquiry; the receipt is the answer, at no address of its own."""
    typed = _form()
    if typed.validate():
        with refusals_on(typed):
            given = public_inquiries.submit_inquiry(typed.answers(), source=_place(), token=typed.token())
            return render_template("public_inquiry/receipt.html", receipt=given, sent=True)
    return _page(typed), 422


@blueprint.errorhandler(TooMany)
def too_many(refusal: TooMany) -> ResponseReturnValue:
    """The form with all that was typed, when too much comes from one place."""
    typed = _form()
    typed.refuse(refusal)
    return _page(typed), TOO_MANY, AGAIN


@blueprint.get("/kvittering")
@requires(OPEN)
def receipt_form() -> ResponseReturnValue:
    """Where one sees a receipt again."""
    return render_template("public_inquiry/find_receipt.html", form=ReceiptForm())


@blueprint.post("/kvittering")
@requires(OPEN)
def receipt() -> ResponseReturnValue:
    """The receipt with a reference: the centre, the day and what happens next."""
    typed = ReceiptForm()
    if typed.validate():
        try:
            found = public_inquiries.receipt(typed.reference.data)
        except NotFound as unknown:
            typed.put_error("reference", f"{unknown.message} Se efter, om den er skrevet rigtigt.")
        else:
            return render_template("public_inquiry/receipt.html", receipt=found, sent=False)
    return render_template("public_inquiry/find_receipt.html", form=typed), 422


def _form() -> InquiryForm:
    typed = InquiryForm()
    typed.prepare(public_inquiries.public_choices())
    return typed


def _page(typed: InquiryForm) -> str:
    return render_template("public_inquiry/form.html", form=typed)


def _place() -> str:
    """Where the inquiry comes from, as the app sees it; an IPv6 connection has many addresses and counts as one."""
    address = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 - no address at all
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), A_HOME), strict=False))
    return str(address)
