"""What can go wrong in words a user understands.

`Refused` is the field saying no; everything else that is raised is a bug.
"""

from uuid import UUID


class Refused(Exception):
    """A step that the rules or the state of the case do not allow.

    `message` is a Danish sentence that says what is wrong and what to do; `rule` is the paragraph
    it rests on (agreement and section); `field` names the form field that it concerns.
    """

    def __init__(self, message: str, *, rule: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.field = field


class NotFound(Refused):
    """The thing does not exist, or the person may not know that it does."""


class NotAllowed(Refused):
    """The person may see the thing but not do this with it."""


class ReasonNeeded(NotAllowed):
    """A citizen's data may be seen when the person has said why; `case_id` is the case they belong to."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__("Skriv først, hvorfor du har brug for at se borgerens oplysninger.")
        self.case_id = case_id


class TaskNotOpen(Refused):
    """The task was completed or withdrawn before this answer came."""


class InputError(Exception):
    """Bad input to a calculation: one or more fields, each with its path and a sentence in Danish."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{path}: {message}" for path, message in errors))
        self.errors = errors
