"""People and their roles."""

from wtforms import SelectField, StringField
from wtforms.validators import Length

from web.forms.admin import Filled, FilterForm, id_or_none, text_or_none
from web.forms.base import Form
from web.forms.fields import CodeField, DateField, word_in, words
from workflows.clock import today
from workflows.services.people.people import ROLES_BY_KIND, NewPost
from workflows.vocabulary import Role

ROLE_HINT = ". ".join(
    f"{kind.label}: {', '.join(role.label.lower() for role in roles)}" for kind, roles in ROLES_BY_KIND.items()
)


class PersonFilter(FilterForm):
    """Which people to list."""

    text = StringField("Navn eller e-mail", [Length(max=100)])
    organisation_id = SelectField("Organisation", coerce=id_or_none)
    role = SelectField("Rolle i dag", choices=words(Role, empty="Alle"), coerce=word_in(Role))
    mail = SelectField("Mail", choices={"": "Alle", "refused": "Bliver afvist"}, coerce=text_or_none)
    access = SelectField("Adgang", choices={"": "Alle", "open": "Åben", "closed": "Lukket"}, coerce=text_or_none)

    @property
    def active(self) -> bool | None:
        """Whether only those with open, or only those with closed access are asked for."""
        return {"open": True, "closed": False}.get(self.access.data or "")


class ChangePersonForm(Form):
    """A person's name and e-mail."""

    name = StringField("Navn", [Filled("Skriv personens navn."), Length(max=200)])
    email = CodeField(
        "E-mail",
        [Filled("Skriv personens e-mail."), Length(max=200)],
        description="Bruges til at logge på med.",
    )


class PostForm(Form):
    """A role in an organisation for a period."""

    organisation_id = SelectField("Organisation", [Filled("Vælg en organisation.")], coerce=id_or_none)
    role = SelectField(
        "Rolle",
        [Filled("Vælg en rolle.")],
        choices=words(Role, empty="Vælg rolle"),
        coerce=word_in(Role),
        description=f"{ROLE_HINT}.",
    )
    valid_from = DateField("Fra", [Filled("Skriv, fra hvilken dag rollen gælder.")], default=today)
    valid_to = DateField("Til og med", description="Lad feltet stå tomt, når slutdagen ikke kendes.")

    def post(self) -> NewPost:
        """The answers as the service takes them."""
        return NewPost(self.organisation_id.data, self.role.data, self.valid_from.data, self.valid_to.data)


class NewPersonForm(ChangePersonForm, PostForm):
    """A person to create, with the first role."""


class EndPostForm(Form):
    """The end of a role."""

    last_day = DateField("Sidste dag", [Filled("Skriv rollens sidste dag.")], default=today)
