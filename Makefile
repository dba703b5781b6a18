# One virtual environment in .venv; each stamp remembers what was installed into it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= var
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: install run test check eval bench corpus clean

install: $(VENV)/.installed

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable ".[test,eval,dev]"
	@touch $@

run: install
	@test -e $(DATA)/CURRENT || $(BIN)/lotse ingest --data $(DATA)
	$(BIN)/lotse serve --data $(DATA)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/.installed-dev
	$(BIN)/lotse eval

bench: $(VENV)/.installed-dev
	$(BIN)/lotse bench

corpus: $(VENV)/.installed-dev
	$(BIN)/python -m corpus.build

clean:
	rm -rf $(VENV) build *.egg-info
