"""Recognise a document, and tell two of them apart."""

from dataclasses import dataclass
from io import BytesIO

from workflows.documents.reading import attached, words

SHOWN_WORDS = 8


@dataclass(frozen=True)
class Identity:
    """What a PDF says it is. The hash is that of the kept data it was made from, not of its bytes."""

    kind: str
    number: str
    version: int
    data_hash: str


def identify(pdf: bytes) -> Identity | None:
    """Which of our documents this is; None for any other file."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            info = {str(key): str(value) for key, value in opened.docinfo.items()}
    except pikepdf.PdfError:
        return None
    found = [info.get(f"/rammesag{name}") for name in ("kind", "number", "version", "datahash")]
    kind, number, version, data_hash = found
    if kind and number and version and version.isdecimal() and data_hash:
        return Identity(kind, number, int(version), data_hash)
    return None


def compare(pdf: bytes, again: bytes, *, show_words: bool = True) -> list[str]:
    """How a document differs from the one made again from the kept data, in Danish sentences.

    Empty when the bytes are the same. Otherwise the first sentence says that they are not, and the others
    whether identity, attached data and text are; both must be readable PDFs. Without `show_words` no text is quoted.
    """
    import pikepdf

    if pdf == again:
        return []
    differences = ["Filernes bytes er forskellige."]
    if identify(pdf) != identify(again):
        differences.append("Dokumentnummer, version eller datagrundlag er forskelligt.")
    with pikepdf.open(BytesIO(pdf)) as one, pikepdf.open(BytesIO(again)) as other:
        if attached(one) != attached(other):
            differences.append("De vedhæftede data er forskellige.")
        differences += _text_differences(words(one), words(other), show_words=show_words)
    return differences


def _text_differences(one: list[str], other: list[str], *, show_words: bool) -> list[str]:
    if one == other:
        return []
    if not show_words:
        return ["Teksten er forskellig."]
    pairs = enumerate(zip(one, other, strict=False))
    at = next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))
    left, right = (" ".join(text[at : at + SHOWN_WORDS]) or "(slut)" for text in (one, other))
    return [f"Teksten er forskellig fra ord {at + 1}: »{left}« mod »{right}«."]
