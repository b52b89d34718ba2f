"""The overview of those who lead: what is late, how much waits for whom, and how long the steps take."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.extracts import drawn
from web.files import excel
from web.forms.overview import OverviewFilter
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.errors import NotFound
from workflows.services.overview import extracts, plots
from workflows.services.overview.dates import show_due
from workflows.services.overview.load import show_load
from workflows.services.overview.scope import organisations_to_choose
from workflows.services.overview.step_times import show_times
from workflows.services.overview.unmet import unmet_dates
from workflows.services.papers.plots import Plot, ShownPlot, plot_at, svg
from workflows.vocabulary import ListExtracted

blueprint = Blueprint("overview", __name__, url_prefix="/ledelse")

PLOTS = {
    "frister": plots.due_drawn,
    "belastning": plots.load_drawn,
    "tid": plots.times_drawn,
    "regler": plots.rules_drawn,
}
WORKBOOKS = {"belastning": extracts.load_workbook, "tid": extracts.times_workbook}


@blueprint.get("/")
@requires(Permission.OVERVIEW_SEE)
def index() -> ResponseReturnValue:
    """What is late, what will be, and what no meeting comes in time for."""
    form, actor, cursor = _filter(), current_actor(), request.args.get("fra_raekke")
    found = show_due(actor, form.scope, today(), cursor=cursor)
    return render_template(
        "overview/due.html",
        form=form,
        found=found,
        horizon=form.scope.horizon,
        unmet=[] if cursor else unmet_dates(actor, form.scope, today()),
        plot=_plot("frister", plots.due_plot(found.counts.by_process, form.scope.horizon)),
        next=url_for(".index", **_asked() | {"fra_raekke": found.cursor}) if found.cursor else None,
        first=url_for(".index", **_asked()) if cursor else None,
        address=_address,
    )


@blueprint.get("/belastning")
@requires(Permission.OVERVIEW_SEE)
def load() -> ResponseReturnValue:
    """How much waits for each organisation and body, and for each person in one's own."""
    form = _filter()
    found = show_load(current_actor(), form.scope, today())
    plot = _plot("belastning", plots.load_plot(found.organisations))
    return render_template("overview/load.html", form=form, found=found, plot=plot, address=_address)


@blueprint.get("/tid")
@requires(Permission.OVERVIEW_SEE)
def times() -> ResponseReturnValue:
    """How long the steps took, and how the deadlines were kept."""
    form = _filter()
    found = show_times(current_actor(), form.scope, today())
    plot = _plot("tid", plots.times_plot(found.steps))
    rules = _plot("regler", plots.rules_plot(found.rules))
    return render_template("overview/times.html", form=form, found=found, plot=plot, rules=rules, address=_address)


@blueprint.get("/<name>.svg")
@requires(Permission.OVERVIEW_SEE)
def picture(name: str) -> ResponseReturnValue:
    """The plot of a page with the same filter, so that the page need not wait for its drawing."""
    if name not in PLOTS:
        raise NotFound("Tegningen findes ikke.")
    drawn = PLOTS[name](current_actor(), _filter().scope, today())
    return Response(svg(drawn), content_type="image/svg+xml; charset=utf-8")


@blueprint.get("/<name>.xlsx")
@requires(Permission.OVERVIEW_SEE)
def extract(name: str) -> ResponseReturnValue:
    """What a page shows, with the same filter, as an Excel workbook."""
    if name == ListExtracted.DUE:
        return drawn(ListExtracted.DUE, _filter().scope)
    if name not in WORKBOOKS:
        raise NotFound("Udtrækket findes ikke.")
    return excel(WORKBOOKS[name](current_actor(), _filter().scope, today()), name, today())


def _filter() -> OverviewFilter:
    return OverviewFilter(organisations_to_choose())


def _plot(name: str, plot: Plot) -> ShownPlot:
    return plot_at(plot, _address("picture", name=name))


def _address(view: str, **values: Any) -> str:
    """Another page, or a file, with the filter as it is now."""
    return url_for(f".{view}", **_asked(), **values)


def _asked() -> dict[str, Any]:
    names = ("proces", "aftale", "organisation", "dage", "fra", "til")
    return {name: request.args[name] for name in names if request.args.get(name)}
