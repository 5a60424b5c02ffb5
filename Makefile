# One command for each intention. Needs make and Python 3.11 or newer, nothing else.
# What sets things up talks on stderr, so that `make run` leaves stdout to the answers.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
PIP_VERSION := 26.0.1
UV_VERSION := 0.13.8
SHARED ?= ../shared/train
SOURCES := $(shell find bot knowledge -name '*.py')

# Each mark is newer than what it was made from as long as that is installed as it stands.
# The first is named after the Python that made it: another one that is asked for makes all anew,
# and so does one that is gone.
BORN := 'import sys, zlib; print("%d.%d-%08x" % (*sys.version_info[:2], zlib.crc32(sys.base_prefix.encode())))'
ifeq ($(origin PYTHON),file)
VENV_MADE := $(addprefix $(VENV)/.made-by-,$(shell $(BIN)/python -c $(BORN) 2>/dev/null))
endif
ifeq ($(VENV_MADE),)
VENV_MADE := $(VENV)/.made-by-$(shell $(PYTHON) -c $(BORN) 2>/dev/null || echo unknown)
endif
# Where the reader's runtime has a build, and files can be locked as on Unix.
BUILT_FOR := 'import platform, sys; \
	where = platform.system(), platform.machine(); libc = platform.libc_ver()[0]; \
	sys.exit(not (where == ("Darwin", "arm64") or where in {("Linux", "x86_64"), ("Linux", "aarch64")} and libc == "glibc"))'
RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test
COMPILED := $(VENV)/.compiled

.PHONY: help
help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: $(RUN_READY) $(COMPILED) ## start the Discord bot if DISCORD_TOKEN is set, else the terminal chat
	@if [ -n "$$DISCORD_TOKEN$$DISCORD_TOKEN_FILE$$FOOTNOTE_TOKEN_FILE" ]; \
	then exec $(BIN)/footnote run; \
	else exec $(BIN)/footnote chat; fi

.PHONY: test
test: check ## run every check and every test (COVERED=--cov: and tell which lines none runs, in twice the time)
	$(BIN)/python -m pytest $(COVERED) --numprocesses=auto --dist=worksteal

.PHONY: laws
laws: $(TEST_READY) ## try what always holds on a thousand examples, others each time (ARGS=…)
	$(BIN)/python -m pytest --hypothesis-profile=deep -m hypothesis --numprocesses=auto --timeout=0 $(ARGS)

.PHONY: check
check: $(TEST_READY) ## run every check but the tests: lint, format, types, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: eval
eval: $(TEST_READY) ## measure answers and retrieval on the data sets that are there (ARGS=…)
	@$(BIN)/footnote eval all $(ARGS)

.PHONY: train
train: $(TEST_READY) ## train the reader anew, into train/ (SHARED=…: the folder of the data; goes on where it stopped)
	@$(PIP) --require-hashes --requirement requirements-train.lock >&2
	@$(BIN)/python -m knowledge.reader.training.trainer --out train --shared $(SHARED) $(ARGS)

.PHONY: bench
bench: $(TEST_READY) ## measure speed, memory and disk beside other engines, to 100,000 abstracts
	@$(BIN)/footnote bench --plot bench.svg $(ARGS)

.PHONY: bench-large
bench-large: $(TEST_READY) ## the same with a million abstracts
	@$(BIN)/footnote bench --sizes 1000000 --plot bench-large.svg $(ARGS)

.PHONY: docs
docs: $(TEST_READY) ## write anew what README and docs/ have from the project: transcript, tables, figures
	@$(BIN)/python -m tests.docs

.PHONY: catalogues
catalogues: $(TEST_READY) ## bring the catalogues of translations up to date with the sentences
	@$(BIN)/python -m tests.catalogues

.PHONY: lock
lock: ## write the lock files anew (UPGRADE=--upgrade: with the newest versions)
	@$(PYTHON) -m venv .venv-lock >&2
	@.venv-lock/bin/python -m pip --disable-pip-version-check install --quiet uv==$(UV_VERSION) >&2
	@echo "pip==$(PIP_VERSION)" | .venv-lock/bin/uv pip compile $(LOCKING) - --output-file requirements-pip.lock >/dev/null
	@$(call locked,requirements.lock,--extra build --extra plots)
	@$(call locked,requirements-dev.lock,--extra build --extra plots --extra dev --constraint requirements.lock)
	@$(call locked,requirements-cluster.lock,--extra build --extra plots --extra postgresql --extra opensearch --constraint requirements-dev.lock)
	@$(call locked,requirements-train.lock,--extra train --extra dev --constraint requirements-dev.lock)

LOCKING := --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
locked = .venv-lock/bin/uv pip compile $(LOCKING) pyproject.toml $(2) --output-file $(1) >/dev/null

.PHONY: clean
clean: ## remove what was installed and built; data/ stays
	rm -rf $(VENV) .venv-lock dist build train .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache .coverage htmlcov
	find bot knowledge tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV_MADE):
	@command -v $(PYTHON) >/dev/null || { echo "Footnote needs Python 3.11 or newer: \
	install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Footnote needs \
	Python 3.11 or newer, this is $$($(PYTHON) -V 2>&1): name another: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: \
	install it (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	@$(PYTHON) -c $(BUILT_FOR) || { echo "Footnote, or its reader's onnxruntime, does not run on this machine: take \
	Linux with glibc on x86-64 or arm64 (on Windows within WSL), or macOS on Apple silicon" >&2; exit 1; }
	@[ -w . ] || { echo "Nothing can be written in this folder: copy it to one of yours, and run make there" >&2; exit 1; }
	@[ ! -e $(VENV) ] || echo "Making $(VENV) anew, with $$($(PYTHON) -V 2>&1)" >&2
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >&2
	@touch $@

# First a pip that is known: what a Python brings may be too old for hashed locks.
$(RUN_READY): requirements-pip.lock requirements.lock pyproject.toml $(VENV_MADE)
	@echo "Setting Footnote up (once, about a minute) …" >&2
	@$(PIP) --require-hashes --requirement requirements-pip.lock >&2
	@$(PIP) --require-hashes --requirement requirements.lock >&2
	@$(PIP) --no-deps --no-build-isolation --editable . >&2
	@touch $@

$(TEST_READY): requirements-dev.lock $(RUN_READY)
	@echo "Setting the checks up …" >&2
	@$(PIP) --require-hashes --requirement requirements-dev.lock >&2
	@touch $@

# Bytecode makes `footnote` start faster, also where Python is told not to write any.
$(COMPILED): $(SOURCES) $(RUN_READY)
	@$(BIN)/python -m compileall -q bot knowledge >&2
	@touch $@
