"""Pictures of the main pages at the width of a desk and of a phone. Run: `python -m tests.walks.screens`.

Made of the demonstration on a fixed day, for docs/screens: each page as the user who works most with it sees it. The
pictures are of few colours, so that they stay small.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.walks.clicks import log_in
from tests.walks.demonstration import browser, demonstration
from tests.walks.errands import ANNE, BIRGIT, GITTE, KOLDING, RIKKE, User

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
WIDTHS = (1280, 390)
TALLEST = 2400
"""What is further down is left out: a picture is looked at, not read through."""
COLOURS = 128
Way = Callable[[Page], object]


def at(path: str) -> Way:
    """A page by its address."""
    return lambda page: page.goto(path)


def followed(path: str, *links: str) -> Way:
    """A page by the links that lead to it."""

    def way(page: Page) -> None:
        page.goto(path)
        for link in links:
            page.locator("main").get_by_role("link", name=link).first.click()
            page.wait_for_load_state()

    return way


SCREENS: dict[str, tuple[User | None, Way]] = {
    "front-page": (ANNE, at("/")),
    "my-tasks": (ANNE, at("/opgaver")),
    "task-hearing": (KOLDING, followed("/opgaver", "Besvar høringen")),
    "task-figures": (GITTE, followed("/opgaver", "Indtast regnskabstal for enheden")),
    "task-account": (GITTE, followed("/opgaver", "Indtast foreløbigt lukkeregnskab")),
    "task-report": (RIKKE, followed("/opgaver", "Skriv og send rapporten")),
    "cases": (ANNE, at("/sager/")),
    "case": (ANNE, followed("/sager/", "Lukning af Dagtilbuddet Broen")),
    "hearing-matrix": (ANNE, followed("/sager/", "Lukning af Dagtilbuddet Broen", "Høring")),
    "deadlines": (ANNE, at("/frister")),
    "documents": (KOLDING, at("/dokumenter")),
    "open-a-closing": (GITTE, at("/sager/opret/lukning/")),
    "overview": (BIRGIT, at("/ledelse/")),
    "meetings": (BIRGIT, at("/moeder/")),
    "search": (BIRGIT, at("/soeg?q=Broen")),
    "messages": (ANNE, at("/beskeder")),
    "administration": (BIRGIT, at("/administration/")),
    "inquiry": (None, at("/henvendelse")),
    "login": (None, at("/login")),
}


def taken(page: Page, name: str, width: int) -> None:
    """Take a picture of the page shown, and keep it small."""
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    shot = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    few = Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS)
    few.save(FOLDER / f"{name}-{width}.png", optimize=True)


def shown(app: Flask, chromium: Browser, address: str, name: str) -> None:
    """Take the pictures of one page."""
    user, way = SCREENS[name]
    for width in WIDTHS:
        context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=address, locale="da-DK")
        page = context.new_page()
        if user:
            log_in(app, page, user)
        way(page)
        page.wait_for_load_state("networkidle")
        taken(page, name, width)
        print(name, width, page.url.partition("#")[0].removeprefix(address), page.title(), flush=True)
        context.close()


def main() -> None:
    """Take all pictures, or those named."""
    FOLDER.mkdir(exist_ok=True)
    with demonstration() as (app, address), browser() as chromium:
        for name in sys.argv[1:] or SCREENS:
            shown(app, chromium, address, name)


if __name__ == "__main__":
    main()
