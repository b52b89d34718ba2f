"""What holds of every page: title, language, headings in order, labels, unique ids, links that lead somewhere."""

from collections import Counter
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from web.assets import STATIC

UNLABELLED = ("hidden", "submit", "button")


def check_page(soup: BeautifulSoup, app: Flask) -> None:
    """Fail with every fault of the page."""
    faults = [
        *_title_and_language(soup),
        *_headings(soup),
        *_ids(soup),
        *_labels(soup),
        *_names(soup),
        *_links(soup, app),
        *_nothing_inline(soup),
    ]
    assert not faults, "\n".join(faults)


def _title_and_language(soup: BeautifulSoup) -> list[str]:
    title = soup.title.get_text(strip=True) if soup.title else ""
    faults = []
    if not title.endswith(" – Rammesag") or title == "– Rammesag":
        faults.append(f"title: {title!r}")
    if not soup.html or soup.html.get("lang") != "da":
        faults.append("the page's language is not Danish")
    return faults


def _headings(soup: BeautifulSoup) -> list[str]:
    levels = [int(heading.name[1]) for heading in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    faults = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1 on the page"]
    after_first = levels[levels.index(1) :] if 1 in levels else levels
    steps = pairwise(after_first)
    return faults + [
        f"a heading of level {lower} comes after level {upper}" for upper, lower in steps if lower > upper + 1
    ]


def _ids(soup: BeautifulSoup) -> list[str]:
    ids = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
    faults = [f"id {name!r} stands {times} times" for name, times in ids.items() if times > 1]
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in soup.find_all(attrs={attribute: True}):
            meant = str(tag[attribute]).split()
            faults += [f"{attribute} names {name!r}, which is not on the page" for name in meant if name not in ids]
    return faults


def _labels(soup: BeautifulSoup) -> list[str]:
    labelled = {
        str(label["for"]) for label in soup.find_all("label", attrs={"for": True}) if label.get_text(strip=True)
    }
    return [
        f"no label for {field}"
        for field in soup.find_all(["input", "select", "textarea"])
        if field.get("type") not in UNLABELLED
        and field.get("id") not in labelled
        and not field.get("aria-label")
        and not field.find_parent("label")
    ]


def _names(soup: BeautifulSoup) -> list[str]:
    """Links and buttons say something, pictures have a text, tables a caption and headings."""
    faults = [
        f"says nothing: {tag}"
        for tag in soup.find_all(["a", "button", "summary"])
        if not tag.get_text(strip=True) and not tag.get("aria-label") and not tag.find(attrs={"aria-label": True})
    ]
    faults += [f"no alternative text: {picture}" for picture in soup.find_all("img") if not picture.has_attr("alt")]
    for table in soup.find_all("table"):
        if not table.caption or not table.find("th"):
            faults.append(f"a table without caption or headings: {str(table)[:200]}")
    return faults


def _links(soup: BeautifulSoup, app: Flask) -> list[str]:
    ids = {str(tag["id"]) for tag in soup.find_all(id=True)}
    faults = []
    for tag in soup.find_all(["a", "link", "script", "img", "use", "form"]):
        address = tag.get("href") or tag.get("src") or tag.get("action")
        if address is None:
            continue
        fault = _fault_of(str(address), tag, ids, app)
        if fault:
            faults.append(fault)
    return faults


def _fault_of(address: str, tag: Tag, ids: set[str], app: Flask) -> str | None:
    parts = urlsplit(address)
    if parts.scheme in ("mailto", "tel") or (parts.scheme == "data" and tag.name == "img"):
        return None
    if parts.scheme or parts.netloc:
        return f"leads out of the system: {address}"
    if not parts.path:
        return None if not parts.fragment or parts.fragment in ids else f"#{parts.fragment} is not on the page"
    if parts.path.startswith("/static/"):
        file = STATIC / unquote(parts.path.removeprefix("/static/"))
        return None if file.is_file() else f"no such file: {address}"
    method = str(tag.get("method", "get")).upper() if tag.name == "form" else "GET"
    try:
        app.url_map.bind("localhost").match(unquote(parts.path), method=method)
    except (NotFound, MethodNotAllowed):
        return f"leads nowhere: {method} {address}"
    return None


def _nothing_inline(soup: BeautifulSoup) -> list[str]:
    """The browser would refuse it: the content policy allows no inline style or script."""
    faults = [f"style on {tag.name}" for tag in soup.find_all(style=True)]
    faults += [f"inline {tag.name}" for tag in soup.find_all(["script", "style"]) if not tag.get("src")]
    return faults + [
        f"{name} on {tag.name}" for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")
    ]
