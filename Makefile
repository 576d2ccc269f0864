# `make run` starts Ringside, `make test` checks it. Everything they need is installed below this folder.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
PORT ?= 8000
DATA ?= data
BIN := .venv/bin

PY_SOURCES := $(shell find src migrations -name '*.py' -o -name '*.yaml' -o -name '*.md' 2>/dev/null)
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/src/api/*' -not -path '*/test-results/*' 2>/dev/null)

.PHONY: run test bench eval dev fix migrations clean

run: .stamps/app web/dist/index.html
	@$(BIN)/ringside serve --demo --port $(PORT) --data $(DATA)

test:
	@$(MAKE) --no-print-directory -j2 GOAL=test .stamps/dev web/node_modules/.package-lock.json
	@$(BIN)/python tools/check.py

bench: .stamps/dev web/dist/index.html
	@$(BIN)/python -m benchmarks

eval: .stamps/dev
	@$(BIN)/python -m evals

# The API with reload on :8000 and the web app with hot reload on :5173.
dev: .stamps/dev web/node_modules/.package-lock.json web/openapi.json
	@cd web && npm run --silent api >/dev/null
	@trap 'kill 0' EXIT; $(BIN)/ringside serve --demo --reload --port $(PORT) --data $(DATA) & cd web && npm run dev

fix: .stamps/dev
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format . && cd web && npm run --silent fix

# Writes the newest generated revisions anew from the tables of all rooms; shipped ones never change.
migrations: .stamps/dev
	@$(BIN)/python tools/migrations.py

clean:
	rm -rf .venv .stamps web/node_modules web/dist web/src/api web/openapi.json

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Ringside needs Python 3.11 or newer: install python3.11 and try again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Ringside needs Python 3.11 or newer; $(PYTHON) is older. Try: make $(or $(GOAL),$(MAKECMDGOALS)) PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --quiet --upgrade pip

.stamps/app: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing Ringside (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --quiet --constraint constraints.txt --editable '.[voice]'
	@mkdir -p .stamps && touch $@

.stamps/dev: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing Ringside and what its tests need (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --quiet --constraint constraints.txt --editable '.[dev,voice]'
	@mkdir -p .stamps && touch .stamps/app $@

# npm ci would want binaries of other platforms, which a lockfile made on one platform does not list.
web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@command -v node >/dev/null && node -e 'process.exit(+process.versions.node.split(".")[0] < 20 ? 1 : 0)' || { echo "Ringside needs Node 20 or newer to build its web app: install it and try again."; exit 1; }
	@echo "Installing the web app's packages (once)"
	@cd web && npm install --silent --no-audit --no-fund
	@touch $@

web/openapi.json: .stamps/app $(PY_SOURCES)
	@$(BIN)/ringside openapi $@

web/dist/index.html: web/node_modules/.package-lock.json web/openapi.json $(WEB_SOURCES)
	@echo "Building the web app"
	@cd web && npm run --silent api >/dev/null && npm run --silent build -- --logLevel warn
	@touch $@
