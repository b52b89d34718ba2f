"""What an emergency brake and the yearly re-evaluation know: lists, task forces, cases."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


AREA = _words("specialisedarea", "children", "adults", "both")
SEAT = _words("taskforceseat", "authority", "operator", "region")
STANDING = _words("offerstanding", "listed", "new", "other")
STATUS = _words("followupstatus", "not_begun", "under_way", "carried_out", "given_up")


def upgrade() -> None:
    _create_specialised_offer()
    _create_list_criterion()
    _create_task_force_member()
    _create_emergency_brake()
    _create_mapping_task()
    _create_brake_follow_up()
    _create_reevaluation()
    _create_questionnaire_answer()
    _create_offer_evaluation()


def _create_specialised_offer() -> None:
    op.create_table(
        "specialised_offer",
        sa.Column("agreement_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("area", AREA, nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_specialised_offer_ck_specialised_offer_period_in_order"),
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_specialised_offer_offer_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_specialised_offer_case_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_specialised_offer_entered_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_specialised_offer_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_specialised_offer")),
    )
    op.create_index(op.f("ix_specialised_offer_agreement"), "specialised_offer", ["agreement_id", "valid_from"])
    op.create_index(op.f("ix_specialised_offer_offer_id"), "specialised_offer", ["offer_id"])


def _create_list_criterion() -> None:
    op.create_table(
        "list_criterion",
        sa.Column("agreement_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_list_criterion_ck_list_criterion_period_in_order"),
        ),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_list_criterion_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_criterion")),
        sa.UniqueConstraint(
            "agreement_id", "number", "valid_from", name=op.f("uq_list_criterion_agreement_id_number_valid_from")
        ),
    )


def _create_task_force_member() -> None:
    op.create_table(
        "task_force_member",
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("area", AREA, nullable=False),
        sa.Column("seat", SEAT, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_task_force_member_ck_task_force_member_period_in_order"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["organisation.id"], name=op.f("fk_task_force_member_body_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_force_member_person_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_task_force_member_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_force_member")),
    )
    op.create_index(op.f("ix_task_force_member_body_id"), "task_force_member", ["body_id"])


def _create_emergency_brake() -> None:
    op.create_table(
        "emergency_brake",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("listed_id", sa.Uuid(), nullable=False),
        sa.Column("concern", sa.Text(), nullable=False),
        sa.Column("course", JSON, nullable=False),
        sa.Column("nomination", JSON, nullable=False),
        sa.Column("assessment", JSON, nullable=False),
        sa.Column("years", JSON, nullable=False),
        sa.Column("focus_areas", JSON, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("report", JSON, nullable=False),
        sa.Column("measures", JSON, nullable=False),
        sa.Column("hearing", JSON, nullable=False),
        sa.Column("missing", JSON, nullable=False),
        sa.Column("region_view", JSON, nullable=False),
        sa.Column("decision", JSON, nullable=False),
        sa.Column("knowledge", JSON, nullable=False),
        sa.Column("closing_case_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_emergency_brake_case_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_emergency_brake_offer_id")),
        sa.ForeignKeyConstraint(["listed_id"], ["specialised_offer.id"], name=op.f("fk_emergency_brake_listed_id")),
        sa.ForeignKeyConstraint(["closing_case_id"], ["case.id"], name=op.f("fk_emergency_brake_closing_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_brake")),
        sa.UniqueConstraint("case_id", name=op.f("uq_emergency_brake_case_id")),
    )
    op.create_index(op.f("ix_emergency_brake_offer_id"), "emergency_brake", ["offer_id"])


def _create_mapping_task() -> None:
    op.create_table(
        "mapping_task",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_mapping_task_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mapping_task_person_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_mapping_task_set_by_id")),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_mapping_task_done_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mapping_task")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_mapping_task_case_id_position")),
    )


def _create_brake_follow_up() -> None:
    op.create_table(
        "brake_follow_up",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("status", STATUS, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_by_id", sa.Uuid(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_brake_follow_up_case_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_brake_follow_up_set_by_id")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["person.id"], name=op.f("fk_brake_follow_up_reported_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brake_follow_up")),
    )
    op.create_index(op.f("ix_brake_follow_up_case_id"), "brake_follow_up", ["case_id"])


def _create_reevaluation() -> None:
    op.create_table(
        "reevaluation",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ask_demand", sa.Boolean(), nullable=False),
        sa.Column("demand_reason", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("task_force_id", sa.Uuid(), nullable=False),
        sa.Column("adopting_body_id", sa.Uuid(), nullable=False),
        sa.Column("criteria", JSON, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("sent_back", sa.Text(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_reevaluation_case_id")),
        sa.ForeignKeyConstraint(["task_force_id"], ["organisation.id"], name=op.f("fk_reevaluation_task_force_id")),
        sa.ForeignKeyConstraint(
            ["adopting_body_id"], ["organisation.id"], name=op.f("fk_reevaluation_adopting_body_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reevaluation")),
        sa.UniqueConstraint("case_id", name=op.f("uq_reevaluation_case_id")),
    )


def _create_questionnaire_answer() -> None:
    op.create_table(
        "questionnaire_answer",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("offers", JSON, nullable=False),
        sa.Column("proposals", JSON, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(answered_by_id IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_questionnaire_answer_ck_questionnaire_answer_answer_has_time"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_questionnaire_answer_case_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_questionnaire_answer_organisation_id")
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_questionnaire_answer_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_answer")),
        sa.UniqueConstraint("case_id", "organisation_id", name=op.f("uq_questionnaire_answer_case_id_organisation_id")),
    )


def _create_offer_evaluation() -> None:
    op.create_table(
        "offer_evaluation",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("standing", STANDING, nullable=False),
        sa.Column("listed_id", sa.Uuid(), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("area", AREA, nullable=True),
        sa.Column("criteria", JSON, nullable=False),
        sa.Column("meets", sa.Boolean(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("evaluated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evaluated_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(evaluated_at IS NULL) = (meets IS NULL)",
            name=op.f("ck_offer_evaluation_ck_offer_evaluation_evaluated_has_time"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_offer_evaluation_case_id")),
        sa.ForeignKeyConstraint(["listed_id"], ["specialised_offer.id"], name=op.f("fk_offer_evaluation_listed_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_evaluation_offer_id")),
        sa.ForeignKeyConstraint(["evaluated_by_id"], ["person.id"], name=op.f("fk_offer_evaluation_evaluated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_evaluation")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_offer_evaluation_case_id_position")),
    )
