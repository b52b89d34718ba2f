"""What a case's own papers give to its point on an agenda, in the order of a council paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.documents.envelope import RuleCited
from workflows.documents.formats import dato


@dataclass(frozen=True)
class Parts:
    """The parts that are there; the others are empty."""

    summary: str = ""
    recommendation: tuple[str, ...] = ()
    presentation: str = ""
    rules: tuple[RuleCited, ...] = ()
    economy: str = ""
    hearing: str = ""
    enclosures: tuple[str, ...] = ()


PRESENTATION = ("presentation", "reasons", "concern", "assumptions")
"""Where papers tell the matter itself; the first that is there counts."""


def parts_of(papers: Sequence[Mapping[str, Any]]) -> Parts:
    """The parts that the data of a case's papers give, the latest paper first.

    A paper written for a meeting, with what is recommended, goes before the others.

    >>> parts_of([{"reasons": "Belægningen er faldet."}]).presentation
    'Belægningen er faldet.'
    """
    ordered = sorted(papers, key=lambda data: "recommendation" not in data)
    rules: tuple[RuleCited, ...] = next(filter(None, (_rules(data.get("rules")) for data in ordered)), ())
    return Parts(
        summary=_first_text(ordered, "summary"),
        recommendation=_first_lines(ordered, "recommendation"),
        presentation=_first_text(ordered, *PRESENTATION),
        rules=rules,
        economy=_first_text(ordered, "economy") or next(filter(None, map(_account, ordered)), ""),
        hearing=next(filter(None, map(_hearing, ordered)), ""),
        enclosures=_first_lines(ordered, "enclosures"),
    )


def _first_lines(papers: Sequence[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return next(filter(None, (_lines(data.get(name)) for data in papers)), ())


def _first_text(papers: Sequence[Mapping[str, Any]], *names: str) -> str:
    found = (data[name] for data in papers for name in names if isinstance(data.get(name), str) and data[name])
    return next(found, "")


def _lines(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) and value:
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _rules(value: Any) -> tuple[RuleCited, ...]:
    return tuple(RuleCited(one["text"], one["source"]) for one in value) if isinstance(value, list) else ()


def _account(data: Mapping[str, Any]) -> str:
    account = data.get("account")
    return str(account.get("explanation", "")) if isinstance(account, dict) else ""


def _hearing(data: Mapping[str, Any]) -> str:
    """Who has answered, in a sentence; the answers stand in the note."""
    answers = data.get("answers")
    if isinstance(answers, list) and answers and "status" in answers[0]:
        answered = sum(1 for one in answers if one["status"] != "silent")
        silent = [one["member"] for one in answers if one["status"] == "silent"]
        missing = f" Disse har ikke svaret: {', '.join(silent)}." if silent else ""
        return f"{answered} af {len(answers)} hørte har svaret.{missing} Svarene står i høringsnotatet."
    hearing = data.get("hearing")
    if isinstance(hearing, dict) and "asked" in hearing:
        told = f"{hearing['answered']} af {hearing['asked']} hørte har svaret."
        return f"{told} Svarfristen var {dato(hearing['deadline'])}. {hearing.get('text', '')}".strip()
    return hearing if isinstance(hearing, str) else ""
