"""Walks every errand and prints what it takes, as the table of docs/walks.md. Run: `python -m tests.walks.clicks`."""

import sys

from flask import Flask
from playwright.sync_api import Browser, Error, Page

from tests.closing_walk import walked_to
from tests.stories.axe import DESK
from tests.stories.reachable import share_login
from tests.walks.counted import Counted
from tests.walks.demonstration import browser, demonstration
from tests.walks.errands import ERRANDS, Errand, User
from tests.web.browse import Browse
from tests.web.pages.task import act_as
from workflows.services.demonstration.demo_users import actor
from workflows.services.running.runner import work_once


def walked(app: Flask, chromium: Browser, address: str, errand: Errand) -> Counted:
    """Somebody who has done the errand."""
    context = chromium.new_context(viewport=DESK, base_url=address, locale="da-DK")
    context.set_default_timeout(20_000)
    page = context.new_page()
    if errand.user:
        log_in(app, page, errand.user)
    one = Counted(page)
    page.goto(errand.start)
    try:
        errand.way(one)
    except Error as lost:
        print(page.url, page.locator("main").inner_text()[:300], lost, file=sys.stderr)
        one.clicks = -1
    context.close()
    return one


def log_in(app: Flask, page: Page, user: User) -> None:
    """Let the browser be logged in as somebody of the demonstration."""
    browse = Browse(app)
    act_as(browse, actor(user))
    share_login(browse, page)


def main() -> None:
    """Print a row for each errand."""
    print("| Hvem | vil | klik | felter | sider |\n|---|---|--:|--:|--:|")
    with demonstration() as (app, address), browser() as chromium:
        walked_to("entered")
        while work_once():
            pass
        for errand in ERRANDS:
            if len(sys.argv) > 1 and sys.argv[1] not in errand.who + errand.wants:
                continue
            one = walked(app, chromium, address, errand)
            print(f"| {errand.who} | {errand.wants} | {one.clicks} | {one.fields} | {len(one.pages)} |", flush=True)


if __name__ == "__main__":
    main()
