# `make run` starts the forum on http://127.0.0.1:8000, `make test` proves it. README.md says more.
# Every setting of docs/settings.md may stand before or after: PORT=8123 make run

VENV := .venv
PYTHON := $(VENV)/bin/python
CATALOGUES := $(wildcard frontend/locale/*/LC_MESSAGES/django.po)

# Where nothing compiled may be kept, every process compiles all it imports: seconds at each start.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
# One after another, but for what `check` asks for at once.
ifeq ($(filter check-types,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
.PHONY: help setup setup-dev run test test-sqlite test-postgres test-long check check-types check-rules format bench

help:  ## What can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

run: setup  ## Start the forum and its worker, with the demo community
	@$(PYTHON) manage.py run --prepare --end-with-parent

test: setup-dev  ## All tests on SQLite; what depends on the database, on PostgreSQL, too
	@$(PYTHON) -m tests.services.run all

test-sqlite: setup-dev  ## All tests, on SQLite only
	@$(PYTHON) -m tests.services.run sqlite

test-postgres: setup-dev  ## Tests that depend on the database, on PostgreSQL only
	@$(PYTHON) -m tests.services.run postgres

test-long: setup-dev  ## Kills, long property runs and other slow proofs; everything on PostgreSQL
	@$(PYTHON) -m tests.services.run long

check: setup-dev  ## Format, lint, types, layers, templates, migrations, documents
	$(MAKE) --no-print-directory --jobs=2 --output-sync check-types check-rules

check-types:  ## Types alone
	$(VENV)/bin/mypy .

check-rules:  ## Everything of `check` but types
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint --quiet --lint frontend
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m docs.generate --check

format: setup-dev  ## Format code and sort imports
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bench: setup-dev  ## Benchmarks
	@$(PYTHON) -m benchmarks

# The environment; stamps keep a second start quick.

setup: $(VENV)/installed $(VENV)/catalogues  ## What running needs
setup-dev: $(VENV)/installed-dev $(VENV)/catalogues  ## What working on Lingora needs

$(PYTHON):
	@scripts/venv

$(VENV)/installed: requirements.txt | $(PYTHON)
	@scripts/install requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(PYTHON)
	@scripts/install requirements-dev.txt
	@touch $@ $(VENV)/installed

$(VENV)/catalogues: $(CATALOGUES) $(VENV)/installed
	@if [ -n "$(CATALOGUES)" ]; then $(VENV)/bin/pybabel --quiet compile -d frontend/locale -D django; fi
	@touch $@
