"""What a referral knows, and collaboration agreements."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _create_inquiry_attempt()
    _create_centre_subscription()
    _create_collaboration_agreement()
    _create_referral_pause()
    _create_collaboration_centre()
    _create_delegated_competence()
    _create_frame_discussion()
    _create_referral()


def _create_inquiry_attempt() -> None:
    op.create_table(
        "inquiry_attempt",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_attempt")),
        sa.UniqueConstraint("fingerprint", "hour", name=op.f("uq_inquiry_attempt_fingerprint_hour")),
    )


def _create_centre_subscription() -> None:
    op.create_table(
        "centre_subscription",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_centre_subscription_period_in_order")
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["organisation.id"], name=op.f("fk_centre_subscription_centre_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["organisation.id"], name=op.f("fk_centre_subscription_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_subscription")),
        sa.UniqueConstraint(
            "centre_id",
            "municipality_id",
            "valid_from",
            name=op.f("uq_centre_subscription_centre_id_municipality_id_valid_from"),
        ),
    )
    op.create_index(
        op.f("ix_centre_subscription_municipality_id"), "centre_subscription", ["municipality_id"], unique=False
    )


def _create_collaboration_agreement() -> None:
    op.create_table(
        "collaboration_agreement",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("frame_amount", sa.BigInteger(), nullable=True),
        sa.Column("growth_percent", sa.BigInteger(), nullable=True),
        sa.Column("base_inquiries", sa.Integer(), nullable=True),
        sa.Column("keeps_deadline", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "base_inquiries IS NULL OR base_inquiries > 0", name=op.f("ck_collaboration_agreement_base_above_zero")
        ),
        sa.CheckConstraint(
            "frame_amount IS NULL OR frame_amount >= 0", name=op.f("ck_collaboration_agreement_frame_not_negative")
        ),
        sa.CheckConstraint(
            "growth_percent IS NULL OR growth_percent >= 0",
            name=op.f("ck_collaboration_agreement_percent_not_negative"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_collaboration_agreement_period_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["organisation.id"], name=op.f("fk_collaboration_agreement_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collaboration_agreement")),
    )
    op.create_index(
        op.f("ix_collaboration_agreement_municipality_id"), "collaboration_agreement", ["municipality_id"], unique=False
    )


def _create_referral_pause() -> None:
    op.create_table(
        "referral_pause",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "missing_from",
            sa.Enum(
                "centre", "citizen", "other", name="missingfrom", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("wanted_by", sa.Date(), nullable=False),
        sa.Column("supplied", sa.Boolean(), nullable=True),
        sa.Column("texts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(supplied IS NULL) = (last_day IS NULL)", name=op.f("ck_referral_pause_ended_has_outcome")),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("ck_referral_pause_period_in_order")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_referral_pause_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_pause")),
    )
    op.create_index("ix_referral_pause_case", "referral_pause", ["case_id", "first_day"], unique=False)


def _create_collaboration_centre() -> None:
    op.create_table(
        "collaboration_centre",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["collaboration_agreement.id"], name=op.f("fk_collaboration_centre_agreement_id")
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["organisation.id"], name=op.f("fk_collaboration_centre_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collaboration_centre")),
        sa.UniqueConstraint("agreement_id", "centre_id", name=op.f("uq_collaboration_centre_agreement_id_centre_id")),
    )
    op.create_index(op.f("ix_collaboration_centre_centre_id"), "collaboration_centre", ["centre_id"], unique=False)


def _create_delegated_competence() -> None:
    op.create_table(
        "delegated_competence",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "competence",
            sa.Enum("decide", "continue", name="competence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "target_group",
            sa.Enum(
                "speech",
                "hearing",
                "sight",
                "cognition",
                name="targetgroup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "law",
            sa.Enum(
                "serviceloven", "special_education", name="law", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("legal_ground", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["collaboration_agreement.id"], name=op.f("fk_delegated_competence_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegated_competence")),
        sa.UniqueConstraint(
            "agreement_id",
            "competence",
            "target_group",
            "law",
            name=op.f("uq_delegated_competence_agreement_id_competence_target_group_law"),
        ),
    )


def _create_frame_discussion() -> None:
    op.create_table(
        "frame_discussion",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("year_from", sa.Date(), nullable=False),
        sa.Column("inquiries", sa.Integer(), nullable=False),
        sa.Column("base_inquiries", sa.Integer(), nullable=False),
        sa.Column("discussed_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("frame_amount", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["collaboration_agreement.id"], name=op.f("fk_frame_discussion_agreement_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_frame_discussion_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frame_discussion")),
        sa.UniqueConstraint("agreement_id", "year_from", name=op.f("uq_frame_discussion_agreement_id_year_from")),
        sa.UniqueConstraint("case_id", name=op.f("uq_frame_discussion_case_id")),
    )


def _create_referral() -> None:
    op.create_table(
        "referral",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("payer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "citizen",
                "centre",
                "municipality",
                name="inquirysource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("inquired_on", sa.Date(), nullable=False),
        sa.Column("collaboration_id", sa.Uuid(), nullable=True),
        sa.Column("evaluated_on", sa.Date(), nullable=True),
        sa.Column("started", sa.Boolean(), nullable=True),
        sa.Column("last_assessed_on", sa.Date(), nullable=True),
        sa.Column("granted_before_on", sa.Date(), nullable=True),
        sa.Column("contact", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column(
            "decider",
            sa.Enum(
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
                name="party",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decider_why", sa.Text(), nullable=False),
        sa.Column(
            "law",
            sa.Enum(
                "serviceloven", "special_education", name="law", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("clock_counts", sa.Boolean(), nullable=False),
        sa.Column("warned_on", sa.Date(), nullable=True),
        sa.Column("escalated_on", sa.Date(), nullable=True),
        sa.Column("hearing_sent_on", sa.Date(), nullable=True),
        sa.Column("hearing_deadline", sa.Date(), nullable=True),
        sa.Column("hearing_closed_on", sa.Date(), nullable=True),
        sa.Column("exemption", sa.Text(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "grant",
                "partly",
                "refuse",
                name="referraloutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("complaint_by", sa.Date(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column(
            "financing",
            sa.Enum(
                "subscription",
                "frame",
                "single",
                name="financing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("expected_cost", sa.BigInteger(), nullable=True),
        sa.Column("next_follow_up_on", sa.Date(), nullable=True),
        sa.Column("effort_ended_on", sa.Date(), nullable=True),
        sa.Column("texts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(outcome IS NULL) = (decided_on IS NULL)", name=op.f("ck_referral_outcome_has_date")),
        sa.CheckConstraint("expected_cost IS NULL OR expected_cost >= 0", name=op.f("ck_referral_cost_not_negative")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_referral_case_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["organisation.id"], name=op.f("fk_referral_centre_id")),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration_agreement.id"], name=op.f("fk_referral_collaboration_id")
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["organisation.id"], name=op.f("fk_referral_municipality_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["organisation.id"], name=op.f("fk_referral_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("case_id", name=op.f("uq_referral_case_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_referral_reference")),
    )
    op.create_index("ix_referral_centre", "referral", ["centre_id", "inquired_on"], unique=False)
    op.create_index(op.f("ix_referral_collaboration_id"), "referral", ["collaboration_id"], unique=False)
    op.create_index("ix_referral_municipality", "referral", ["municipality_id", "inquired_on"], unique=False)
