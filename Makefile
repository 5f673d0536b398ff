# `make help` lists what there is. Debian or Ubuntu with Python 3.11 or later and make is enough to begin.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test test-long bench check

VENV := .venv/bin
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
demo demo-reset: export EJ_PORT := $(or $(EJ_PORT),$(PORT),8000)
demo demo-reset: export EJ_HOST := $(or $(EJ_HOST),$(HOST),127.0.0.1)

help: ## list the commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

demo: .venv/product.stamp ## a demo court on http://localhost:8000, in the foreground (PORT, HOST, EJ_DATA_DIR)
	@$(VENV)/python tools/messages.py compile
	@exec $(VENV)/python -m app.cli demo

demo-reset: .venv/product.stamp ## the demo court, begun anew
	@$(VENV)/python tools/messages.py compile
	@exec $(VENV)/python -m app.cli demo --reset

test: .venv/tests.stamp ## every test, in less than 40 minutes; installs what the tests need
	@tools/test-packages
	@$(VENV)/python tools/messages.py compile
	@$(VENV)/python -m tests.run

test-long: .venv/tests.stamp ## hours: soak, kills, every cell of the matrices, many examples
	@tools/test-packages
	@$(VENV)/python tools/messages.py compile
	@$(VENV)/python -m tests.run --long

bench: .venv/tests.stamp ## every figure, one JSON line each
	@$(VENV)/python -m bench

check: .venv/tests.stamp ## style, types, imports and architecture, in two minutes
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/python -m tools.protocol --check
	$(VENV)/python -m pytest -q tests/architecture

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or later is needed: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/product.stamp: requirements.lock | .venv/bin/python
	@echo "Installing what the product needs (once) …"
	@$(VENV)/pip install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/tests.stamp: requirements-dev.lock | .venv/bin/python
	@echo "Installing what the product and its tests need (once) …"
	@$(VENV)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@ .venv/product.stamp
