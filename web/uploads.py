"""How much may be sent: little everywhere, more where files are attached by somebody who is logged in."""

from flask import Flask, request

from web.access import current_visit
from workflows.services.papers.attachments import LARGEST

WITH_FILES = frozenset({"attachments.add", "attachments.remove", "tasks.complete", "tasks.save_draft"})
MOST_BYTES = 3 * LARGEST
"""More than one file may hold, so that one that is too large is told of at its field."""


def init_uploads(app: Flask) -> None:
    """Let these views take files. Comes after the guard of the views, and before anything reads a form."""

    def widen() -> None:
        if request.endpoint in WITH_FILES and current_visit() is not None:
            request.max_content_length = MOST_BYTES

    app.before_request(widen)
