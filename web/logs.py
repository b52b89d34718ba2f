"""The log: one JSON object a line on standard error, without personal data and without what forms held."""

import sys
import time

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict

from workflows.services.running.faults import places


def init_logs(app: Flask) -> None:
    """Set up structlog, and note each request by its view's name: addresses may hold personal data."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_messages,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=_to_standard_error,
    )
    # Flask would log a bug once more, with the address.
    app.logger.disabled = True
    app.before_request(_start_clock)
    app.after_request(_note)


def _without_messages(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Tell an error by its kind and places only: its message can quote what someone typed."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["exception"] = places(error)
    return event


def _to_standard_error(*_: object) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)


def _start_clock() -> None:
    g.started = time.perf_counter()


def _note(response: Response) -> Response:
    if request.endpoint != "static":
        structlog.get_logger("rammesag.web").info(
            "request",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.started) * 1000),
        )
    return response
