# Two commands are all a newcomer needs: `make app` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8501
export ALLOY_HOME
# Tests start many processes: each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: app test check lint types rooms docs golden flow-coverage benchmarks chaos fuzz browser clean

app: $(VENV)/.installed  ## install, start PostgreSQL, migrate, open the studio on 127.0.0.1:$(PORT)
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/.installed-dev browser check  ## everything CI runs
	$(BIN)/pytest -n 2

check: lint types rooms

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

rooms: $(VENV)/.installed-dev
	$(BIN)/lint-imports

docs: $(VENV)/.installed  ## write the generated files anew
	$(BIN)/python -m alloy_engine flow > PROGRAM_FLOW_GRAIN.md
	$(BIN)/python -m alloy_engine schema request > docs/schemas/request.schema.json
	$(BIN)/python -m alloy_engine schema program > docs/schemas/program.schema.json
	$(BIN)/python -m alloy_engine schema openapi > docs/schemas/openapi.json

golden: $(VENV)/.installed-dev  ## write the golden programs anew; read the diff
	$(BIN)/python -m tests.golden.test_golden_programs

flow-coverage: $(VENV)/.installed-dev  ## which branches of the flow the last `make test` took, and which not
	$(BIN)/python -m tests.flow_coverage

benchmarks: $(VENV)/.installed-dev  ## what the README's figures come from
	$(BIN)/python -m benchmarks

REQUESTS ?= 10000
fuzz: $(VENV)/.installed-dev  ## throw $(REQUESTS) made-up requests at HTTP and command line, and count what became of them
	$(BIN)/python -m tests.fuzz --requests $(REQUESTS)

KILLS ?= 200
chaos: $(VENV)/.installed-dev  ## kill two workers $(KILLS) times at random moments, and count what became of it
	$(BIN)/python -m tests.durability.chaos --kills $(KILLS)

# The browser test wants a Chromium; where apt is there and may be used, it is installed.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	 { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium fonts-liberation >/dev/null; } || \
	 echo "no Chromium here and no way to install one: the browser test will be skipped, and say so"

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV)
