# One virtual environment in .venv; each stamp remembers what was installed into it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= var
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: install run test test-transformers check eval gate bench corpus fonts clean

install: $(VENV)/.installed

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

# Whoever names a language model needs what talks to one.
$(VENV)/.installed-llm: $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable ".[llm]"
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable ".[test,eval,dev]"
	@touch $@

run: install $(if $(LOTSE_LLM_MODEL),$(VENV)/.installed-llm)
	@test -e $(DATA)/CURRENT || $(BIN)/lotse ingest --data $(DATA)
	$(BIN)/lotse serve --data $(DATA)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

# The extra with torch has an environment of its own, so that the other tests prove they do without it.
test-transformers: $(VENV)-transformers/.installed
	$(VENV)-transformers/bin/python -m pytest tests/retrieval/test_transformers_*.py tests/retrieval/test_models.py tests/retrieval/test_rerankers.py

$(VENV)-transformers/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)-transformers
	$(VENV)-transformers/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[transformers,onnx-export,test]"
	@touch $@

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/.installed-dev
	$(BIN)/lotse eval --sealed

# Fails on a real regression against eval/accepted.json, and says "INCONCLUSIVE" where it cannot tell.
gate: $(VENV)/.installed-dev
	$(BIN)/lotse eval --quick --gate

bench: $(VENV)/.installed-dev
	$(BIN)/lotse bench

corpus: $(VENV)/.installed-dev
	$(BIN)/python -m corpus.build

fonts: $(VENV)/.installed-dev
	$(BIN)/python -m bot.web.make_fonts

clean:
	rm -rf $(VENV) $(VENV)-transformers build *.egg-info
