# Everything a person does with Kartabl. Each target sets up what it needs by itself: nothing must be typed first.
# A step is done again only when what it is made from has changed (the files called `.made-…` remember when).

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
NODE := $(BIN)/python tools/node.py
DIAGRAMS := $(wildcard bpmn_diagrams/*.bpmn bpmn_diagrams/*/*.bpmn)
# Of the style sheet stays what templates and views name: it is made anew when they change.
FRONTEND := $(shell find web -name '*.html' -o -path 'web/frontend/*' -type f -o -name '*.py')
CATALOGUES := $(wildcard web/translations/*/LC_MESSAGES/*.po)

# The other FEEL that ours is compared with, where its tests are; our dates in the browser are built beside it.
ORACLE := $(patsubst tests/feel/oracle/entry.js,build/feelin.js,$(wildcard tests/feel/oracle/entry.js))

# Markers of tests that need more than Python or a moment, and of those that are run by themselves.
MORE := office or slow or node or postgres
APART := browser or servers or long

.DEFAULT_GOAL := help
.PHONY: help run fast test test-servers long bench dist pictures lint messages lock clean
.DELETE_ON_ERROR:

help:  ## Print these targets
	@grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*  ## /\1\t/' | expand -t 12

run: .venv/.made-run web/static/dist/manifest.json web/translations/.made  ## Set up what is missing and start the server
	@$(BIN)/kartabl run

fast: .venv/.made-test web/translations/.made  ## Run the tests that need nothing but Python, in seconds
	@$(BIN)/pytest -q -n 2 -m "not ($(MORE)) and not ($(APART))"

test: fast web/static/dist/manifest.json $(ORACLE)  ## Run all tests but the long ones; the fast ones first
	@$(BIN)/pytest -n 2 -m "($(MORE)) and not ($(APART))"
	@$(BIN)/pytest -m "browser and not long"

test-servers: .venv/.made-test web/static/dist/manifest.json web/translations/.made  ## Run the tests that need real servers beside PostgreSQL: Redis, RabbitMQ; and kill them all
	@$(BIN)/pytest -m "servers and not long"

long: .venv/.made-test web/static/dist/manifest.json web/translations/.made  ## Run what takes long: thousands of random diagrams against the oracle, a fuzzer over the readers, two hundred and forty kills
	@$(BIN)/pytest -m long

bench: .venv/.made-test web/static/dist/manifest.json web/translations/.made  ## Measure, each figure beside its floor in the same run (JSON: make bench ARGS=--json; parts: ARGS=trays)
	@$(BIN)/python -m tests.benchmarks.bench $(ARGS)

dist: .venv/.made-run web/static/dist/manifest.json web/translations/.made  ## Make what an office without a network installs from (dist/kartabl)
	@$(BIN)/python tools/dist.py

pictures: .venv/.made-test web/static/dist/manifest.json web/translations/.made  ## Take a picture of every page (build/pictures); those of the guides go to docs/pictures
	@$(BIN)/python -m tests.browser.pictures $(ARGS)

lint: .venv/.made-test node_modules/.made  ## Check style, types, the direction of imports, and the diagrams
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy engine processes
	@$(BIN)/lint-imports --no-logo
ifneq ($(DIAGRAMS),)
	@$(NODE) node node_modules/bpmnlint/bin/bpmnlint.js $(DIAGRAMS)
endif

messages: .venv/.made-test  ## Bring the translation catalogues up to the sentences in the sources
	@mkdir -p build
	@$(BIN)/pybabel -q extract -F web/babel.cfg --sort-output --no-location --no-wrap -k lazy_gettext \
	  -o build/messages.pot web
	@$(BIN)/pybabel -q update -i build/messages.pot -d web/translations --no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date

lock: .venv/.made-test  ## Renew the lock files from requirements/*.in and package.json
	@cd requirements && for name in run test node; do \
	  ../$(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --no-strip-extras --no-header \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options -o $$name.txt $$name.in || exit 1; \
	done
	@$(NODE) npm update --ignore-scripts --package-lock-only

clean:  ## Remove what was built; the office's data in var/ stays
	rm -rf .venv node_modules build dist web/static/dist web/translations/.made *.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	rm -f web/translations/*/LC_MESSAGES/*.mo

# Set-up, step by step.

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Expected Python 3.11 or newer, but found " + sys.version)'
	@$(PYTHON) -m venv .venv || { echo 'Expected Python with venv; on Debian: apt-get install python3-venv' >&2; exit 1; }
	@touch $@

.venv/.made-run: requirements/run.txt setup.cfg pyproject.toml .venv/.made
	@echo 'Installing what the product needs …'
	@$(PIP) install --require-hashes -r requirements/run.txt
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-index --no-build-isolation -e .
	@touch $@

.venv/.made-test: requirements/test.txt .venv/.made-run
	@echo 'Installing what the tests need …'
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

.venv/.made-node: requirements/node.txt tools/node.py .venv/.made
	@$(BIN)/python tools/node.py || { echo 'Installing Node …'; $(PIP) install --require-hashes -r requirements/node.txt; }
	@touch $@

node_modules/.made: package-lock.json package.json .npmrc .venv/.made-node
	@echo 'Installing what the front end needs …'
	@$(NODE) npm ci --ignore-scripts --loglevel=error
	@touch $@

web/static/dist/manifest.json: node_modules/.made $(FRONTEND)
	@$(NODE) node web/frontend/build.mjs

build/feelin.js: tests/feel/oracle/entry.js web/frontend/date/days.js node_modules/.made
	@$(NODE) node web/frontend/build.mjs --test

web/translations/.made: $(CATALOGUES) .venv/.made-run
	@$(BIN)/pybabel -q compile -d web/translations
	@touch $@
