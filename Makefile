# Everything starts here: `make help`.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
PAPER ?= paper
GROUP ?=
ARGS ?=
IN := .venv/bin/python
export HOST PORT PAPER
# Images of containers tell Python to keep no compiled code; then each of the hundreds of processes compiles Django anew.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/build/bytecode
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run demo-desk install dev system test fuzz attacks cover sbom check fix bench wheel lock messages map clean scripts look test-faults mutate test-machines

help: ## what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | sort | expand -t 16

run: install ## the demonstration newspaper on http://HOST:PORT, in the folder PAPER
	@test -e $(PAPER)/.lantern || { .venv/bin/commonpress demo $(PAPER) && touch $(PAPER)/.lantern; }
	@echo "Accounts: olga@lantern.example (owner), irina-dobrescu@lantern.example (editor); password harbour-light-1862"
	@exec .venv/bin/commonpress serve $(PAPER)

demo-desk: install ## the same newspaper with sixty submissions before its desk; then: make run
	@.venv/bin/commonpress demo --desk $(PAPER) && touch $(PAPER)/.lantern

install: ## .venv with what a paper needs, from requirements.lock
	@$(PYTHON) -m tools.install run

dev: ## .venv with what checks and tests need too
	@$(PYTHON) -m tools.install dev

system: ## Chromium, PostgreSQL and gettext from Debian, when root
	@$(PYTHON) -m tools.system

test: dev system ## everything, on SQLite and on PostgreSQL; ARGS go to pytest
	@$(IN) -m tools.test $(ARGS)

test-faults: dev ## injure a running server and audit what it acknowledged; ARGS="--long", or names of faults
	@$(IN) -m tools.system faults
	@$(IN) -m tests.faults $(ARGS)

test-machines: dev system ## nodes, a standby and nginx in network namespaces, and what breaks them; root; ARGS: names of proofs
	@$(IN) -m tests.machines $(ARGS)

fuzz: dev ## send the API what nobody means to send; ARGS=200 for more of it, ARGS="20 lantern" on the demonstration
	@$(IN) -m tools.fuzz_api $(ARGS)

attacks: dev system ## hostile texts one by one before a real browser, and every other attack; the tests send them in bundles
	@COMMONPRESS_ATTACKS_AT_ONCE=1 $(IN) -m pytest -q tests/attacks $(ARGS)

cover: dev system ## the code that guards must be tested to its last branch; ARGS go to pytest
	@$(IN) -m tools.cover $(ARGS)

mutate: dev ## break the code that guards, in one place after the other: its tests must notice; ARGS=peers for one file, ARGS="--most=12 --minutes=60" for a part
	@$(IN) -m tools.mutate $(ARGS)

sbom: ## build/sbom.json: what a paper installs, in CycloneDX
	@$(PYTHON) -m tools.sbom

check: dev system ## all that reads the code instead of running it; ONLY=mypy for one step
	@$(IN) -m tools.check $(ONLY)

fix: dev ## put the code into the house's form
	@.venv/bin/ruff check --fix-only --quiet . ; .venv/bin/ruff format --quiet .

bench: dev ## measure; GROUP=reading for one group
	@$(IN) -m tools.system bench
	@$(IN) -m benchmarks $(GROUP)

look: dev system ## a picture of every page, and what a machine sees wrong with it; ARGS="'desk|studio' ro" for some
	@$(IN) -m tools.look $(ARGS)

wheel: dev ## dist/commonpress-*.whl; ARGS=prove to install and serve it, alone, from an empty folder
	@$(PYTHON) -m tools.wheel $(ARGS)

lock: dev ## resolve all dependencies anew, within pyproject.toml
	@sh tools/lock.sh

messages: dev ## collect texts into the catalogues and compile them
	@$(IN) -m tools.catalogues update

scripts: dev ## commonpress/static/story.js, of its parts
	@$(IN) -m tools.scripts

map: dev ## docs/map.md, from the rooms' own first lines
	@$(IN) -m tools.map

clean: ## remove what was built; papers and environments stay
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './.venv*' -not -path './node_modules/*' -prune -exec rm -rf {} +
