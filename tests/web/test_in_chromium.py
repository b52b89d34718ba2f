"""What only a real browser shows: the content policy at work, narrow screens, scripts, the keyboard."""

import pytest

from tests import factories
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, live):
    """A page on a phone; nothing may be refused by the content policy or fail in a script."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, base_url=live)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def anna(database):
    post = factories.post(factories.person("Anna Prøve", password=True), factories.secretariat())
    factories.post(post.person, factories.organisation("Vejle Kommune"))
    return post.person


def log_in(page, person):
    page.goto("/login")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log på").click()
    page.wait_for_url(lambda url: "/login" not in url)


@pytest.mark.parametrize("path", ["/profil/", "/profil/adgangskode", "/tilgaengelighed", "/administration/"])
def test_a_page_fits_a_phone(page, anna, path):
    log_in(page, anna)
    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_menu_of_a_phone_opens_at_a_press(page, anna):
    log_in(page, anna)
    menu = page.get_by_role("navigation", name="Hovedmenu")

    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()

    assert menu.is_visible()


def test_ones_own_menu_opens_and_closes_by_the_keyboard(page, anna):
    log_in(page, anna)
    log_out = page.get_by_role("button", name="Log af")

    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    opened = log_out.is_visible()
    page.keyboard.press("Escape")

    assert (opened, log_out.is_visible()) == (True, False)


def test_the_first_press_of_tab_leads_past_the_menu(page, anna):
    log_in(page, anna)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.url.endswith("#indhold")


def test_another_organisation_is_chosen_without_a_mouse(page, anna):
    log_in(page, anna)

    page.get_by_label("Du handler for").select_option(label="Vejle Kommune")
    page.get_by_role("button", name="Skift").press("Enter")

    page.get_by_text("Du handler nu for Vejle Kommune.").wait_for()
