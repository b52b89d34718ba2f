"""What a plot shows, told in sentences to those who do not see it."""

from decimal import Decimal

from workflows.documents.formats import kroner, opremsning, procent, tal
from workflows.documents.plots import Plot, Series

UNITS = {"%": "procent", "kr.": "kroner"}
MOST_TOLD = 6


def alt_text(plot: Plot) -> str:
    """The kind of picture, what it measures, and how each series runs; the table holds all the figures."""
    if any(series.panel for series in plot.series):
        told = [_panels(plot)]
    elif plot.shape == "bars":
        told = [f"Søjlediagram, {_measured(plot)}.", *(_extent(plot, series) for series in plot.series)]
    elif len(plot.series) > MOST_TOLD:
        told = [f"Linjediagram, {_measured(plot)}, med {len(plot.series)} linjer."]
    else:
        told = [f"Linjediagram, {_measured(plot)}.", *(_course(plot, series) for series in plot.series)]
    return " ".join([*told, "Tallene står i tabellen."])


def _measured(plot: Plot) -> str:
    unit = UNITS.get(plot.unit, plot.unit)
    return f"{plot.caption}, i {unit} {_between(plot)}"


def _between(plot: Plot) -> str:
    kind = plot.label_title.lower()
    if not plot.labels:
        return f"efter {kind}"
    if plot.shape == "bars":
        return f"for {len(plot.labels)} {_plural(kind)}" if len(plot.labels) > 1 else f"for {plot.labels[0]}"
    if len(plot.labels) == 1:
        return f"for {kind} {plot.labels[0]}"
    return f"efter {kind} fra {plot.labels[0]} til {plot.labels[-1]}"


def _plural(kind: str) -> str:
    return {"kommune": "kommuner", "betaler": "betalere", "tilbud": "tilbud"}.get(kind, kind)


def _course(plot: Plot, series: Series) -> str:
    """`Belægning falder fra 98 % (2019) til 71 % (2025). Ikke oplyst: 2021.`"""
    known = [(label, value) for label, value in zip(plot.labels, series.values, strict=True) if value is not None]
    missing = [label for label, value in zip(plot.labels, series.values, strict=True) if value is None]
    if not known:
        return f"{series.name} er ikke oplyst."
    (first, begun), (last, ended) = known[0], known[-1]
    if len(known) == 1:
        told = f"{series.name} er {_written(begun, plot.unit)} ({first})."
    elif begun == ended:
        told = f"{series.name} er uændret {_written(begun, plot.unit)} fra {first} til {last}."
    else:
        told = (
            f"{series.name} {'stiger' if ended > begun else 'falder'} fra {_written(begun, plot.unit)} ({first}) "
            f"til {_written(ended, plot.unit)} ({last})."
        )
    return f"{told} Ikke oplyst: {opremsning(missing)}." if missing else told


def _extent(plot: Plot, series: Series) -> str:
    known = [(value, label) for label, value in zip(plot.labels, series.values, strict=True) if value is not None]
    if not known:
        return f"{series.name} er ikke oplyst."
    (least, lowest), (most, highest) = min(known), max(known)
    if least == most:
        return f"{series.name}: {_written(least, plot.unit).rstrip('.')}."
    return f"{series.name}: fra {_written(least, plot.unit)} ({lowest}) til {_written(most, plot.unit)} ({highest})."


def _panels(plot: Plot) -> str:
    panels = list(dict.fromkeys(series.panel for series in plot.series))
    names = list(dict.fromkeys(series.name.lower() for series in plot.series))
    who = f"for {panels[0]}" if len(panels) == 1 else f"et lille diagram for hver af {len(panels)} betalere"
    return f"Linjediagram, {_measured(plot)}, {who}. Linjerne viser {opremsning(names)}."


def _written(value: Decimal, unit: str) -> str:
    if unit == "%":
        return procent(value)
    return kroner(value) if unit == "kr." else f"{tal(value)} {unit}"
