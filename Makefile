# One place for every command. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export PYTHONDONTWRITEBYTECODE := 1
# The package that the targets run is the one of this checkout.
export PYTHONPATH := $(CURDIR)/src:$(CURDIR)

# What `make run` takes: CONNECTORS=web_events RAW=folder RAW_SCHEMA=crm AS_OF=2025-03-02 VARS='include_anonymous_leads: true'
CONNECTORS ?=
RAW ?=
RAW_SCHEMA ?=
AS_OF ?=
VARS ?=
# What may have fallen away since the published run: ACCEPT=raw_activities,qualified_leads, or ACCEPT=all.
ACCEPT ?=
# The folder that BI and other tools read.
PUBLISHED ?= published
export PUBLISHED
# What `make replay` takes, and all that `make run` takes but AS_OF. `make export` takes TO, the file, `make rollback` the run.
FROM ?=
TO ?=
# What `make whatif` takes: the commit to hold the criteria and rules of the working tree against.
BASE ?= main
# What `make backtest` takes beside FROM and TO, and all that `make run` takes: EVERY=week WITHIN=30.
EVERY ?=
WITHIN ?=
# What `make suggest` takes: WRITE=yes, or TABLE=leads.csv OUTCOME=bought.
TABLE ?=
OUTCOME ?=
WRITE ?=
# What `make bench` takes: options of benchmarks.bench, such as --activities 20000000 --rounds 3, or --history 10.
BENCH ?=
# What `make soak` takes: --days 30, --publishes 20, --seed 2, --minutes 60, --afresh.
SOAK ?=
# What `make check-connector` takes beside RAW_SCHEMA, AS_OF and VARS: the connector.
NAME ?=
# What `make explain` takes: the id or the e-mail address of a lead.
LEAD ?=

.DEFAULT_GOAL := help
.PHONY: help run publish rollback replay backtest export erased check-data check-connector criteria features explain whatif suggest model reference dashboard test engines docs lint pins sample bench soak clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

# A value as one word of the shell, whatever is in it.
quoted = '$(subst ','\'',$(1))'
GIVEN = --connectors $(call quoted,$(CONNECTORS)) --raw $(call quoted,$(RAW)) --raw-schema $(call quoted,$(RAW_SCHEMA)) \
	--as-of $(call quoted,$(AS_OF)) --vars $(call quoted,$(VARS))

run: .venv/run.stamp ## Build everything from raw tables to qualified leads, print the list, and publish it
	@$(BIN)/python -m lead_scoring.build.run $(GIVEN) --accept $(call quoted,$(ACCEPT))

publish: .venv/run.stamp ## Put the marts of the last run, when all its tests passed, where BI reads them: published/bi.duckdb
	@$(BIN)/python -m lead_scoring.publish.marts $(GIVEN) --accept $(call quoted,$(ACCEPT))

rollback: .venv/run.stamp ## Let BI read the published run before, or another one: make rollback TO=<run>
	@$(BIN)/python -m lead_scoring.publish.rollback --to $(call quoted,$(TO))

replay: .venv/run.stamp ## Record the stages of past days again: make replay FROM=2026-02-16 TO=2026-03-02
	@$(BIN)/python -m lead_scoring.build.replay $(GIVEN) --from $(call quoted,$(FROM)) --to $(call quoted,$(TO))

backtest: .venv/run.stamp ## Compare past scores with who bought: make backtest FROM=2025-01-01 TO=2025-12-01 EVERY=month WITHIN=90
	@$(BIN)/python -m lead_scoring.evaluate.backtest $(GIVEN) --from $(call quoted,$(FROM)) --to $(call quoted,$(TO)) \
		--every $(call quoted,$(EVERY)) --within $(call quoted,$(WITHIN))

export: .venv/run.stamp ## Write what changed since the last export, for the CRM: make export TO=leads.csv
	@$(BIN)/python -m lead_scoring.publish.export --to $(call quoted,$(TO))

erased: .venv/run.stamp ## List the leads to erase that the raw tables still hold
	@$(BIN)/python -m lead_scoring.publish.erased

check-data: .venv/run.stamp ## Say what is in the raw tables, and what became of each row
	@$(BIN)/python -m lead_scoring.check.data $(GIVEN)

check-connector: .venv/run.stamp ## Say what one connector delivers, and what stops it: make check-connector NAME=web_events
	@$(BIN)/python -m lead_scoring.check.connector $(GIVEN) --name $(call quoted,$(NAME))

criteria: .venv/run.stamp ## List every criterion: points, how many leads meet it, when it last changed
	@$(BIN)/python -m lead_scoring.explain.criteria

