# make run: everything on this machine. make test: everything is checked. make help lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run test check fix bench figures lock screenshots

VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
# The first Python from 3.11 on that the machine has; PYTHON=… chooses another.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; print("$(name)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)))
LOCKS := requirements-setup.lock requirements.lock requirements-embedded.lock
KEPT_PEERS = $$(test -e $(VENV)/.peers && echo requirements-peers.lock)

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

run: $(VENV)/.run  ## Start everything on http://127.0.0.1:8000 (PORT=… for another), until Ctrl-C
	@exec $(PY) -m launcher run --with-parent

test: $(VENV)/.test  ## Lint, types, layers, then every test against real servers and a real browser
	@$(PY) -m launcher.testtools
	@$(PY) -m launcher.measure $(MAKE) --no-print-directory check pytest

.PHONY: pytest
pytest: $(VENV)/.test
	$(PY) -m pytest -n 2 --dist loadgroup -q

check: $(VENV)/.test  ## Lint, format, types, import layers, templates, security
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(PY) -m launcher exec $(VENV)/bin/mypy .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint --quiet --lint templates
	$(VENV)/bin/bandit --quiet --severity-level medium -c pyproject.toml -r .

fix: $(VENV)/.test  ## Put right what a tool can put right
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(VENV)/.peers  ## Measure; prints and writes bench/results.json
	$(PY) -m bench

figures: $(VENV)/.test  ## Run the tests that are figures as often as they are quoted, and print what they counted
	FIGURES=1 $(PY) -m pytest -s -q tests/agreements/test_sign_races.py tests/agreements/test_document_kills.py \
		tests/agreements/sealing/test_tampering.py

screenshots: $(VENV)/.test  ## Take the pictures of README and docs anew from the demo
	UPDATE_SCREENSHOTS=1 $(PY) -m pytest tests/journeys/test_screenshots.py -q

messages: $(VENV)/.run  ## Collect the words for translators and compile the catalogues (needs gettext)
	@PY=$(PY) sh locale/update.sh

lock: $(VENV)/.run  ## Compile the locks anew from pyproject.toml (UPGRADE=-U takes the newest of all)
	sh launcher/lock.sh $(UPGRADE)

# The environment. A stamp makes the second time instant; what `make test` and `make bench`
# added stays when `make run` comes next.
$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or newer: install it, or say PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.run: $(VENV)/.python $(LOCKS)
	@sh launcher/sync.sh $(LOCKS) $$(test -e $(VENV)/.test && echo requirements-dev.lock) $(KEPT_PEERS)
	@touch $@

$(VENV)/.test: $(VENV)/.python $(LOCKS) requirements-dev.lock
	@sh launcher/sync.sh $(LOCKS) requirements-dev.lock $(KEPT_PEERS)
	@touch $(VENV)/.run $@

# What the benchmarks measure against.
$(VENV)/.peers: $(VENV)/.python $(LOCKS) requirements-dev.lock requirements-peers.lock
	@sh launcher/sync.sh $(LOCKS) requirements-dev.lock requirements-peers.lock
	@touch $(VENV)/.run $(VENV)/.test $@
