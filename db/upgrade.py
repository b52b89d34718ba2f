"""Brings the tables up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from db.search import drop_triggers, make_triggers

LATEST = "head"


def upgrade(engine: Engine, to: str = LATEST) -> None:
    """Run the migrations that this database has not seen, up to the last or to a number, all in one transaction.

    The triggers of the search are not migrated but made anew after the last one, as the program has them.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        drop_triggers(connection)
        command.upgrade(config, to)
        if to == LATEST:
            make_triggers(connection)
