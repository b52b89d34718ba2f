"""An answer that came outside Rammesag: the form of the one who was asked, with the day on which it came."""

from collections.abc import Mapping
from typing import Any, cast

from werkzeug.datastructures import MultiDict

from web.forms.admin import Filled
from web.forms.fields import DateField
from web.forms.task_form import TaskForm
from web.forms.task_forms import FORMS
from workflows.clock import today
from workflows.services.hearings.recording import Received
from workflows.services.hearings.recording_pages import RecordingPage

TOLD: Mapping[str, str] = {
    "Jeres svar": "Svaret",
    "Andet, I vil fortælle": "Andet, kommunen har fortalt",
    "Vælg filer": "Filer, der fulgte med svaret",
}
"""Labels of the forms as they are said of somebody else's answer."""


class RecordForm(TaskForm):
    """What is added to the form of the one who was asked."""

    received_on = DateField(
        "Modtaget den",
        [Filled("Skriv, hvornår svaret kom.")],
        default=today,
        description="Dagen afgør, om svaret kom inden fristen, ikke dagen i dag.",
    )

    def prepare(self) -> None:
        """Say it as of another's answer."""
        super().prepare()
        for field in self:
            field.label.text = TOLD.get(field.label.text, field.label.text)

    def received(self) -> Received:
        """What came."""
        return Received(self.answers_so_far(), self.uploads())

    def put_error(self, name: str | None, text: str) -> None:
        """As in the form of the one who was asked: the service names whose answer it is."""
        organisation = cast(Any, self.page).organisation_id
        super().put_error((name or "").removeprefix(f"{organisation}."), text)


def record_form(page: RecordingPage, formdata: "MultiDict[str, str] | None" = None) -> Any:
    """The form, with what was sent; or with `formdata` in place of it."""
    own = FORMS[page.element_id]
    return type("RecordedForm", (RecordForm, own), {})(page, formdata)
