"""The tables that the migrations make are those that the models describe."""

from importlib import import_module
from pkgutil import iter_modules

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Enum, inspect

import db.models
from db.base import Base
from db.upgrade import upgrade
from tests.snapshots import connected


def test_the_migrations_end_in_the_tables_of_the_models(database):
    for module in iter_modules(db.models.__path__):
        import_module(f"db.models.{module.name}")

    with connected().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False, "include_name": _of_a_model})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def _of_a_model(name, kind, _parents):
    """The entries of the search are derived; their tables have no models."""
    return kind != "table" or not name.startswith("search_")


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database):
    upgrade(connected())


def test_every_word_of_the_field_has_its_place_in_the_tables(database):
    missing = []
    with connected().connect() as connection:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, Enum):
                    check = _check(connection, table.name, column.name)
                    missing += [
                        f"{table.name}.{column.name}: {word}" for word in column.type.enums if word not in check
                    ]

    assert missing == []


def _check(connection, table, column):
    if connection.dialect.name == "sqlite":
        sql = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar_one()
        return next(line for line in sql.splitlines() if f"CHECK ({column} IN (" in line)
    checks = inspect(connection).get_check_constraints(table)
    return next(one["sqltext"] for one in checks if "ANY" in one["sqltext"] and column in one["sqltext"].split("=")[0])
