"""Answers that tell of a citizen."""

from collections.abc import Iterable

from workflows.processes.reading import Answers


class PersonalAnswers(Answers):
    """Answers whose values are never printed: they do not show in a traceback."""

    def __repr_args__(self) -> Iterable[tuple[str | None, object]]:
        return ()
