"""Imports every module that binds operations and answers, so that all names of the diagrams are known."""

from workflows.processes import hearing  # noqa: F401
from workflows.processes.closing import (  # noqa: F401
    accounts,
    conclusions,
    decision,
    following,
    letters,
    opening,
    pages,
    reminders,
    sending,
)
