"""The bounds within which a diagram is read and run."""

from time import monotonic

from workflows.engine.errors import EngineError

MAX_FILE_BYTES = 1024 * 1024
MAX_FLOW_NODES = 200
MAX_EXPRESSION_LENGTH = 500
MAX_EXPRESSION_NODES = 100
MAX_TEXT_LENGTH = 2000
MAX_ENTRIES = 500
"""Of a list in the task data, and so of the tasks that are open at once for its entries."""

MAX_STEPS = 500
MAX_SECONDS = 10.0

MAX_DEPTH = 600
"""SpiffWorkflow stops looking at a depth of 1000, and its joins call themselves once per level."""


class Budget:
    """The steps and the time that one run may use."""

    def __init__(self) -> None:
        self._steps_left = MAX_STEPS
        self._until = monotonic() + MAX_SECONDS

    def spend(self) -> None:
        """Count one step; EngineError when the run has gone on for too long."""
        self._steps_left -= 1
        if self._steps_left < 0:
            raise EngineError(f"The process took more than {MAX_STEPS} steps without waiting for anyone")
        if monotonic() > self._until:
            raise EngineError(f"The process ran for more than {MAX_SECONDS} seconds without waiting for anyone")
