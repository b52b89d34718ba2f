"""What a module pulls in: low modules never bring a high one along, so that each runs alone."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("workflows", "db", "web")
HEAVY = {"flask", "sqlalchemy", "SpiffWorkflow", "weasyprint", "pydantic", "jinja2"}
BRINGS = {
    "workflows.vocabulary": set(),
    "workflows.rules.closing.compute": set(),
    "workflows.rules.calc_closing": set(),
    "workflows.rules.calc_dates": set(),
    "workflows.access.grants": set(),
    "workflows.access.visibility": set(),
    "db.models.case": {"sqlalchemy"},
    "workflows.engine.runner": {"SpiffWorkflow"},
    "workflows.documents.envelope": set(),
}
"""Module and what it may bring along."""


@pytest.mark.parametrize("package", PACKAGES)
def test_package_files_are_empty(package):
    written = [str(file) for file in (ROOT / package).rglob("__init__.py") if file.read_text().strip()]

    assert written == []


@pytest.mark.parametrize("module", BRINGS)
def test_a_low_module_brings_no_high_one_along(module):
    asked = f"import sys, {module}; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)

    assert HEAVY & set(done.stdout.split()) <= BRINGS[module]
