"""What the municipalities have answered on the demand for each offer."""

from dataclasses import dataclass
from decimal import Decimal

from db.models.reevaluation import OfferEvaluation
from workflows.documents.plots import Plot, Series
from workflows.processes.reevaluation.facts import answered, questionnaire
from workflows.processes.step import Step


@dataclass(frozen=True)
class DemandFound:
    """The demand for one offer: citizens in all, and by municipality where there are any."""

    citizens: int
    expected: int
    municipalities: int
    told: str
    plot: Plot | None
    remarks: tuple[tuple[str, str], ...]


def demand_for(step: Step, row: OfferEvaluation) -> DemandFound | None:
    """The demand for one offer; none where nobody was asked about it."""
    answers = [
        (one.organisation.name, given)
        for one in answered(questionnaire(step))
        for given in one.offers
        if given["entry_id"] == str(row.id)
    ]
    if not answers:
        return None
    using = [(name, given) for name, given in answers if given["citizens"] or given["expected"]]
    citizens, expected = (sum(given[key] for _, given in answers) for key in ("citizens", "expected"))
    return DemandFound(
        citizens=citizens,
        expected=expected,
        municipalities=len(using),
        told=(
            f"{len(using)} af {len(answers)} kommuner, der har svaret, bruger eller venter at bruge tilbuddet: "
            f"{citizens} borgere nu, {expected} ventet."
        ),
        plot=_plot(row.name, using) if using else None,
        remarks=tuple((name, given["text"]) for name, given in answers if given["text"]),
    )


def _plot(offer: str, using: list[tuple[str, dict[str, int]]]) -> Plot:
    return Plot(
        caption=f"Efterspørgslen efter {offer}",
        label_title="Kommune",
        labels=tuple(name for name, _ in using),
        series=(
            Series("Borgere nu", tuple(Decimal(given["citizens"]) for _, given in using)),
            Series("Ventet", tuple(Decimal(given["expected"]) for _, given in using)),
        ),
        unit="borgere",
        shape="bars",
    )
