"""How much may be sent: little everywhere, more where files are attached by somebody who is logged in."""

from flask import Flask, request

from web.access import current_visit
from web.large import MOST_BYTES

WITH_FILES = frozenset(
    {"attachments.add", "attachments.remove", "tasks.complete", "tasks.save_draft", "meeting_files.add"}
)


def init_uploads(app: Flask) -> None:
    """Let these views take files. Comes after the guard of the views, and before anything reads a form."""

    def widen() -> None:
        if request.endpoint in WITH_FILES and current_visit() is not None:
            request.max_content_length = MOST_BYTES

    app.before_request(widen)
