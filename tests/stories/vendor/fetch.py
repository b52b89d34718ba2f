"""Fetches what only tests use in a browser again: `python -m tests.stories.vendor.fetch` (needs npm and a network)."""

from pathlib import Path

from web.static.vendor.fetch import fetch

HERE = Path(__file__).parent

LIBRARIES = {"axe-core@4.14.1": [r"LICENSE", r"LICENSE-3RD-PARTY\.txt", r"axe\.min\.js"]}
"""Name and version to patterns of the files that are kept."""

if __name__ == "__main__":
    fetch(LIBRARIES, HERE)
