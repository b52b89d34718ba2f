"""A list that is asked for as Excel: a short one comes at once, of a long one the page on which it is being drawn."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor
from web.files import excel
from workflows.clock import today
from workflows.services.extracts.drawing import Asked
from workflows.services.extracts.ordering import draw_or_order
from workflows.vocabulary import ListExtracted


def drawn(which: ListExtracted, asked: Asked) -> ResponseReturnValue:
    """The workbook of a short list, or the way to the page of a long one."""
    found = draw_or_order(which, asked, current_actor())
    if isinstance(found, UUID):
        return redirect(url_for("extracts.show", extract_id=found))
    return excel(found, which.value, today())
