"""HTML to PDF bytes. Runs in the worker's process, where only the documents' fonts are to be seen."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workflows.documents import figures
from workflows.documents.canonical import canonical_json, data_hash
from workflows.documents.kinds import KINDS, Attached
from workflows.documents.pages import html
from workflows.documents.places import TEMPLATES

if TYPE_CHECKING:
    from weasyprint import Attachment
    from weasyprint.urls import URLFetcher

CHARACTER_MAP = b"/CIDInit /ProcSet findresource begin"
NO_BREAK = re.compile(rb"(<[0-9a-f]{4}>) <00a0>")
STYLESHEETS = {"rammesag:page.css": TEMPLATES / "shared" / "page.css"}


def press(kind: str, data: Mapping[str, Any]) -> bytes:
    """The document as PDF/A-3a: tagged, archivable, and the same bytes every time.

    Raises weasyprint.urls.FatalURLFetchingError if a template asks for anything but its stylesheet and its plots.
    """
    from weasyprint import HTML

    attached = KINDS[kind].attached
    attachments = [_data_file(attached, data)] if attached and data[attached.field] else None
    document = HTML(string=html(kind, data), url_fetcher=_own_files_only())
    pdf: bytes = document.write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_identifier=data_hash(data).encode(),
        custom_metadata=True,
        attachments=attachments,
        finisher=_finish,
    )
    return pdf


def _finish(_document: object, pdf: Any) -> None:
    _read_as_spaces(pdf)
    if "AF" in pdf.catalog:
        # WeasyPrint 70 lists each attached file twice.
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _read_as_spaces(pdf: Any) -> None:
    """A space that keeps words together on the line is a space to who searches, copies or listens."""
    for stream in pdf.objects:
        lines = getattr(stream, "stream", None)
        if lines and lines[0] == CHARACTER_MAP:
            stream.stream = [NO_BREAK.sub(rb"\1 <0020>", line) for line in lines]


def _data_file(attached: Attached, data: Mapping[str, Any]) -> "Attachment":
    """The figures, what went into their calculation and what came out, as an auditor can read them again."""
    from weasyprint import Attachment

    envelope = data["envelope"]
    issued = datetime.fromisoformat(envelope["issued"])
    content = {key: envelope[key] for key in ("number", "version", "issued", "case_number", "agreement")}
    fields = {name: data[name] for name in (attached.field, *attached.also)}
    return Attachment(
        string=canonical_json({**content, **fields}),
        name=attached.file,
        description=attached.description,
        created=issued,
        modified=issued,
        relationship="Data",
    )


def _own_files_only() -> "URLFetcher":
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
        """Knows the stylesheets of the templates and the plots of `figures`. Nothing else is read from anywhere."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            if url in STYLESHEETS:
                return URLFetcherResponse(url, STYLESHEETS[url].read_bytes(), {"Content-Type": "text/css"})
            if url.startswith(figures.SCHEME):
                return URLFetcherResponse(url, figures.picture(url), {"Content-Type": "image/svg+xml"})
            raise FatalURLFetchingError(f"A document's template asked for {url}")

    return OwnFilesOnly()
