# 共济查. `make serve` builds the site and shows it; `make test` checks everything.

PYTHON ?= python3
VENV := .venv/bin

.PHONY: setup build serve test test-all bench compat fuzz mutate zip audit clean

setup: .venv/ready node_modules/ready

build: setup
	$(VENV)/python build.py build

# Port 0: the system picks a free one; the address is printed.
serve: build
	$(VENV)/python -u -m http.server 0 --bind 127.0.0.1 --directory site

# The browser tests of `make test`; `make test-all` runs the others too.
PAGES := axe budget changes check combobox compare documents engine english focus home keyboard links parity plan search service_worker table widths words
# What reaches every line and branch of calculator/, run once, under coverage.
COVERED := $(addprefix tests/, world/test_world.py world/test_wrong_values.py $(addsuffix .py,$(addprefix test_,allocation answer_words asked \
	browser_calls command_line english family hostile places_read plan reading reading_edges reading_roles topics_answers topics_found)))
# Few tests that take long begin first, so that neither worker waits for the other at the end.
LONG := tests/test_reproducible.py tests/engine/test_command_line.py
test: build
	$(VENV)/ruff check .
	$(VENV)/mypy
	node_modules/.bin/tsc --project tsconfig.json
	$(VENV)/python tests/browser/chromium.py --install
	$(VENV)/coverage erase
	$(VENV)/coverage run -m pytest -n 2 --dist loadfile $(COVERED)
	$(VENV)/coverage combine --quiet
	$(VENV)/coverage report
	$(VENV)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(LONG) tests --ignore tests/browser $(addprefix --ignore ,$(COVERED))
	$(VENV)/pytest -n 2 --dist loadfile $(addprefix tests/browser/test_,$(addsuffix .py,$(PAGES)))

# Every test in every browser: about fifteen minutes more than `make test` on two cores.
test-all: test
	$(VENV)/python tests/browser/firefox.py --install
	$(VENV)/python tests/nginx.py --install
	$(VENV)/pytest -n 2 --dist loadfile $(filter-out $(addprefix tests/browser/test_,$(addsuffix .py,$(PAGES))),$(wildcard tests/browser/test_*.py))

# dist/gongji-<version>-offline.zip and its checksum: the site for a USB stick or a chat group.
zip: build
	$(VENV)/python build.py zip

# Measures, prints ratios, and writes docs/maintain/benchmarks.md; nothing here passes or fails.
bench: build .venv/extra tests/bench/npm/node_modules/ready
	$(VENV)/python tests/browser/chromium.py --install
	$(VENV)/python tests/nginx.py --install
	$(VENV)/python tests/bench/load.py --install
	$(VENV)/python tests/bench/run.py

# Builds the same pages with ProperDocs and Zensical, and reports how they differ; nothing here passes or fails.
compat: build
	$(VENV)/python tests/compat.py

# Coverage-guided fuzzing of each target for MINUTES; a find is left in tests/fuzz/crash-…
MINUTES ?= 10
fuzz: .venv/extra
	for target in yaml_reader json_entry sentence; do $(VENV)/python tests/fuzz/run.py $$target --minutes $(MINUTES) || exit 1; done

# Changes the engine's code in every small way and lists the changes that no test notices: a quarter of an hour.
mutate: .venv/extra
	$(VENV)/python tests/mutation/run.py

# Asks PyPI and npm for known holes in what the lock files name: needs the net, and their advisories. What cannot be asked fails.
audit: setup
	@failed=0; \
	$(VENV)/python -m pip_audit --strict --disable-pip --require-hashes --requirement requirements.txt || failed=1; \
	npm audit || failed=1; \
	exit $$failed

# What .gitignore names, and nothing else.
clean:
	git clean -qfdX .

# The stamps are newer than the lock files, so a second run installs nothing.
.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or later is needed, but '$(PYTHON)' is missing or older. Name one that you have: make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(VENV)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

.venv/extra: requirements-extra.txt .venv/ready
	$(VENV)/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

# What only `make bench` runs: Lighthouse and PyScript.
tests/bench/npm/node_modules/ready: tests/bench/npm/package.json tests/bench/npm/package-lock.json
	cd tests/bench/npm && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

node_modules/ready: package.json package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null || { \
	  echo "Node.js 20 or later with npm is needed. On Debian and Ubuntu: apt-get install nodejs npm" >&2; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
