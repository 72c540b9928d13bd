# Each target sets up all that it needs: a virtual environment from the lock file, and the
# system's libraries that Qt and the browser tests want (installed as root on Debian, else named).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 3
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test test-houses record-houses check bench soak translations lock clean

run: $(VENV)/ready
	@.ci/system-libraries run
	@$(BIN)/python main.py

test: $(VENV)/ready
	@.ci/system-libraries test
	@$(BIN)/python .ci/offline $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

# Real houses are installed and started: PHP, Node, MariaDB and npm packages are fetched at first.
test-houses: $(VENV)/ready
	@STET_HOUSE=real $(BIN)/python -m pytest -n 0 tests/houses

record-houses: $(VENV)/ready
	@STET_HOUSE=record $(BIN)/python -m pytest -n 0 tests/houses

check: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: $(VENV)/ready
	@.ci/system-libraries test
	@STET_SEED=$(or $(SEED),1000) STET_SEEDS=$(or $(SEEDS),2000) $(BIN)/python .ci/offline $(BIN)/python -m pytest -n $(WORKERS) tests/machines/test_seeds_even.py tests/machines/test_seeds_odd.py

bench: $(VENV)/ready
	@.ci/system-libraries bench
	@$(BIN)/python tests/bench/whole.py $(ARGS)

translations: $(VENV)/ready
	$(BIN)/pyside6-lupdate -noobsolete $$(git ls-files 'ui/*.py') -ts resources/translations/stet_vi.ts -target-language vi_VN
	for name in stet_vi qtbase_vi; do $(BIN)/pyside6-lrelease resources/translations/$$name.ts -qm resources/translations/$$name.qm || exit 1; done

lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.lock

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/ready: requirements.lock
	@echo "Setting up $(VENV) (once; a few minutes)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@touch $@
