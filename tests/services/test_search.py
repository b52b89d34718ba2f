"""The search: what holds the words, and nothing that one may not see."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text, update

from db.models.attachment import Attachment
from db.models.case import Case, CaseParty
from db.models.document import Delivery, Document
from db.models.organisation import Organisation
from db.models.person import Person, Post
from db.search import SEARCH
from db.session import reading, transaction
from tests import factories
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.sealed import ABOUT_HER, sealed_case
from tests.services.test_calendar_costs import plan
from tests.snapshots import connected, put_back, taken
from tests.statements import asked
from workflows.access.visibility import Aspect, seeing
from workflows.clock import now
from workflows.services.papers.file_types import DOCX
from workflows.services.papers.journals import add_entry
from workflows.services.search.finding import MOST, Asked, case_by_number, search
from workflows.services.search.reindexing import reindex
from workflows.vocabulary import Direction, OrganisationKind, Process, SearchKind

FULL_SCAN = re.compile(r"SCAN (case_party|attachment|delivery|search_entry)$", re.MULTILINE)
_walked = {}


@pytest.fixture
def walk(database, clock, seeds):
    """A closing whose provisional account has been sent and whose documents are made; walked once."""
    if not _walked:
        put_back(connected(), seeds)
        made = ClosingWalk().opened(reasons="Vigende belægning.").heard().decided().enter("provisional", EXAMPLE_1)
        made.treat_provisional().send_provisional().work()
        _walked.update(rows=taken(connected()), case_id=made.case_id)
        return made
    put_back(connected(), _walked["rows"])
    return ClosingWalk.of(_walked["case_id"])


@pytest.fixture
def secretariat(seeded):
    return secretary()


def secretary():
    with reading() as session:
        code = Organisation.code == "socialsekretariat-syddanmark"
        return factories.actor(session.scalars(select(Organisation).where(code)).one())


def titles(typed, actor, **asked):
    found = search(Asked(typed, **asked), actor)
    return {group.kind: ["".join(part for part, _ in hit.title) for hit in group.hits] for group in found.groups}


def marks(typed, actor):
    return {
        part
        for group in search(Asked(typed), actor).groups
        for hit in group.hits
        for part, is_hit in (*hit.title, *hit.excerpt)
        if is_hit
    }


def entries():
    with reading() as session:
        return session.execute(select(SEARCH)).all()


def test_a_case_is_found_by_title_number_standing_and_kle(walk):
    number = walk.case.number
    with transaction() as session:
        session.execute(update(Case).where(Case.id == walk.case_id).values(kle="27.69.40 G01"))

    for typed in ("Åbrinken", "ÅBRINKEN", number, number[-9:], "27.69.40"):
        assert titles(typed, walk.operator)[SearchKind.CASE] == [f"{number} {walk.case.title}"], typed
    assert case_by_number(f" {number} ", walk.operator) == walk.case_id


def test_a_document_is_found_by_what_it_says(walk):
    shown = titles('"vigende belægning" åbrinken', walk.operator)

    assert shown[SearchKind.DOCUMENT]
    assert SearchKind.CASE not in shown
    assert {"Vigende belægning", "Åbrinken"} <= marks('"vigende belægning" åbrinken', walk.operator)


def test_where_the_case_stands_is_found_as_soon_as_it_stands_there(walk):
    with transaction() as session:
        session.get_one(Case, walk.case_id).standing = "Venter på en zebrastribe"

    assert SearchKind.CASE in titles("zebrastribe", walk.operator)


def test_the_forms_of_a_word_are_one(walk):
    add_entry(
        walk.case_id,
        direction=Direction.IN,
        theme="Overdragelsesaftalen blev drøftet",
        parties="Kommunernes forening",
        entered_on=walk.case.opened_at.date(),
        actor=walk.operator,
    )

    for typed in ("overdragelsesaftaler", "kommunerne forening", '"blev drøftet"', "drøftes", "Overdragelsesaft"):
        assert titles(typed, walk.operator).get(SearchKind.JOURNAL) == ["Overdragelsesaftalen blev drøftet"], typed
    assert SearchKind.JOURNAL not in titles('"drøftet blev"', walk.operator)
    assert "drøftet" in marks("drøftes", walk.operator)


def test_a_paragraph_is_found_by_its_sign(walk):
    assert titles("§ 107", walk.operator).keys() >= {SearchKind.OFFER}
    assert "107" in marks("§107", walk.operator)


def test_aa_and_å_are_the_same(walk):
    assert titles("Aabrinken", walk.operator)[SearchKind.CASE] == titles("Åbrinken", walk.operator)[SearchKind.CASE]


def test_what_stands_within_the_words_of_a_title_is_found_where_nothing_else_is(walk):
    inside = titles("brinken", walk.operator)

    assert inside[SearchKind.CASE] == titles("Åbrinken", walk.operator)[SearchKind.CASE]
    assert "brink" in marks("brinken", walk.operator)
    assert titles("fællesskabet brinken", walk.operator)[SearchKind.OFFER] == ["Bofællesskabet Åbrinken"]
    assert titles("kk", walk.operator) == titles("zzbrinken", walk.operator) == {}
    assert titles("brinken", factories.actor(factories.organisation())) == {}


def test_letters_are_found_as_a_keyboard_without_them_writes_them(walk):
    with transaction() as session:
        session.get_one(Case, walk.case_id).standing = "Venter på Søndergård ved Kærhøj"

    for typed in ("soendergaard", "SOENDERGÅRD", "kaerhoej", "kaerhøjs", '"soendergaard ved kærhoej"'):
        assert SearchKind.CASE in titles(typed, walk.operator), typed
    assert "Kærhøj" in marks("kaerhoej", walk.operator)


def test_the_ending_of_a_word_is_not_taken_for_a_letter(secretariat):
    assert SearchKind.ORGANISATION not in titles("broen", secretariat)
    assert "Brønderslev Kommune" in titles("broenderslev", secretariat)[SearchKind.ORGANISATION]


SIGNS = (
    *('"', '""', "*", "a*", "Åbrinken OR", "NEAR(a b)", "(", "))", "title:x", "-Åbrinken", "%", "_", "'; DROP", "^"),
    *("a AND", "&|!<->", ":*", "\\", "\x00", "🦓", "»", "NOT", "{kind}", "kind : case", "--", "§", ".", "'", "a'b"),
)


def test_no_sign_makes_the_search_fail(secretariat):
    for typed in (*SIGNS, *(f"{sign} Vejle {sign}" for sign in SIGNS)):
        search(Asked(typed), secretariat)
    assert search(Asked("(Vejle*) - Kommune: ^"), secretariat).total > 0


def test_what_belongs_to_cases_is_narrowed_by_process_agreement_and_period(walk):
    today = walk.case.opened_at.date()

    assert SearchKind.OFFER in titles("Åbrinken", walk.operator)
    assert SearchKind.CASE in titles("Åbrinken", walk.operator, process=Process.CLOSING, first=today)
    assert titles("Åbrinken", walk.operator, process=Process.TAKEOVER) == {}
    assert titles("Åbrinken", walk.operator, last=today.replace(year=2020)) == {}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 29, 23, 30, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 1, 1, 22, 30, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_the_day_of_an_entry_is_the_danish_one(walk, moment, day):
    with transaction() as session:
        session.get_one(Case, walk.case_id).opened_at = moment

    assert [row.day for row in entries() if row.kind == "case"] == [day]


def test_an_organisation_that_changes_its_name_is_found_by_the_new_one_with_its_offers(secretariat):
    with transaction() as session:
        vejle = session.scalars(select(Organisation).where(Organisation.code == "630")).one()
        vejle.name = "Grejsdal Kommune"

    shown = titles("Grejsdal", secretariat)
    assert shown[SearchKind.ORGANISATION] == ["Grejsdal Kommune"]
    assert shown[SearchKind.OFFER]


def test_others_than_the_secretariat_find_only_parties_of_their_cases_and_offers_they_run_or_buy(walk):
    stranger = factories.actor(factories.organisation("Fremmed Kommune"))
    kolding = factories.actor(walk.organisation("621"))

    assert titles("Kommune", stranger) == {}
    assert "Vejle Kommune" in titles("Vejle Kommune", kolding)[SearchKind.ORGANISATION]
    assert SearchKind.OFFER in titles("Åbrinken", kolding)


def test_a_follower_finds_the_case_and_what_was_sent_but_not_the_journal(walk):
    kolding = factories.actor(walk.organisation("621"))
    shown = {group.kind: {hit.id for hit in group.hits} for group in search(Asked("lukning"), kolding).groups}

    with reading() as session:
        sent = select(Delivery.document_id).where(Delivery.organisation_id == kolding.organisation_id)
        assert shown[SearchKind.DOCUMENT] <= set(session.scalars(sent))
    assert SearchKind.JOURNAL not in shown
    assert SearchKind.JOURNAL in titles("lukning", walk.operator)


def test_what_a_count_tells_is_what_one_may_see(walk):
    stranger = factories.actor(factories.organisation("Fremmed Kommune"))
    found = search(Asked("lukkeregnskab"), stranger)

    assert (found.total, found.groups) == (0, [])


def test_of_a_case_about_a_citizen_only_the_number_is_found_by_its_parties(seeded):
    case = sealed_case(ClosingWalk().opened().heard())
    case.walk.work()
    number = case.walk.case.number

    assert {(row.kind, row.title, row.text) for row in entries() if row.case_id == case.id} == {("case", number, "")}
    assert titles(number, case.centre)[SearchKind.CASE] == [f"{number} Lukning af tilbud"]
    assert titles(number, case.payer)[SearchKind.CASE]
    assert titles(number, case.stranger) == {}
    assert titles("Åbrinken", case.centre).get(SearchKind.CASE) is None
    for word in ABOUT_HER:
        assert search(Asked(word), case.centre).groups == [], word


def test_no_word_about_a_citizen_stands_in_the_tables_of_the_index(seeded):
    sealed_case(ClosingWalk().opened().heard()).walk.work()
    with connected().connect() as connection:
        names = {
            row[0]
            for row in connection.execute(
                text("SELECT name FROM sqlite_master WHERE name LIKE 'search_%' AND type = 'table'")
                if connection.dialect.name == "sqlite"
                else text("SELECT 'search_entry'")
            )
        }
        held = " ".join(
            str(bytes(value) if isinstance(value, bytes | memoryview) else value)
            for name in names - {"search_index"}
            for row in connection.execute(text(f"SELECT * FROM {name}"))
            for value in row
        ).casefold()

    assert names
    assert [word for word in ABOUT_HER if word.casefold() in held] == []


def test_a_number_that_looks_like_a_citizens_is_not_looked_for(walk):
    assert search(Asked("070761-4285"), walk.operator).personal


def test_the_index_is_made_anew_as_it_was(walk):
    def kept():
        return sorted((row.kind, str(row.row_id), row.title, row.text) for row in entries())

    before = kept()
    with transaction() as session:
        session.execute(update(Document).values(text=""))
        session.execute(SEARCH.delete())
    read = reindex()

    assert read == len([row for row in before if row[0] == "document"])
    assert kept() == before
    assert SearchKind.CASE in titles("Åbrinken", walk.operator)


def test_a_file_is_found_by_what_it_says_also_one_that_was_given_before_files_were_read(walk):
    task = walk.tasks("task_record_decision")[0]
    words = "<d><p>Fodnoten om solskærme</p></d>"
    package = BytesIO()
    with ZipFile(package, "w") as file:
        file.writestr("word/document.xml", words)
    factories.kept(
        Attachment(
            case_id=walk.case_id,
            task_id=task.id,
            organisation_id=task.organisation_id,
            person_id=walk.operator.person_id,
            position=1,
            name="notat.docx",
            media_type=DOCX,
            size=1,
            sha256="",
            content=package.getvalue(),
            added_at=now(),
        )
    )
    assert SearchKind.ATTACHMENT not in titles("solskærme", walk.operator)

    reindex()

    assert titles("solskærme", walk.operator)[SearchKind.ATTACHMENT] == ["notat.docx"]


def test_what_stands_in_the_title_comes_first(secretariat):
    with transaction() as session:
        for code, name in (("r-1", "Revisionshuset Anker"), ("r-2", "Ankerhuset"), ("anker-3", "Revisionen")):
            session.add(Organisation(name=name, code=code, kind=OrganisationKind.AUDIT_FIRM))
            session.flush()

    assert titles("anker", secretariat)[SearchKind.ORGANISATION][-1] == "Revisionen"


def test_a_search_reads_no_list_of_all_cases_and_no_text_but_of_what_is_shown(walk):
    with asked() as seen:
        titles("lukning", walk.operator)

    for one in (statement for statement in seen.selects if "search_entry" in statement):
        assert not FULL_SCAN.search(plan(one, seen.parameters[one])), one
        assert one.count("search_entry.text") == 1


def test_the_search_counts_no_further_than_it_weighs(secretariat):
    with transaction() as session:
        session.add_all(
            Organisation(name=f"Revisionshuset {number}", code=f"r-{number}", kind=OrganisationKind.AUDIT_FIRM)
            for number in range(MOST + 5)
        )

    (group,) = search(Asked("Revisionshuset", kind=SearchKind.ORGANISATION, page=50), secretariat).groups
    assert (group.total, group.more, group.pages, len(group.hits)) == (MOST, True, 50, 20)


def test_every_party_sees_what_the_table_of_sight_says_and_no_more(walk):
    """Property over all who log in: a hit is a case they are party to, by a part that opens it."""
    with reading() as session:
        people = session.execute(
            select(Post.person_id, Post.organisation_id, Organisation.kind, Person.name)
            .join(Organisation, Organisation.id == Post.organisation_id)
            .join(Person, Person.id == Post.person_id)
        ).all()
        parties = session.execute(select(CaseParty.organisation_id, CaseParty.party)).all()
    for one in {row.organisation_id: row for row in people}.values():
        actor = factories.actor(_organisation(one.organisation_id))
        ours = {row.party for row in parties if row.organisation_id == one.organisation_id}
        kinds = {group.kind for group in search(Asked("lukning"), actor).groups}
        assert (SearchKind.JOURNAL in kinds) <= bool(ours & seeing(Aspect.JOURNAL))
        assert (SearchKind.CASE in kinds) <= bool(ours & seeing(Aspect.STANDING))


def _organisation(organisation_id):
    with reading() as session:
        return session.get_one(Organisation, organisation_id)
