"""What the forms that open a case share: they are begun from a draft, and kept as one."""

from typing import ClassVar

from flask import request
from werkzeug.datastructures import MultiDict

from web.forms.judged import JudgedForm
from workflows.services.casework.opening_drafts import Draft
from workflows.vocabulary import Process

NOT_TYPED = frozenset({"csrf_token", "advise"})


class DraftedForm(JudgedForm):
    """What was sent stands first, then the draft, then what is suggested."""

    opens: ClassVar[Process]
    """The kind of case."""

    def __init__(self, draft: Draft | None = None) -> None:
        self.draft = draft
        super().__init__(**({"formdata": MultiDict(draft.typed)} if draft else {}))


def typed_so_far() -> dict[str, list[str]]:
    """What was sent, to be kept as a draft."""
    return {name: values for name, values in request.form.lists() if name not in NOT_TYPED}
