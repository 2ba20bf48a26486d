# One word each: run, test, lint, bench, pictures, mutants. Made for GNU make 3.81 and later, with Debian's tools and macOS's.

PORT ?= 8000
ARGS ?=
# Each process takes a run of neighbours, so that one serves SQLite and one PostgreSQL; the faster one helps the slower.
PARALLEL := --numprocesses auto --dist worksteal
UV_VERSION := 0.13.8
PYTHON := .venv/bin/python

export PORT
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON := $(CURDIR)/.venv/bin/python
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport VIRTUAL_ENV PYTHONHOME

.PHONY: help run test lint bench pictures mutants uv sync sync-dev chromium

help:
	@echo "make run      serve on http://127.0.0.1:$(PORT) (PORT=8001 for another port): a demo, unless keys are set"
	@echo "make test     run every test (ARGS='-k entries' hands words to pytest)"
	@echo "make lint     ruff, mypy, TypeScript, the import contracts and the architecture test"
	@echo "make bench    measure list, PUT, brief, search and pages against their bars, on the server as it is shipped"
	@echo "make pictures take the pictures of docs/pictures and of the manifest anew, with the demo and Chromium"
	@echo "make mutants  measure the tests: which changes of the code does none notice (half an hour and more)"

# Without production keys it is a demo; whether it may be one, journal/config.py says.
run: sync
	@if [ -z "$$JOURNAL_DEMO$$JOURNAL_MASTER_KEYS$$JOURNAL_MASTER_KEYS_FILE" ]; then export JOURNAL_DEMO=1; fi; \
	exec $(PYTHON) -m flask --app wsgi serve --port $(PORT)

test: sync-dev chromium
	@$(PYTHON) -m pytest $(PARALLEL) $(ARGS)

lint: sync-dev node_modules
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy --strict
	@.venv/bin/npx tsc
	@.venv/bin/npx tsc -p static/worker
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) -m pytest -q tests/test_architecture.py

# What is shipped is measured: some libraries load more where tools of development are installed beside them.
bench: uv
	@.venv/bin/uv sync --locked --quiet --no-dev
	@$(PYTHON) -m bench $(ARGS)

pictures: sync-dev chromium
	@$(PYTHON) -m tests.pictures

mutants: uv
	@.venv/bin/uv sync --locked --quiet --all-extras --group mutants
	@$(PYTHON) -m tests.mutants $(ARGS)

# TypeScript reads the types of static/js in their comments; pages get the files as they are.
node_modules: package-lock.json
	@.venv/bin/npm ci --silent --no-audit --no-fund
	@touch node_modules

sync: uv
	@.venv/bin/uv sync --locked --quiet --no-dev --inexact

sync-dev: uv
	@.venv/bin/uv sync --locked --quiet --all-extras

# Make .venv and bring uv into it, when either is missing, broken or of another version.
uv:
	@enough='import sys; sys.exit(sys.version_info < (3, 11))'; \
	if ! $(PYTHON) -c "$$enough" 2>/dev/null; then \
		for name in python3 python3.14 python3.13 python3.12 python3.11; do \
			if "$$name" -c "$$enough" 2>/dev/null; then found=$$name; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo "Journal needs Python 3.11 or later; here it is: $$(python3 --version 2>&1)" >&2; exit 1; \
		fi; \
		echo "Installing into .venv, once"; \
		"$$found" -m venv --clear .venv || exit 1; \
	fi; \
	if [ "$$(.venv/bin/uv --version 2>/dev/null | cut -d ' ' -f 2)" != "$(UV_VERSION)" ]; then \
		$(PYTHON) -m pip install --quiet "uv==$(UV_VERSION)"; \
	fi

# Try once to install Debian's Chromium; without it the browser tests say why they are skipped, and what to do.
chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ -e .venv/chromium.log ] || ! command -v apt-get >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root=sudo; else exit 0; fi; \
	echo "Installing Debian's chromium for the browser tests, once"; \
	{ $$as_root apt-get update && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; \
	} </dev/null >.venv/chromium.log 2>&1 || echo "That failed; .venv/chromium.log says why"
