# SPDX-License-Identifier: EUPL-1.2
# Everything a developer and CI run. `make help` lists the targets.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
RUN := .venv/.run-pins
DEV := .venv/.dev-pins
BENCH := .venv/.bench-pins
SPARK := .venv/.spark-pins
STATIC := src/samband/core/web/static/vendor/.built
MESSAGES := .venv/.messages
CATALOGUES := $(shell find src -path '*/locale/*' -name '*.po')
CHECKS := check-format check-lint check-imports check-types check-migrations check-messages check-docs \
          check-dependencies check-audit check-spelling
JOBS ?= 2
TESTS ?=
# The order of the tests; the same tree is tested in the same order. `make search` shuffles anew.
ORDER ?= 1

.PHONY: help run demo test search slow spark check audit bench messages docs pins prepare browser $(CHECKS)

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | sort | column -t -s "$$(printf '\t')"

run: prepare demo ## make everything that is missing and serve the demo association on 127.0.0.1:8000
	@trap : INT; $(BIN)/samband serve

demo: prepare ## make ./home with the demo association, unless it is there already
	@$(BIN)/samband init
	@$(BIN)/samband demo

test: $(DEV) $(STATIC) $(MESSAGES) browser ## run all tests, also on PostgreSQL when it is installed (TESTS=path narrows)
	@status=0; \
	$(BIN)/python -m tests.postgres_lane -n $(JOBS) --randomly-seed=$(ORDER) $(TESTS) || status=$$?; \
	$(BIN)/python -W error -m pytest -n $(JOBS) -m "not slow" --randomly-seed=$(ORDER) $(TESTS) || status=$$?; \
	exit $$status

search: $(DEV) $(STATIC) $(MESSAGES) ## run the tests in a new order, the laws on new examples (no browser)
	@$(BIN)/python -W error -m pytest -n $(JOBS) -m "not slow and not browser" --hypothesis-profile=search $(TESTS)

slow: $(DEV) $(STATIC) $(MESSAGES) browser ## run the slow lanes in full, the laws on new examples
	@$(BIN)/python -W error -m pytest -n $(JOBS) -m slow --hypothesis-profile=search $(TESTS)

spark: $(SPARK) ## run the tests on Spark, which need Java and half a gigabyte for pyspark
	@$(BIN)/python -W error -m pytest -m "spark and not slow" src/samband/engines/estimation src/samband/engines/names src/samband/cli

check: $(DEV) $(MESSAGES) ## format, lint, import contracts, types, migrations, messages, docs, dependencies, spelling
	@$(MAKE) -k -j$(JOBS) -Otarget $(CHECKS) && echo "All checks passed."

check-format: $(DEV)
	@$(BIN)/ruff format --check --output-format concise . || { echo "check-format: run .venv/bin/ruff format on your files."; exit 1; }
check-lint: $(DEV)
	@$(BIN)/ruff check --quiet --output-format concise .
check-imports: $(DEV)
	@$(BIN)/lint-imports --no-logo 2>&1 | sed -n '/^Broken contracts/,$$p'; exit $${PIPESTATUS[0]}
check-types: $(DEV)
	@$(BIN)/mypy --no-error-summary
check-migrations: $(DEV)
	@SAMBAND_DATABASE_URL=sqlite://:memory: $(BIN)/samband manage makemigrations --check --dry-run
check-messages: $(DEV)
	@$(BIN)/python -m tasks.messages check
check-docs: $(DEV)
	@$(BIN)/python -m pytest -q --no-header -p no:randomly -p no:cacheprovider tests/repository/test_documents.py
check-dependencies: $(DEV)
	@$(BIN)/deptry . --no-ansi 2>&1 | grep -vE '^(Scanning|Success|For more|$$)' || [ $${PIPESTATUS[0]} = 0 ]
check-audit: $(DEV)
	@$(BIN)/python -m tasks.audit --offline | { grep -v "in order" || true; }; exit $${PIPESTATUS[0]}
check-spelling: $(DEV)
	@git ls-files -z --cached --others --exclude-standard -- '*.py' '*.html' '*.md' '*.toml' ':!GLOSSARY.md' ':!*/tests/*' | xargs -0 $(BIN)/codespell

audit: $(DEV) ## look at pins, licences, yanked versions and known weaknesses of what we depend on
	@$(BIN)/python -m tasks.audit || { [ $$? = 3 ] && echo "audit: in order as far as it was looked at."; }

bench: $(BENCH) ## measure beside the peers; fails when a ratio falls to half of what is recorded
	@$(BIN)/python -m benchmarks

messages: $(DEV) ## collect the texts of every area into its catalogues and compile them
	@$(BIN)/python -m tasks.messages collect
	@$(BIN)/python -m tasks.messages compile

docs: $(DEV) ## build CHANGELOG.md, the generated reference, the pages of verified values and of ratios
	@$(BIN)/python -m tasks.changelog
	@$(BIN)/python -m tasks.reference
	@$(BIN)/python -m tasks.verified
	@$(BIN)/python -m tasks.ratios

pins: ## compile requirements/*.txt anew from the ranges in pyproject.toml (needs uv)
	@bash tasks/pins.sh

prepare: $(RUN) $(STATIC) $(MESSAGES)

browser:
	@bash tasks/browser.sh

$(RUN): requirements/run.txt pyproject.toml
	@bash tasks/environment.sh run && touch $@
$(DEV): requirements/dev.txt pyproject.toml
	@bash tasks/environment.sh dev && touch $(RUN) $@
$(SPARK): requirements/spark.txt pyproject.toml
	@bash tasks/environment.sh spark && touch $(RUN) $(DEV) $@
$(BENCH): requirements/bench.txt pyproject.toml
	@bash tasks/environment.sh bench && touch $(RUN) $(DEV) $@

$(STATIC): package-lock.json tasks/static.mjs
	@bash tasks/static.sh && touch $@

$(MESSAGES): $(CATALOGUES) | $(RUN)
	@$(BIN)/python -m tasks.messages compile && touch $@
