"""A corrected date of the decision can move the key's two years; an account made before has then a key of others."""

from datetime import date

from db.models.closing import ClosingAccount
from workflows.processes.closing.computing import years_before
from workflows.processes.closing.facts import closing_of, latest_accounts
from workflows.processes.step import Step
from workflows.vocabulary import AccountKind


def moved_key(step: Step, decided_on: date | None = None) -> str:
    """What is to be said of the account's key when its years are not those before the decision; else nothing.

    `decided_on` is a date that is being considered, or none for the date that stands.
    Rule: syddanmark-2025-2026, bilag 5 (the two accounting years before the year of the decision).
    """
    day = decided_on or closing_of(step).decided_on
    account = _latest(step)
    if day is None or account is None or (kept := _years(account)) in (None, years_before(day)):
        return ""
    return (
        f"Fordelingsnøglen i »{account.kind.label}«, version {account.version}, er fra regnskabsårene {_words(kept)}. "
        f"Efter beslutningsdatoen skal den være fra {_words(years_before(day))}, "
        "så der skal laves en ny version af regnskabet."
    )


def is_of(account: ClosingAccount, decided_on: date) -> bool:
    """Whether an account's key, as far as it has one by years, is of the years before a decision on that day."""
    return _years(account) in (None, years_before(decided_on))


def _latest(step: Step) -> ClosingAccount | None:
    accounts = latest_accounts(step)
    return accounts.get(AccountKind.FINAL) or accounts.get(AccountKind.PROVISIONAL)


def _years(account: ClosingAccount) -> tuple[int, int] | None:
    """The years of the key as it was entered; none where nothing is distributed by what parties bought."""
    key = account.result["shown"]["turnover"] if account.result else None
    if key is None or key["measure"] == "percent":
        return None
    first, second = key["years"]
    return first, second


def _words(years: tuple[int, ...] | None) -> str:
    return " og ".join(str(year) for year in years or ())
