# Each target does its own set-up on a machine with Python 3.11+ and make; see tools/setup.sh.
.DEFAULT_GOAL := help
.PHONY: help demo test lint types bench soak eval docs names lock clean runtime dev

BIN := .venv/bin
export PYTHON

# Of the demo: 1 is the market's first day. Unset, `chipwatch demo run` has its own defaults.
demo_options = $(if $(DAY),--day $(DAY)) $(if $(LISTINGS),--listings $(LISTINGS)) $(if $(PORT),--port $(PORT)) $(if $(SEED),--seed $(SEED))

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

demo: runtime ## crawl a small market on localhost, search it, export leads; DAY=2 LISTINGS=500 PORT=8765 SEED=7
	@tools/setup.sh browser
	@tools/setup.sh font
	@$(BIN)/chipwatch --home demo-data demo run $(demo_options)

test: dev ## all tests but the campaigns; ARGS="-k name" chooses
	@tools/setup.sh browser
	@tools/setup.sh font
	@tools/setup.sh servers
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 -m "not slow" $(ARGS)

lint: dev ## ruff and the layers of the house
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports

types: dev ## mypy --strict
	@$(BIN)/mypy

bench: dev ## pages, captures, extractions and searches a second, with memory; ARGS="extract components growth" chooses
	@$(BIN)/python -m bench $(ARGS)

soak: dev ## the campaigns that take hours
	@$(BIN)/python -m pytest -m slow --timeout 0 $(ARGS)

eval: dev ## figures of extractor and page parsers on all gold sets, held to their floors; ARGS="--misses 5"
	@$(BIN)/python -m tests.eval $(ARGS)

docs: dev ## write the reference pages of docs/ out of the code
	@$(BIN)/python -m tools.reference

names: runtime ## add the optional models that find people and firms in reports of cases
	@tools/setup.sh names

lock: dev ## write the lock files anew; UPGRADE=1 moves versions
	@UPGRADE=$(UPGRADE) tools/lock.sh

clean: ## remove the environment and what tools left behind; data stays
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

runtime:
	@tools/setup.sh environment runtime

dev:
	@tools/setup.sh environment dev
