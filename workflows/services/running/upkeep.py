"""What the one who runs the system asks for: tables up to date, organisations in them, a fit machine."""

from pathlib import Path

from sqlalchemy import Engine

from db.session import transaction
from db.upgrade import upgrade
from workflows.documents.system import system_problems
from workflows.services.demonstration.seeding import seed_reference
from workflows.services.register.administering import by_command


def upgrade_database() -> None:
    """Bring the tables up to date; makes the folder of a SQLite database that is not there yet."""
    engine = _engine()
    file = engine.url.database
    if engine.dialect.name == "sqlite" and file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    upgrade(engine)


def add_reference_data() -> None:
    """Add the municipalities, regions, bodies and secretariats that are not there yet."""
    with by_command("db seed") as session:
        seed_reference(session)


def close_connections() -> None:
    """Close what is open to the database: a child process must not inherit it."""
    _engine().dispose()


def machine_problems() -> list[str]:
    """What the machine lacks before documents can be made, a sentence for each."""
    return system_problems()


def _engine() -> Engine:
    # Nothing is asked in it, so it connects to nothing: the folder of the database may not be there yet.
    with transaction() as session:
        bind = session.get_bind()
    if not isinstance(bind, Engine):
        raise TypeError("the database is reached through an engine")
    return bind
