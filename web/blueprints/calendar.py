"""The calendar of one's organisation: a month, a list, what is overdue, one deadline, and planning back from a day."""

from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.calendar_months import month_from, neighbours, weeks_of
from web.forms.calendar import CalendarFilter, PlanForm, View
from workflows.clock import today
from workflows.services.calendar.pages import show_deadline, show_month
from workflows.services.calendar.planning import planned_back, who_can_be_planned_for

blueprint = Blueprint("calendar", __name__, url_prefix="/frister")


@blueprint.get("")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """The dates of a month, as a table or a list, or all that is overdue."""
    form = CalendarFilter()
    first = month_from(form.maaned.data, today())
    form.let_choose_month(first, today())
    shown = show_month(current_actor(), first, process=form.about, kinds=form.kinds, today=today())
    before, after = neighbours(first)
    return render_template(
        "calendar/index.html",
        form=form,
        view=form.view,
        views=View,
        month=shown,
        weeks=weeks_of(first, shown.rows, shown.holidays),
        address=_address,
        before=before,
        after=after,
        this_month=today().replace(day=1),
    )


@blueprint.get("/moede")
@requires(LOGGED_IN)
def plan_back() -> ResponseReturnValue:
    """The way back from a day that one types, to the meetings before it."""
    form = PlanForm()
    form.let_choose_who([(one.id, one.name) for one in who_can_be_planned_for(current_actor(), today())])
    plans = []
    if form.asked and form.validate():
        plans = planned_back(form.day, form.who, current_actor(), today())
    return render_template("calendar/plan_back.html", form=form, plans=plans)


@blueprint.get("/<uuid:deadline_id>")
@requires(LOGGED_IN)
def deadline(deadline_id: UUID) -> ResponseReturnValue:
    """One deadline: its rule, how it was counted, what it was before, and the way back to a meeting."""
    return render_template("calendar/deadline.html", page=show_deadline(deadline_id, current_actor(), today()))


def _address(*, view: View | None = None, month: date | None = None) -> str:
    """The calendar as it is filtered now, in another view or month."""
    asked = request.args
    return url_for(
        ".index",
        visning=view.value if view else asked.get("visning"),
        maaned=f"{month:%Y-%m}" if month else asked.get("maaned"),
        proces=asked.get("proces") or None,
        slags=asked.get("slags") or None,
    )
