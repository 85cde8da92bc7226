# The commands of the project. `make run` and `make test` need Python 3.11 to 3.13 with venv, and make.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test slow whole e2e check fuzz faults bench lock format messages clean help

help:  ## what there is
	@grep -E '^[a-z0-9]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/runtime  ## start everything and print the address and the accounts (Ctrl-C stops it)
	@exec $(BIN)/python -m sahel.run

test: .venv/development  ## all tests but the slow ones on both cores, each half on a private PostgreSQL+PostGIS and Redis
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow"

slow: .venv/development  ## the slow ones: kills and restarts, twenty writers at once, millions of rows, generated requests
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m slow --durations=0 --durations-min=1

whole: .venv/development  ## both, the longest at their full size: every row, every seed, every kill
	@WHOLE=1 $(BIN)/python -m pytest -n 2 --dist loadfile

e2e: .venv/development  ## the pages in headless Chromium: two halves side by side, each on a site of its own
	@$(BIN)/python -m pytest -q tests/e2e/test_[a-l]*.py tests/e2e/test_map_desk.py > .e2e-first.log 2>&1 & first=$$!; \
	$(BIN)/python -m pytest -q tests/e2e/test_map_[p-z]*.py tests/e2e/test_[n-z]*.py; second=$$?; \
	wait $$first; status=$$?; cat .e2e-first.log; rm -f .e2e-first.log; exit $$((status + second))

check: .venv/development  ## linter, types, deployment checks, migrations in step
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m sahel.check

fuzz: .venv/development  ## ten thousand requests that the OpenAPI documents allow and forbid: operations, requests, failures by check
	@FUZZ=1 $(BIN)/python -m pytest tests/api/test_fuzz.py -s

faults: .venv/development  ## fault injection: prints submitted, lost, doubled, seconds to recover
	@$(BIN)/python -m pytest tests/faults -s

bench: .local/bench/installed  ## the figures of docs/benchmarks.md, on a database of BENCH incidents (1000000)
	@.local/bench/bin/python -m benchmarks.run $(FIGURES)

.local/bench/installed: requirements.txt benchmarks/requirements.txt
	@test -x .local/bench/bin/python || $(PYTHON) -m venv .local/bench
	@echo "Installing the locked packages and the peers to compare with ..."
	@.local/bench/bin/python -m pip install -qq --require-hashes -r requirements.txt
	@.local/bench/bin/python -m pip install -qq --no-deps -r benchmarks/requirements.txt
	@touch $@

lock: .venv/development  ## write the two lock files anew
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate --no-emit-index-url -q -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate --no-emit-index-url -q -c requirements.txt -o requirements-dev.txt

format: .venv/development  ## format the code
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format -q .

messages: .venv/development  ## collect the texts to translate into locale/ and compile them (needs gettext)
	@$(BIN)/python manage.py makemessages -v0 -l fr --no-obsolete --add-location file \
	    --ignore .venv --ignore .local --ignore docs --ignore tests --ignore benchmarks
	@$(BIN)/python manage.py compilemessages -v0 --ignore .venv

clean:  ## remove the virtual environment and local files (not the data of `make run`)
	rm -rf .venv .local .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis

.venv/runtime: requirements.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v < (3, 14) else "Python 3.11 to 3.13 is needed; this is %d.%d. Name another with PYTHON=python3.12" % v[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is needed: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the locked packages ..."
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt .venv/runtime
	@echo "Installing the locked packages for tests ..."
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements-dev.txt
	@touch $@