features: .venv/run.stamp ## List every column that a criterion can use, and the words that no lookup knows
	@$(BIN)/python -m lead_scoring.explain.features

explain: .venv/run.stamp ## Explain one lead from end to end: make explain LEAD=<id or e-mail>
	@$(BIN)/python -m lead_scoring.explain.lead --lead $(call quoted,$(LEAD))

whatif: .venv/run.stamp ## Say who moves by the criteria and rules of the working tree: make whatif BASE=main
	@$(BIN)/python -m lead_scoring.whatif.compare --base $(call quoted,$(BASE))

suggest: .venv/suggest.stamp ## Suggest points, learned from the last back-test or from TABLE=leads.csv; WRITE=yes writes them
	@$(BIN)/python -m lead_scoring.suggest --table $(call quoted,$(TABLE)) --outcome $(call quoted,$(OUTCOME)) --write $(call quoted,$(WRITE))

model: .venv/run.stamp ## Write SCORING_MODEL.md, the scoring model in one page to agree on, again
	@$(BIN)/python -m lead_scoring.explain.scoring_model

reference: .venv/run.stamp ## Write docs/reference/features.md and macros.md again, after make run on the sample
	@$(BIN)/python -m lead_scoring.maintain.reference

dashboard: .venv/dashboard.stamp ## Show what is published in a browser, on http://127.0.0.1:8501
	@$(BIN)/python -m streamlit run dashboard/app.py

test: lint ## Lint, then the tests of a few minutes
	$(BIN)/python -m pytest -m "not slow"

test-all: test ## The tests of whole runs too, then make docs and make engines
	$(BIN)/python -m pytest -m slow
	$(MAKE) docs
	$(MAKE) engines

engines: .venv/engines.stamp ## Build on PostgreSQL and Spark too, compare every mart with DuckDB's, look at the dashboard in a browser
	$(BIN)/python -m pytest --no-loadscope-reorder tests/engines

docs: .venv/docs.stamp ## Build the documentation site into site/; a broken link, or a file from another host, is a failure
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@! grep -rE '<(script|link|img)[^>]*(src|href)="?(https?:)?//' site --include='*.html'

lint: .venv/test.stamp ## sqlfluff and ruff; a file that sqlfluff skips is a failure
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m lead_scoring.maintain.lint_sql

pins: .venv/test.stamp ## Write requirements/*.txt again from pyproject.toml
	$(COMPILE) --output-file requirements/run.txt pyproject.toml
	for extra in suggest dashboard docs bench dev; do \
		$(COMPILE) --constraint requirements/run.txt --extra $$extra --output-file requirements/$$extra.txt pyproject.toml || exit 1; \
	done
	$(COMPILE) --constraint requirements/dev.txt --extra dev --extra engines --output-file requirements/engines.txt pyproject.toml
COMPILE := $(BIN)/pip-compile --quiet --upgrade --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras \
	--no-header --annotation-style line

sample: .venv/run.stamp ## Make seeds/raw again, the same as before unless src/lead_scoring/sample changed
	@$(BIN)/python -m lead_scoring.sample.make

bench: .venv/bench.stamp ## Time the project against two hand-written rivals: make bench BENCH='--activities 20000000 --rounds 3'
	$(BIN)/python -m benchmarks.bench $(BENCH)

soak: .venv/engines.stamp ## Run dates for hours, twice, killed and rebuilt: make soak SOAK='--days 30'. Stopped, it goes on
	$(BIN)/python -m tests.soak $(SOAK)

clean: ## Remove what runs leave behind, but not the virtual environment
	rm -rf target logs soak site published warehouse.duckdb warehouse.duckdb.wal warehouse.duckdb.lock spark-warehouse .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "Python 3.11, 3.12 or 3.13 is needed; name one: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up .venv (once, about a minute)"
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements/run.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/test.stamp: requirements/dev.txt .venv/run.stamp
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements/dev.txt
	@touch $@

.venv/engines.stamp: requirements/engines.txt .venv/test.stamp
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements/engines.txt
	@touch $@

.venv/suggest.stamp: requirements/suggest.txt .venv/run.stamp
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements/suggest.txt
	@touch $@

.venv/dashboard.stamp: requirements/dashboard.txt .venv/run.stamp
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements/dashboard.txt
	@touch $@

.venv/docs.stamp: requirements/docs.txt .venv/run.stamp
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements/docs.txt
	@touch $@

.venv/bench.stamp: requirements/bench.txt .venv/run.stamp
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements/bench.txt
	@touch $@
