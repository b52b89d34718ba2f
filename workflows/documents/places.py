"""Where the templates and the fonts lie."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "pdf_templates"
FONTS = TEMPLATES / "shared" / "fonts"
