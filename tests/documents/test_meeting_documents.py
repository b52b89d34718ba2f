"""The agenda, its bundle with papers, and the minutes."""

from io import BytesIO

import pikepdf

from tests.documents.conftest import pages_of, printed, sample
from workflows.documents.bundle import archive_faults, bundled, first_pages, pages_in
from workflows.documents.render import render


def with_papers(*titles: str):
    """The sample's agenda as the head of a bundle."""
    data = sample("agenda")
    paper = data["points"][1]["papers"][0]
    data["points"][1]["papers"] = [{**paper, "title": title, "page": 9} for title in titles]
    return render("agenda", {**data, "bundled": True})


def bundle():
    return bundled(
        with_papers("Afdækningsrapport", "Høringsnotat"), [printed("brake_report"), printed("hearing_summary")]
    )


def test_a_point_has_its_parts_in_the_usual_order(text):
    told = text("agenda")
    order = ["Resumé", "Indstilling", "Sagsfremstilling", "Lovgrundlag", "Økonomi", "Høring", "Bilag"]
    start = told.index("Frist KKR Hovedstaden")
    places = [told.index(f" {heading} ", start) for heading in order]

    assert places == sorted(places)
    assert "Lukket punkt" in told
    assert "20 minutter" in told


def test_each_paper_follows_the_page_that_announces_it():
    pages = pages_of(bundle())
    head = pages_in(with_papers("a", "b")) - 2
    at = first_pages(head, [pages_in(printed("brake_report")), pages_in(printed("hearing_summary"))])

    assert "Bilag 1 til punkt 2" in pages[at[0] - 1]
    assert "Afdækning af Bostedet Egelunden og indstilling" in pages[at[0]]
    assert "Bilag 2 til punkt 2" in pages[at[1] - 1]
    assert "Høringssvar om lukning af Bostedet Lindely" in pages[at[1]]
    assert len(pages) == head + 2 + 12 + 3


def test_a_bundle_has_all_that_an_archive_asks_for_as_far_as_can_be_seen():
    assert archive_faults(bundle()) == []


def test_a_file_that_lacks_something_is_told_so():
    with pikepdf.open(BytesIO(bundle())) as opened:
        del opened.Root.OutputIntents
        del opened.Root.Lang
        spoilt = BytesIO()
        opened.save(spoilt)

    assert archive_faults(spoilt.getvalue()) == ["one output intent with a profile", "a language"]


def test_the_papers_keep_their_tags_and_no_name_in_the_structure_is_used_twice():
    with pikepdf.open(BytesIO(bundle())) as opened:
        names, pages = [], set()
        for element in _elements(opened.Root.StructTreeRoot.K):
            names += [str(element.ID)] if "/ID" in element else []
            pages |= {element.Pg.objgen} if "/Pg" in element else set()
        own = {page.obj.objgen for page in opened.pages}

    assert len(names) == len(set(names))
    assert pages == own


def test_the_same_papers_give_the_same_bundle():
    assert bundle() == bundle()


def test_the_bookmarks_lead_to_points_and_papers():
    with pikepdf.open(BytesIO(bundle())) as opened, opened.open_outline() as outline:
        titles = [str(mark.title) for top in outline.root for mark in (top, *top.children)]

    assert "2. Bostedet Egelunden: indstilling efter nødbremsemodellen" in titles
    assert titles[-2:] == ["Afdækningsrapport", "Høringsnotat"]


def test_the_minutes_say_what_was_concluded_and_what_was_postponed(text):
    told = text("minutes")

    assert "Indstillingen er tiltrådt" in told
    assert "Udsat til mødet den 8. december 2026" in told
    assert "Mødet fulgte dagsordenen, version 2" in told


def _elements(kids):
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid.get("/K", pikepdf.Array()))
