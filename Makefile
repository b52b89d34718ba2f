# `make` alone shows the commands. Needs make, git, and Python 3.11-3.14 with venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The lock files name everything that is needed, so that nothing is looked for beside them: a newer release of what a
# package asks for with an extra would else be tried, and refused for want of a hash.
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --only-binary :all: --require-hashes

VERSION_OF := import sys; print("%d.%d.%d" % sys.version_info[:3])
PYTHON_VERSION := $(shell $(PYTHON) -c '$(VERSION_OF)' 2>/dev/null)

# What Debian calls the libraries that make PDFs, and what the tests use besides.
TO_RUN := libpangoft2-1.0-0 libharfbuzz-subset0
TO_TEST := $(TO_RUN) chromium poppler-utils

.DEFAULT_GOAL := help
.PHONY: help run demo test screenshots format lock system system-for-tests clean

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  With PYTHON=python3.13, PORT=8000 or HOST=127.0.0.1 after it where wanted."

run: system $(VENV)/.run ## Run Rammesag on http://127.0.0.1:8000; a demo is in it the first time
	@exec $(BIN)/flask --app wsgi serve

demo: $(VENV)/.run ## Fill an empty database with the demo, without serving it
	@$(BIN)/flask --app wsgi demo

test: system-for-tests $(VENV)/.dev ## All that CI checks: format, lint, types, imports, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report term

screenshots: system-for-tests $(VENV)/.dev ## Take the pictures in docs/screens, and count the clicks of docs/walks.md
	$(BIN)/python -m tests.walks.screens
	$(BIN)/python -m tests.walks.clicks

format: $(VENV)/.dev ## Set the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## Lock newer versions after a change in pyproject.toml (needs uv and a network)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -o requirements.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header \
		--constraint requirements.txt -o requirements-dev.txt

system: ## Install the system libraries that documents need
	@$(call ensure,$(TO_RUN))

system-for-tests: ## Install those, and the programs that the tests use
	@$(call ensure,$(TO_TEST))

clean: ## Remove the environment and all caches; the database in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* htmlcov

# The environment is made anew for another Python, and brought up to date when a lock file has changed.
# Nothing is fetched when all is in place.

$(VENV)/.run: requirements.txt $(VENV)/.python-$(PYTHON_VERSION)
	@echo "Installing the packages of requirements.txt ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing the packages of requirements-dev.txt ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(VENV)/.python-$(PYTHON_VERSION):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || { \
		echo "Rammesag needs Python 3.11-3.14; $(PYTHON) is $(or $(PYTHON_VERSION),not there)." \
			"Name another: make $(MAKECMDGOALS) PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv is missing: sudo apt-get install -y python3-venv" >&2; exit 1; }
	@test "$$($(BIN)/python -c '$(VERSION_OF)' 2>/dev/null)" = "$(PYTHON_VERSION)" || { \
		echo "Making the environment in $(VENV) with Python $(PYTHON_VERSION) ..."; \
		rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); }
	@touch $@

# Installs what is missing of the packages named, as root or with a sudo that asks for no password;
# else says in one line what to paste. Where there is no dpkg, the libraries are looked for at start.
define ensure
command -v dpkg-query >/dev/null || exit 0; \
missing=$$(for package in $(1); do \
	dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || echo $$package; done | xargs); \
test -n "$$missing" || exit 0; \
if test "$$(id -u)" = 0; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else \
	echo "These system packages are missing. Paste this line, then try again:" >&2; \
	echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends $$missing" >&2; exit 1; fi; \
echo "Installing $$missing ..."; \
$$as_root apt-get update -qq && \
$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null
endef
