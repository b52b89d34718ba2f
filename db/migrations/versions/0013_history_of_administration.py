"""The history of what is administered, beginning with what the lists of most specialised offers knew of themselves."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"

_json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.create_table(
        "administrative_change",
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "created",
                "changed",
                "removed",
                name="changekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("names", _json, nullable=False),
        sa.Column("fields", _json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_administrative_change_person_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_administrative_change_organisation_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_administrative_change_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administrative_change")),
    )
    op.create_index("ix_administrative_change_at", "administrative_change", ["changed_at", "id"])
    op.create_index("ix_administrative_change_table", "administrative_change", ["about", "changed_at", "id"])
    op.create_table(
        "administrative_change_subject",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["administrative_change.id"], name=op.f("fk_administrative_change_subject_change_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administrative_change_subject")),
    )
    op.create_index(
        "ix_administrative_change_subject_history",
        "administrative_change_subject",
        ["subject", "changed_at", "change_id"],
    )
    op.create_index("ix_administrative_change_subject_change_id", "administrative_change_subject", ["change_id"])
    _keep_what_lists_knew()


def _keep_what_lists_knew() -> None:
    """An offer that was put on a list by somebody, at a moment that is known."""
    connection = op.get_bind()
    listed = sa.table(
        "specialised_offer",
        *(sa.column(name, sa.Uuid()) for name in ("id", "case_id", "entered_by_id")),
        *(sa.column(name, sa.Text()) for name in ("agreement_id", "name", "target_group", "area", "reason")),
        sa.column("valid_from", sa.Date()),
        sa.column("entered_at", sa.DateTime(timezone=True)),
    )
    known = sa.select(listed).where(listed.c.entered_at.is_not(None), listed.c.entered_by_id.is_not(None))
    told, subjects = _tables()
    for row in connection.execute(known).mappings():
        change_id = uuid4()
        values = ("name", "target_group", "area", "valid_from", "reason")
        connection.execute(
            told.insert().values(
                id=change_id,
                changed_at=row["entered_at"],
                person_id=row["entered_by_id"],
                organisation_id=None,
                origin="",
                case_id=row["case_id"],
                kind="created",
                about="specialised_offer",
                row_id=row["id"],
                names=[row["name"]],
                fields=[[name, None, str(row[name])] for name in values if row[name]],
                reason="",
            )
        )
        connection.execute(
            subjects.insert().values(
                id=uuid4(), change_id=change_id, subject=row["agreement_id"], changed_at=row["entered_at"]
            )
        )


def _tables() -> tuple[sa.TableClause, sa.TableClause]:
    change = sa.table(
        "administrative_change",
        *(sa.column(name, sa.Uuid()) for name in ("id", "person_id", "organisation_id", "case_id", "row_id")),
        *(sa.column(name, sa.Text()) for name in ("origin", "kind", "about", "reason")),
        *(sa.column(name, _json) for name in ("names", "fields")),
        sa.column("changed_at", sa.DateTime(timezone=True)),
    )
    subject = sa.table(
        "administrative_change_subject",
        *(sa.column(name, sa.Uuid()) for name in ("id", "change_id")),
        sa.column("subject", sa.Text()),
        sa.column("changed_at", sa.DateTime(timezone=True)),
    )
    return change, subject
