"""What goes wrong inside the engine: bugs of a diagram or of its caller, never the field saying no."""


class EngineError(Exception):
    """A diagram, its data or a kept state that cannot be run; the text names the element."""


class DiagramRejected(EngineError):
    """A diagram that may not be taken into use; `problems` holds one sentence for each fault."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
