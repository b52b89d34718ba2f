"""The documents' fonts are the ones that were vendored, and all hold the same characters."""

import hashlib

from fontTools.ttLib import TTFont

from workflows.documents.places import FONTS


def test_the_vendored_fonts_have_the_sums_they_came_with():
    sums = dict(reversed(line.split()) for line in (FONTS / "SHA256SUMS").read_text(encoding="utf-8").splitlines())

    assert {path.name for path in FONTS.glob("*.ttf")} | {"OFL.txt"} == set(sums)
    for name, expected in sums.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == expected


def test_each_font_holds_the_same_characters():
    characters = []
    for path in FONTS.glob("*.ttf"):
        with TTFont(path) as font:
            characters.append(set(font.getBestCmap()))

    assert len(characters) == 3
    assert all(held == characters[0] for held in characters)
    assert set(map(ord, "æøåÆØÅ§–−×÷»«é\N{NO-BREAK SPACE}\N{REPLACEMENT CHARACTER}")) <= characters[0]
