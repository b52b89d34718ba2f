"""A page held against WCAG 2.2 AA by axe-core, and against narrow screens, as a browser shows it."""

from pathlib import Path

from playwright.sync_api import Page

from tests.stories.reachable import SHOWN

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OFF_BY_DEFAULT = ["target-size", "label-content-name-mismatch", "td-has-header", "css-orientation-lock"]
"""Rules of WCAG A and AA that axe-core runs only when they are asked for. No rule is left out."""
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {rule: {"enabled": True} for rule in OFF_BY_DEFAULT},
    "resultTypes": ["violations"],
}
DESK = {"width": 1280, "height": 900}
PHONES = (390, 320)
"""The width of a common phone, and the narrowest that text must fit: WCAG 2.2, 1.4.10."""

# What is hidden is not examined: show what the page shows on demand, but for one's own menu, which covers others.
# Two frames later the page's scripts have seen it.
SHOW_ALL = """async () => {
  for (const part of document.querySelectorAll("details:not(.own-menu)")) part.open = true;
  for (const part of document.querySelectorAll("[data-shown-when], [data-part]")) part.hidden = false;
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
}"""
RUN = """options => axe.run(document, options).then(({ violations }) => violations.flatMap(
  ({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} – ${node.failureSummary}`)))"""
TOO_WIDE = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return "";
  const beyond = [...document.querySelectorAll("body *")].find(
    (one) => one.getBoundingClientRect().right > clientWidth + 1);
  return `${scrollWidth} px wide on a screen of ${clientWidth}: ${beyond?.outerHTML.slice(0, 200)}`;
}"""


def examine(page: Page, path: str) -> list[str]:
    """What is wrong with the page at this address, at a desk, and what does not fit a phone."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status in SHOWN, f"{answer.status} at {path}"
    return [f"{path} {fault}" for fault in (*faults(page), *too_wide(page))]


def faults(page: Page) -> list[str]:
    """What is wrong with the page shown, all its parts unfolded, at the width that it has."""
    page.evaluate(SHOW_ALL)
    page.evaluate(f"{AXE}; 0")
    found: list[str] = page.evaluate(RUN, OPTIONS)
    return found


def too_wide(page: Page) -> list[str]:
    """What must be scrolled sideways on a phone; the page is as wide as a desk's again afterwards."""
    found: list[str] = []
    for width in PHONES:
        page.set_viewport_size({"width": width, "height": 800})
        found.append(page.evaluate(TOO_WIDE))
    page.set_viewport_size(DESK)
    return [fault for fault in found if fault]
