"""The decisions that a process keeps in its own table, for the report of the case; bound by the processes.

What bodies and councils have decided at their meetings is kept for all processes alike and needs no binding.
"""

from collections.abc import Callable

from workflows.documents.case_report import DecisionTaken
from workflows.processes.step import Step
from workflows.vocabulary import Process

OWN_DECISIONS: dict[Process, Callable[[Step], tuple[DecisionTaken, ...]]] = {}
