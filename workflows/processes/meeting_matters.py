"""The user tasks that are done at a meeting of a council or a body: the one table of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class MeetingMatter:
    """What a point is on an agenda for, and what is recommended where the case's own paper recommends nothing."""

    treatment: str
    recommendation: str


TO_DECIDE = "Til beslutning"
TO_DISCUSS = "Til drøftelse"
TO_NOTE = "Til efterretning"

MEETING_MATTERS: Mapping[str, MeetingMatter] = {
    "task_decide": MeetingMatter(TO_DECIDE, "At der træffes beslutning i sagen."),
    "task_record_discussion": MeetingMatter(TO_DISCUSS, "At overtagelsen drøftes, før kommunen beslutter."),
    "task_conclude_hearing": MeetingMatter(TO_DISCUSS, "At det konkluderes, om tilbuddet bør lukke."),
    "task_conclude_consequences": MeetingMatter(
        TO_DISCUSS, "At det konkluderes, om tilbuddet bør lukke, efter redegørelsen for følgerne af at fortsætte."
    ),
    "task_treat_provisional_account": MeetingMatter(TO_NOTE, "At det foreløbige lukkeregnskab tages til efterretning."),
    "task_treat_final_account": MeetingMatter(TO_NOTE, "At det endelige lukkeregnskab tages til efterretning."),
    "task_assess_nomination": MeetingMatter(TO_DECIDE, "At det vurderes, om tilbuddet skal afdækkes."),
    "task_treat_report": MeetingMatter(TO_DECIDE, "At der tages stilling til indstillingen."),
    "task_adopt_list": MeetingMatter(TO_DECIDE, "At der tages stilling til listen."),
}
