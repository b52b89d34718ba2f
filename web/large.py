"""A form that was sent with more than is taken: what was typed is read all the same, what its files hold is let go."""

from io import BytesIO
from typing import IO, Any

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.formparser import parse_form_data

from workflows.services.papers.attachments import LARGEST

MOST_BYTES = 3 * LARGEST
"""How much is taken where files are: more than one may hold, so that one too large is told of at its field."""
MOST_READ = 10 * LARGEST
"""How much is read for the sake of what was typed; a browser shows no answer before it has sent all."""


def typed_besides_files() -> list[tuple[str, str]]:
    """The fields of this request in their order; none when it is larger still, or no form."""
    try:
        _, form, _ = parse_form_data(
            request.environ,
            stream_factory=_nowhere,
            max_form_memory_size=current_app.config["MAX_FORM_MEMORY_SIZE"],
            max_content_length=MOST_READ,
            max_form_parts=request.max_form_parts,
        )
    except HTTPException:
        return []
    return list(form.items(multi=True))


class _Nowhere(BytesIO):
    """Takes what is written and keeps nothing."""

    def write(self, content: Any) -> int:
        return len(content)


def _nowhere(*_about: Any, **_more: Any) -> IO[bytes]:
    return _Nowhere()
