"""Everybody in the demonstration searches: what they find opens, and nobody finds what is not theirs."""

from hashlib import sha256

import lxml.html
import pytest
from sqlalchemy import select

from db.models.case import Case, CaseParty
from db.models.person import Post
from db.models.sealed import Citizen
from db.session import reading
from tests.web.browse import Browse
from workflows.access.visibility import LISTED
from workflows.clock import now
from workflows.documents.canonical import data_hash
from workflows.processes.sealing import citizen_of
from workflows.processes.step import Step
from workflows.services.papers import documents
from workflows.services.running.runner import work_once

WORDS = ("kommune", "lukning", "2026", "henvisning", "aftale")
GROUPS = "//*[contains(concat(' ', @class, ' '), ' search-hits ')]"
SOME = 6
"""Of the many directors every so-manieth is enough; everybody else searches."""


@pytest.fixture(scope="module")
def everybody(demonstration):
    """Each post once, after the documents have been made; the press is quick here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            documents, "render", lambda kind, data: b"%PDF-1.7 " + sha256(f"{kind}{data_hash(data)}".encode()).digest()
        )
        work_once()
    with reading() as session:
        posts = {(row.person_id, row.organisation_id): row for row in session.scalars(select(Post))}
    director = [post for post in posts.values() if post.role == "director"]
    others = [post for post in posts.values() if post.role != "director"]
    return [*others, *director[::SOME]]


def searched(browser, word):
    """The page of what is found by a word."""
    return browser.client.get("/soeg", query_string={"q": word}).text


def hits(browser, word):
    """The addresses of the first hit of each kind, and whose cases are found."""
    page = lxml.html.document_fromstring(searched(browser, word))
    cases = page.xpath(f"//*[@id='case']{GROUPS}//a/@href")
    return {group.find(".//a").get("href") for group in page.xpath(GROUPS)}, {
        address.rsplit("/", 1)[1] for address in cases
    }


def test_all_that_anybody_finds_opens_and_is_theirs(app, everybody):
    with reading() as session:
        listed = select(CaseParty.organisation_id, CaseParty.case_id).where(CaseParty.party.in_(LISTED))
        theirs = {(row.organisation_id, str(row.case_id)) for row in session.execute(listed)}
    closed, foreign, found = [], [], 0
    for post in everybody:
        browser = Browse(app)
        browser.log_in(post)
        for word in WORDS:
            addresses, cases = hits(browser, word)
            found += len(addresses)
            foreign += [case_id for case_id in cases if (post.organisation_id, case_id) not in theirs]
            closed += [address for address in addresses if browser.client.get(address).status_code != 200]

    assert found > len(everybody)
    assert (closed, foreign) == ([], [])


def test_nobody_finds_a_case_by_the_citizen_it_is_about(app, everybody):
    with reading() as session:
        about = session.scalars(select(Case).join(Citizen, Citizen.case_id == Case.id)).all()
        words = {word for case in about for word in citizen_of(Step(session, case, now())).name.split()}
        sealed = {str(case.id) for case in about}
    found = set()
    for post in everybody:
        browser = Browse(app)
        browser.log_in(post)
        for word in words:
            page = searched(browser, word)
            found |= {case_id for case_id in sealed if case_id in page}

    assert words
    assert found == set()
