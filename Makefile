# Thin names over tools/: every command works on a fresh machine with python3 (3.11 or later) and make.
PYTHON ?= python3
PORT ?= 8000
go = @$(PYTHON) tools/go.py

.PHONY: help setup run test test-all check bench lock backup restore stop clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-18s %s\n' "$$name" "$$text"; done

setup: ## install what is locked into .venv and prepare the front-end assets
	$(go) setup

run: ## start the demonstration on 127.0.0.1 (PORT=8000)
	$(go) run $(PORT)

test: ## the everyday tests (ARGS="tests/rag -k recall")
	$(go) test $(ARGS)

test-all: ## every test, the slow ones too
	$(go) test all $(ARGS)

check: ## ruff, mypy, import-linter, djlint, missing migrations, locks (ONLY=mypy)
	$(go) check $(ONLY)

bench: ## measure, and fail where a bound is passed (BENCH=name)
	$(go) bench $(BENCH)

lock: ## write the lock files from pyproject.toml (UPGRADE=1 for newer versions)
	$(go) lock $(if $(UPGRADE),--upgrade)

backup: ## save the database that DATABASE_URL names, and the documents (FILE=backup.dump)
	$(go) backup $(FILE)

restore: ## bring a backup into an empty database and an empty folder of documents, and compare (FILE=backup.dump)
	$(go) restore $(FILE)

stop: ## stop private servers that a killed run left behind
	$(go) stop

clean: ## remove everything made here, the demo's data too (YES=1)
	$(go) clean $(if $(YES),yes)
