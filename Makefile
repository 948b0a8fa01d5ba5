# What can be done here. Needs only make and Python 3.11 or newer: `make run`, `make test`.

PYTHON ?=
PORT ?= 8000
BIN = .venv/bin
MANAGE = $(BIN)/python manage.py
PRODUCTION = DJANGO_SETTINGS_MODULE=iomfund.settings.base SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF \
	ALLOWED_HOSTS=fund.example.org SITE_URL=https://fund.example.org DATABASE_URL=postgres://web@database/portal \
	EMAIL_URL=smtp+tls://mail.example.org:587 DEFAULT_FROM_EMAIL=fund@example.org

.PHONY: help run test lint fmt messages catalogues bench e2e lock check clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: .venv/runtime catalogues ## Install what is missing, load the demonstration and serve http://127.0.0.1:8000 (PORT=…)
	@mkdir -p var/stamps; \
	stamp="var/stamps/data-$$(printf '%s' "$$DATABASE_URL" | cksum | cut -d ' ' -f 1)"; \
	if [ -z "$$DATABASE_URL" ] && [ ! -e .env ] && [ ! -e var/portal.sqlite3 ]; then rm -f "$$stamp"; fi; \
	if [ ! -e "$$stamp" ] || [ -n "$$(find [a-z]*/migrations [a-z]*/data [a-z]*/management requirements.txt .env \
		-type f ! -name '*.pyc' -newer "$$stamp" 2>/dev/null | head -n 1)" ]; then \
		$(MANAGE) migrate --verbosity 0 && $(MANAGE) prepare_demo && touch "$$stamp" || exit 1; \
	fi
	@echo "Serving http://127.0.0.1:$(PORT)/ – Ctrl+C ends it"
	@PORT=$(PORT) $(MANAGE) runserver 127.0.0.1:$(PORT)

test: .venv/development catalogues ## Run everything that this machine allows, and say what was not run and why
	@$(BIN)/python -m tests.plugin

e2e: .venv/development catalogues ## Run only the browser tests, on SQLite
	@$(BIN)/python -m pytest -m e2e

check: .venv/development catalogues ## A quick look while working: lint of the code, and the suite on SQLite without browser
	@$(BIN)/ruff check . && $(BIN)/python -m pytest -q -n auto -m "not e2e"

lint: .venv/development catalogues ## Format, code, templates, layers, migrations, settings and translations, without changing anything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --fail-level WARNING
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/test_house.py

fmt: .venv/development ## Format the code (djlint only lints: its formatting puts white space into titles and headings)
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .

messages: .venv/development ## Collect the texts to translate (needs gettext) and compile the catalogues
	@command -v xgettext >/dev/null || { echo "make messages needs gettext: apt-get install gettext, or brew install gettext"; exit 1; }
	$(MANAGE) makemessages --locale fr --locale es --no-obsolete --add-location file --no-wrap \
		--ignore .venv --ignore var --ignore tests --ignore bench --ignore static-collected --ignore static
	@$(MAKE) catalogues

bench: .venv/development catalogues ## Time the named pages, as ratios to the plainest one
	@$(BIN)/python bench/run.py

lock: ## Write requirements*.txt anew from requirements*.in, with versions and hashes
	@$(MAKE) .venv/runtime
	@[ -x var/lock/bin/uv ] || { .venv/bin/python -m venv var/lock && var/lock/bin/pip install --quiet uv; }
	UV_CUSTOM_COMPILE_COMMAND="make lock" var/lock/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--python-version 3.11 --output-file requirements.txt requirements.in
	UV_CUSTOM_COMPILE_COMMAND="make lock" var/lock/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--python-version 3.11 --constraint requirements.txt --output-file requirements-dev.txt requirements-dev.in

clean: ## Remove everything that the other targets made, the local database and its files included
	rm -rf .venv var static-collected .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -exec rm -f {} +

catalogues: .venv/runtime
	@for po in $$(find locale -name '*.po'); do \
		mo="$${po%.po}.mo"; \
		if [ ! -e "$$mo" ] || [ -n "$$(find "$$po" -newer "$$mo")" ]; then \
			$(BIN)/pybabel --quiet compile --input-file "$$po" --output-file "$$mo" || exit 1; \
		fi; \
	done

.venv/bin/python:
	@for candidate in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			$$candidate -c 'import venv, ensurepip' 2>/dev/null || { \
				echo "$$candidate lacks its venv module: apt-get install python3-venv, or name another with PYTHON=…"; exit 1; }; \
			echo "Using $$($$candidate --version)"; exec $$candidate -m venv .venv; \
		fi; \
	done; \
	echo "No Python 3.11 or newer found. Install one, or name it: make run PYTHON=/path/to/python3"; exit 1

.venv/runtime: .venv/bin/python requirements.txt
	@echo "Installing what the portal needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/development: .venv/runtime requirements-dev.txt
	@echo "Installing what its developers need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
