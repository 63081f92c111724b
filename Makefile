# The two commands of a newcomer are `make serve` and `make test`; a maintainer runs `make check`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: serve test check lint types build clean
.DEFAULT_GOAL := serve

serve: .venv/installed
	$(BIN)/shisaku serve --port $(PORT)

build: .venv/installed
	$(BIN)/shisaku build

test: .venv/installed-test
	$(BIN)/python -m pytest

check: lint types test

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-test
	$(BIN)/mypy .

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Shisaku needs Python 3.11 or newer; name one with PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-test: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

clean:
	rm -rf .venv var build *.egg-info
