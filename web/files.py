"""Files that are made for the one who asks, as the browser saves them."""

from datetime import date
from typing import IO

from flask import Response, send_file

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def excel(workbook: IO[bytes], name: str, day: date) -> Response:
    """A workbook to be saved, named by what it holds and the day; it is sent as it is read."""
    return send_file(workbook, EXCEL, as_attachment=True, download_name=f"{name}-{day.isoformat()}.xlsx")
