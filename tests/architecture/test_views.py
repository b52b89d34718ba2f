"""Every view declares who may open it, and templates keep to the house's ways."""

import re

import pytest
from wtforms import PasswordField

from web.access import OPEN
from web.assets import STATIC
from web.carried import SECRETS
from web.config import ROOT
from web.forms.auth import ChangePasswordForm, LoginForm, NewPasswordForm
from web.navigation import MENU

OPEN_TO_ALL = {
    "static",
    "auth.login",
    "auth.enter",
    "auth.forgotten",
    "auth.new_password",
    "auth.set_password",
    "calendar_feed.show",
    "pages.accessibility",
    "public_inquiry.form",
    "public_inquiry.send",
    "public_inquiry.receipt_form",
    "public_inquiry.receipt",
    "waiting_times.index",
    "waiting_times.show",
}

CLASSES_OF_PAGES = {
    *("columns", "cards", "number", "source", "sr-only", "total", "diagram", "below-form", "typed", "alert-text"),
    # A lone button or input, outside a form of fields.
    *("button", "button-secondary", "form-group", "form-label", "form-input", "form-select"),
}
"""What pages may use beside components; see web/templates/components/README.md."""

TEMPLATES = sorted((ROOT / "web" / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if path.parent.name != "components"]


def test_every_view_declares_its_permission(app):
    undeclared = {name for name, view in app.view_functions.items() if not hasattr(view, "permission")}

    assert undeclared == set()


def test_only_the_way_in_is_open_to_everybody(app):
    opened = {name for name, view in app.view_functions.items() if getattr(view, "permission", None) is OPEN}

    assert opened == OPEN_TO_ALL


def test_reading_and_writing_are_two_views(app):
    both = {rule.endpoint for rule in app.url_map.iter_rules() if rule.methods and {"GET", "POST"} <= rule.methods}

    assert both == set()


def test_every_place_in_the_menu_is_a_page(app):
    assert [entry.label for entry in MENU if entry.endpoint not in app.view_functions] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_ask_what_one_may_and_not_who_one_is(path):
    text = path.read_text(encoding="utf-8")

    questions = re.findall(r"\{%-?\s*(?:el)?if\b[^%]*%\}", text)
    assert not [asked for asked in questions if re.search(r"\.roles?\b|\bRole\.|organisation_kind", asked)]
    assert "| safe" not in text
    assert "|safe" not in text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_leave_classes_to_components(path):
    text = path.read_text(encoding="utf-8")

    used = {name for names in re.findall(r'class="([^"{]*)"', text) for name in names.split()}

    assert path.name == "base.html" or used - CLASSES_OF_PAGES == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_component_says_what_it_expects(path):
    if path.parent.name == "components":
        assert path.read_text(encoding="utf-8").startswith("{#-")


def test_style_sheets_name_files_that_are_there():
    missing = []
    for sheet in (STATIC / "css").glob("*.css"):
        for address in re.findall(r'url\("?([^")]+)"?\)', sheet.read_text(encoding="utf-8")):
            if not (sheet.parent / address).resolve().is_file():
                missing.append(address)

    assert missing == []


def test_every_password_field_has_a_name_that_is_never_shown_again():
    fields = [field for form in (NewPasswordForm, ChangePasswordForm, LoginForm) for field in vars(form).items()]

    names = [name for name, field in fields if getattr(field, "field_class", None) is PasswordField]

    assert len(names) == 6
    assert all(any(secret in name for secret in SECRETS) for name in names)
