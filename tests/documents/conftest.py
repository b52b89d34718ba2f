"""Samples, and the PDFs made of them. A sample is printed once and read by many tests."""

import json
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from workflows.documents.places import TEMPLATES
from workflows.documents.render import render

SAMPLES = TEMPLATES / "samples"
KINDS_WITH_SAMPLE = sorted(path.stem for path in SAMPLES.glob("*.json"))


def sample(kind: str) -> dict[str, Any]:
    """The kept data of the example document of a kind; a fresh copy each time."""
    return json.loads((SAMPLES / f"{kind}.json").read_text(encoding="utf-8"))


@cache
def printed(kind: str) -> bytes:
    return render(kind, sample(kind))


def text_of(pdf: bytes) -> str:
    """What a reader finds on the pages, with one space between words."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def pages_of(pdf: bytes) -> list[str]:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(page.split()) for page in read.stdout.decode().split("\f")[:-1]]


@pytest.fixture(params=KINDS_WITH_SAMPLE)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def opened(kind: str) -> Any:
    with pikepdf.open(BytesIO(printed(kind))) as pdf:
        yield pdf


@pytest.fixture
def text() -> Callable[[str], str]:
    """The text of the example document of a kind."""
    return lambda kind: text_of(printed(kind))
