"""Which messages are shown; the answers stand in the address."""

from wtforms import HiddenField, SelectField, StringField

from web.forms.admin import FilterForm
from workflows.vocabulary import NoticeKind

ALL = "alle"


class MessageFilter(FilterForm):
    """Unread or all, of which kind, in which case."""

    vis = HiddenField()
    slags = SelectField("Slags", choices={"": "Alle slags"} | {kind.value: kind.label for kind in NoticeKind})
    sag = StringField("Sagens nummer")

    @property
    def only_unread(self) -> bool:
        """Whether what has been read is left out."""
        return bool(self.vis.data != ALL)

    @property
    def kind(self) -> NoticeKind | None:
        """The kind to show; none for all."""
        return next((kind for kind in NoticeKind if kind.value == self.slags.data), None)

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list but what has been read."""
        return bool(self.kind or (self.sag.data or "").strip())
