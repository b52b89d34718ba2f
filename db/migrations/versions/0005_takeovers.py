"""What a takeover knows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

OUTCOMES = ("not_pursued", "council_declined", "too_late", "withdrawn", "refused", "taken_over")
FIGURES = ("data", "terms", "settlement")
PARTIES = (
    "operator",
    "hearing_member",
    "hearing_body",
    "business_committee",
    "secretariat",
    "auditor",
    "buyer",
    "region_municipality",
    "municipality",
    "region",
    "discussing_body",
    "deciding_body",
    "requested",
    "administrative_body",
    "political_body",
    "task_force",
    "centre",
    "acting_municipality",
    "paying_municipality",
)


def upgrade() -> None:
    _create_takeover()
    _create_takeover_offer()
    _create_takeover_account()
    _create_takeover_item()


def _create_takeover() -> None:
    op.create_table(
        "takeover",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("term_start", sa.Date(), nullable=False),
        sa.Column("takeover_on", sa.Date(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("agreement_note", sa.Text(), nullable=False),
        sa.Column("checks", _json(), nullable=False),
        sa.Column("departures", _json(), nullable=False),
        sa.Column("recommendation", _json(), nullable=False),
        sa.Column("council_meeting_on", sa.Date(), nullable=True),
        sa.Column("discussed_on", sa.Date(), nullable=True),
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("council_on", sa.Date(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=True),
        sa.Column("declared_before", sa.Boolean(), nullable=False),
        sa.Column("reminded", _json(), nullable=False),
        sa.Column("transfer_missed", sa.Boolean(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("employees_notified_on", sa.Date(), nullable=True),
        sa.Column("employees_notice", sa.Text(), nullable=False),
        sa.Column("taken_over_on", sa.Date(), nullable=True),
        sa.Column("agreement_updated_on", sa.Date(), nullable=True),
        sa.Column("agreement_update", sa.Text(), nullable=False),
        sa.Column("outcome", _word("takeoveroutcome", OUTCOMES), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("agreed_on IS NULL OR declared_on IS NOT NULL", name=op.f("ck_takeover_agreed_is_declared")),
        sa.CheckConstraint(
            "taken_over_on IS NULL OR agreed_on IS NOT NULL", name=op.f("ck_takeover_taken_over_is_agreed")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_takeover_case_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["organisation.id"], name=op.f("fk_takeover_municipality_id")),
        sa.ForeignKeyConstraint(["region_id"], ["organisation.id"], name=op.f("fk_takeover_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover")),
        sa.UniqueConstraint("case_id", name=op.f("uq_takeover_case_id")),
    )
    op.create_index("ix_takeover_round", "takeover", ["municipality_id", "term_start"])


def _create_takeover_offer() -> None:
    op.create_table(
        "takeover_offer",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("new_offer_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_takeover_offer_case_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_takeover_offer_offer_id")),
        sa.ForeignKeyConstraint(["new_offer_id"], ["offer.id"], name=op.f("fk_takeover_offer_new_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover_offer")),
        sa.UniqueConstraint("case_id", "offer_id", name=op.f("uq_takeover_offer_case_id_offer_id")),
    )
    op.create_index(op.f("ix_takeover_offer_offer_id"), "takeover_offer", ["offer_id"])


def _create_takeover_account() -> None:
    op.create_table(
        "takeover_account",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _word("takeoverfigures", FIGURES), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shares", _json(), nullable=False),
        sa.Column("transfer", _json(), nullable=False),
        sa.Column("terms", _json(), nullable=False),
        sa.Column("takeover_on", sa.Date(), nullable=True),
        sa.Column("availability", sa.Text(), nullable=False),
        sa.Column("supply_duty", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("document", _json(), nullable=False),
        sa.Column("accounts_approved_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(answer = '') = (answered_on IS NULL)", name=op.f("ck_takeover_account_answer_has_day")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_takeover_account_case_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_takeover_account_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover_account")),
        sa.UniqueConstraint("case_id", "kind", "version", name=op.f("uq_takeover_account_case_id_kind_version")),
    )


def _create_takeover_item() -> None:
    op.create_table(
        "takeover_item",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("owner", _word("party", PARTIES), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ticked_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("NOT skipped OR done_on IS NULL", name=op.f("ck_takeover_item_skipped_is_not_done")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_takeover_item_case_id")),
        sa.ForeignKeyConstraint(["ticked_by_id"], ["person.id"], name=op.f("fk_takeover_item_ticked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover_item")),
    )
    op.create_index(op.f("ix_takeover_item_case_id"), "takeover_item", ["case_id"])


def _json() -> sa.JSON:
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
