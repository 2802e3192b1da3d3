# Recipes. `make` alone lists them.
PY ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null && $$p -c \
 'import sys,venv,ensurepip;sys.exit(sys.version_info<(3,11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000
BIN := .venv/bin
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help install demo test check bench faults lock

help: ## list the recipes
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: .venv/.ok ## make the environment from the lock file, nothing else

.venv/.ok: requirements.lock pyproject.toml
	@test -n "$(PY)" || { echo "Cần Python >= 3.11 có venv: apt-get install -y python3 python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PY) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==0.13.9 2>/dev/null \
	  && UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_SYSTEM_CERTS=true $(BIN)/uv pip sync -q --require-hashes \
	  --python $(BIN)/python requirements.lock 2>/dev/null \
	  || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: install ## run the demo province at http://127.0.0.1:8000 (PORT=)
	@exec $(BIN)/nscl demo --port $(PORT)

test: install ## run every test, browser tests included
	@bash tests/tools.sh
	@$(BIN)/python -m pytest -rs -n auto --maxprocesses 4 --dist loadfile

check: install ## lint, format, types, import contracts, migrations, templates, plans
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/nscl manage makemigrations --check --dry-run
	$(BIN)/nscl manage check --fail-level WARNING
	$(BIN)/djlint src/nscl --lint --quiet
	$(BIN)/nscl plan check plans/bac-ninh-2026-2030
	$(BIN)/nscl plan check plans/mau

bench: install ## side-by-side benchmarks; prints ratios
	@$(BIN)/python -m bench

faults: install ## kill the server 200 times while bodies send; fill its disk; take its database away
	@$(BIN)/python -m bench.faults

lock: install ## make the lock file anew from pyproject.toml
	@UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements.lock
