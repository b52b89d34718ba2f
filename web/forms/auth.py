"""Logging in, and choosing a password."""

from typing import Any

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length
from wtforms.widgets import PasswordInput

from web.forms.base import Form
from workflows.services.people.passwords import LONGEST, SHORTEST

PASSWORD_HINT = (
    f"Mindst {SHORTEST} tegn. Brug fx fire ord, der ikke hører sammen. Undgå dit navn og ord som andre let kan gætte."
)
MISSING = {"email": "Skriv din e-mailadresse.", "password": "Skriv din adgangskode."}


class LoginForm(Form):
    """E-mail address and password."""

    email = StringField("E-mail", [InputRequired(MISSING["email"]), Length(max=200)])
    password = PasswordField("Adgangskode", [InputRequired(MISSING["password"]), Length(max=LONGEST)])
    carried = HiddenField()
    """A form that came too late, to be gone on with."""


def _new_password() -> Any:
    return PasswordField(
        "Ny adgangskode",
        [InputRequired("Skriv en ny adgangskode.")],
        description=PASSWORD_HINT,
        widget=PasswordInput(hide_value=True),
    )


def _repeated() -> Any:
    return PasswordField(
        "Gentag den nye adgangskode",
        [EqualTo("password", "De to adgangskoder er ikke ens.")],
    )


class NewPasswordForm(Form):
    """A first or forgotten password, set by a one-time link."""

    password = _new_password()
    repeated = _repeated()


class ChangePasswordForm(Form):
    """Another password in place of the one in use."""

    current_password = PasswordField("Nuværende adgangskode", [InputRequired("Skriv din nuværende adgangskode.")])
    password = _new_password()
    repeated = _repeated()
