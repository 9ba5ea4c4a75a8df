# Everything starts here: `make run` and `make test` set up what they need on a machine with Python, make and pip.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PORT ?= 8001

# The first of these that really runs and is of a fitting version; PYTHON=... on the command line overrides.
PYTHONS := $(if $(PYTHON),$(PYTHON),python3.12 python3.11 python3 python)
FITS := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))

.PHONY: help run test test-long serve bench bench-accuracy lint records clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

run: $(READY)  ## set up, extract the demo corpus (20,783 PubMed records) and show what was found
	@$(BIN)/extractor run

test: lint records  ## set up, lint, and run every test but the long ones
	@$(BIN)/python -m pytest -m "not long"

test-long: $(READY) records  ## the tests that take minutes
	@$(BIN)/python -m pytest -m long

serve: $(READY)  ## browse the database (PORT=8001)
	@$(BIN)/extractor serve --port $(PORT)

bench: $(READY) records  ## accuracy and speed, in one run
	@$(BIN)/python -m bench

bench-accuracy: $(READY) records  ## accuracy on every corpus at hand, beside baselines
	@$(BIN)/python -c 'import quantulum3' 2>/dev/null || $(BIN)/python -m pip install --quiet -e '.[bench]' || \
	  echo "make: the baseline quantulum3 could not be installed and is left out" >&2
	@$(BIN)/python -m bench.accuracy

lint: $(READY)  ## ruff and mypy
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy

records: $(READY)
	@$(BIN)/python -m extractor.sources.demo >/dev/null || \
	  echo "make: the demo records could not be fetched; tests that need them are skipped" >&2

clean:  ## remove the environment and everything built (databases stay)
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): pyproject.toml
	@python=; for p in $(PYTHONS); do \
	  if $$p -c '$(FITS)' >/dev/null 2>&1; then python=$$p; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "make: no Python 3.11 or 3.12 with the venv module was found; install one, or name it: make PYTHON=/path/to/python3.12" >&2; \
	  exit 1; \
	fi; \
	if [ -x $(BIN)/python ] && ! $(BIN)/python -c '$(FITS)' >/dev/null 2>&1; then rm -rf $(VENV); fi; \
	echo "make: setting up $(VENV) with $$($$python --version), once ..." >&2; \
	if uv --version >/dev/null 2>&1; then \
	  { [ -x $(BIN)/python ] || uv venv --quiet --seed --python "$$python" $(VENV); } && \
	  uv pip install --quiet --python $(BIN)/python -e '.[dev]'; \
	else \
	  { [ -x $(BIN)/python ] || "$$python" -m venv $(VENV); } && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'; \
	fi && touch $(READY)
