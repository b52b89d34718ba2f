"""The agenda, its bundle with papers, and the minutes."""

from io import BytesIO

import pikepdf
from PIL import Image, ImageFile

from tests.documents.conftest import pages_of, printed, sample
from workflows.documents.bundle import ABOUT_SAFETY, Part, archive_faults, bundled, first_pages, pages_in
from workflows.documents.enclosing import Enclosed, data_files
from workflows.documents.reading import words
from workflows.documents.received import as_pages
from workflows.documents.render import render


def with_papers(*titles: str, files=()):
    """The sample's agenda as the head of a bundle."""
    data = sample("agenda")
    paper = data["points"][1]["papers"][0]
    data["points"][1]["papers"] = [{**paper, "title": title, "page": 9} for title in titles]
    data["points"][1]["files"] = [{**file, "page": 9} for file in files]
    return render("agenda", {**data, "bundled": True})


def bundle():
    report, note = printed("brake_report"), printed("hearing_summary")
    parts = [Part("2.1", report, enclosed=data_files(report, "2.1")), Part("2.2", note)]
    return bundled(with_papers("Afdækningsrapport", "Høringsnotat"), parts)


NOTES = ("", "Noter.pdf", "application/pdf", 900, "9f86", True)
FILE = dict(zip(("file_id", "name", "media_type", "size", "sha256", "shown"), NOTES, strict=True))


def scanned():
    """A PDF from outside: no tags, no language, and program code on its page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        code = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction, pdf.pages[0].obj.AA = code, pikepdf.Dictionary(O=code)
        written = BytesIO()
        pdf.save(written)
    return written.getvalue()


def with_a_file():
    """A bundle of a paper of ours, pages from outside, and a file that has none."""
    sheet = {**FILE, "name": "tal.csv", "media_type": "text/csv", "shown": False}
    enclosed = Enclosed("Bilag 2.3 tal.csv", b"a;b", "Tal", "text/csv")
    parts = [
        Part("2.1", printed("hearing_summary")),
        Part("2.2", as_pages(scanned(), "application/pdf"), own=False),
        Part("2.3", None, own=False, enclosed=(enclosed,)),
    ]
    return bundled(with_papers("Høringsnotat", files=[FILE, sheet]), parts)


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
        marks = [mark for top in outline.root for mark in (top, *top.children)]
        titles = [str(mark.title) for mark in marks]
        point = next(mark for mark in marks if str(mark.title).startswith("2. "))
        papers = [str(mark.title) for mark in point.children if str(mark.title).startswith("Bilag 2")]

    assert "2. Bostedet Egelunden: indstilling efter nødbremsemodellen" in titles
    assert not [title for title in titles if title.startswith("Bilag 2")]
    assert papers == ["Bilag 2.1: Afdækningsrapport", "Bilag 2.2: Høringsnotat"]


def test_the_data_of_a_paper_are_enclosed_under_the_number_of_the_paper():
    with pikepdf.open(BytesIO(bundle())) as opened:
        assert list(opened.attachments) == ["Bilag 2.1 datagrundlag.json"]
        assert b'"occupancy"' in opened.attachments["Bilag 2.1 datagrundlag.json"].get_file().read_bytes()
        (told,) = opened.Root.AF
        assert (told.AFRelationship, told.UF) == ("/Supplement", "Bilag 2.1 datagrundlag.json")


def test_pages_from_outside_follow_the_page_that_announces_them_and_can_do_nothing():
    file = with_a_file()

    assert [fault for fault in archive_faults(file) if fault in ABOUT_SAFETY] == []
    assert "declares PDF/A-3a" in archive_faults(file)
    with pikepdf.open(BytesIO(file)) as opened:
        assert not [page for page in opened.pages if "/AA" in page.obj]
        assert opened.attachments["Bilag 2.3 tal.csv"].get_file().read_bytes() == b"a;b"
    pages = pages_of(file)
    at = next(number for number, page in enumerate(pages) if "Bilag 2.2: Noter.pdf" in page)
    assert "Filens sider følger, som de er modtaget." in pages[at]
    assert pages[at + 1].strip() == ""
    assert "Bilag 2.3: tal.csv" in pages[at + 2]
    assert "vedlagt i denne PDF" in pages[at + 2]


def test_a_bundle_with_files_is_the_same_each_time_and_can_be_read_back():
    assert with_a_file() == with_a_file()
    with pikepdf.open(BytesIO(with_a_file())) as opened:
        assert "Noter.pdf" in words(opened)


def test_a_picture_is_a_page_and_what_is_none_is_not(monkeypatch):
    # As WeasyPrint leaves it behind.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    picture = BytesIO()
    Image.new("RGBA", (300, 200), (200, 30, 30, 120)).save(picture, "PNG")

    page = as_pages(picture.getvalue(), "image/png")

    assert pages_in(page) == 1
    with pikepdf.open(BytesIO(page)) as opened:
        left, bottom, right, top = opened.pages[0].mediabox
        assert right - left > top - bottom
    assert as_pages(b"%PDF-1.7 afbrudt", "application/pdf") is None
    assert as_pages(picture.getvalue()[:60], "image/png") is None
    assert as_pages(b"a;b", "text/csv") is None
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_pdf_that_is_closed_by_a_password_has_no_pages_to_show():
    with pikepdf.open(BytesIO(scanned())) as pdf:
        written = BytesIO()
        pdf.save(written, encryption=pikepdf.Encryption(owner="ejer", user="bruger"))

    assert as_pages(written.getvalue(), "application/pdf") is None


def test_a_damaged_pdf_is_not_shown_as_if_it_were_whole():
    with pikepdf.new() as pdf:
        for _ in range(40):
            pdf.add_blank_page()
        written = BytesIO()
        pdf.save(written)
    whole = written.getvalue()

    assert as_pages(whole, "application/pdf") is not None
    assert [as_pages(whole[: len(whole) * part // 10], "application/pdf") for part in (3, 6, 9)] == [None] * 3


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
