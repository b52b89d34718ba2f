"""What every form shares: Danish error texts, and refusals shown where the user can act on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import flash
from flask_wtf import FlaskForm

from web.carried import only_to_be_shown
from workflows.errors import InputError, Refused

DANISH = {
    "This field is required.": "Feltet skal udfyldes.",
    "Not a valid choice.": "Vælg en af mulighederne.",
    "Invalid Choice: could not coerce.": "Vælg en af mulighederne.",
    "Not a valid integer value.": "Skriv et helt tal, fx 365.",
    "Number must be at least %(min)s.": "Tallet skal være mindst %(min)s.",
    "Number must be at most %(max)s.": "Tallet må højst være %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Tallet skal være mellem %(min)s og %(max)s.",
    "Field must be at least %(min)d characters long.": "Skriv mindst %(min)d tegn.",
    "Field cannot be longer than %(max)d characters.": "Skriv højst %(max)d tegn.",
    "Field must be between %(min)d and %(max)d characters long.": "Skriv mellem %(min)d og %(max)d tegn.",
    "Field must be equal to %(other_name)s.": "De to felter skal være ens.",
    "Invalid input.": "Skriv det på den viste form.",
}
"""The texts of the library that our forms can show; the pages show no other."""


class _Danish:
    def gettext(self, text: str) -> str:
        return DANISH.get(text, text)

    def ngettext(self, _singular: str, plural: str, _number: int) -> str:
        return DANISH.get(plural, plural)


class Form(FlaskForm):  # type: ignore[misc]
    """A form of ours. It is shown with `components/field.html` and `components/form.html`."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How the form is put together."""

        def get_translations(self, _form: Any) -> _Danish:
            """Danish error texts."""
            return _Danish()

    def validate(self, *more: Any) -> bool:
        """Whether the answers can be taken; never while the form is only to be shown again."""
        return not only_to_be_shown() and bool(super().validate(*more))

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at the field that it concerns, or above the form."""
        text = f"{refusal.message} ({refusal.rule})" if refusal.rule else refusal.message
        self.put_error(refusal.field, text)

    def put_error(self, name: str | None, text: str) -> None:
        """Show a sentence at the field of that name, or above the form when there is none."""
        if name in self._fields:
            self._fields[name].errors = [*self._fields[name].errors, text]
        elif text not in self.form_errors:
            self.form_errors.append(text)


@contextmanager
def refusals_on(form: Form) -> Iterator[None]:
    """Show on the form that the field said no, so that nothing typed is lost.

    What is not about the answer itself (not found, not allowed, task not open) goes on to its own page.
    """
    try:
        yield
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        form.refuse(refusal)
    except InputError as wrong:
        for path, message in wrong.errors:
            form.put_error(path, message)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Tell on the next page that the field said no to a button that has no fields."""
    try:
        yield
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        flash(refusal.message, "warning")
