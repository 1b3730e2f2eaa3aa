# `make help` lists the commands. Everything made lives in .venv/ and build/.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; \
    do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
    && echo $$p && break; done)
RUN := .venv/bin/python
LOCK := requirements.lock
TOOLS := tests/tools.lock
FOLDER ?=
WORKERS ?= 2

export MPLCONFIGDIR := $(CURDIR)/.venv/settings/matplotlib
export IPYTHONDIR := $(CURDIR)/.venv/settings/ipython
export JUPYTER_PREFER_ENV_PATH := 1

# The environment is made again when it is unfinished, elsewhere, or out of date.
ifneq ($(shell test -x $(RUN) && cat .venv/ready 2>/dev/null),$(CURDIR))
.PHONY: .venv/ready
endif

.PHONY: report lab notebooks data test fuzz draws mutants bench marks matrix check release lock clean help

report: .venv/ready  ## run every notebook, write build/site/; with FOLDER=... check that report
	@$(if $(FOLDER),.venv/bin/ecreport check $(FOLDER) $(ARGS),$(RUN) -m ecreport.pages)

lab: .venv/ready  ## open the notebooks in JupyterLab
	@$(RUN) -m jupyterlab notebooks $(if $(filter 0,$(shell id -u)),--allow-root) $(ARGS)

notebooks: .venv/ready  ## run the notebooks and store them, outputs and all
	@$(RUN) -m ecreport.pages store

data: .venv/test  ## after an edit of data/: hashes, counts, notebooks, and what changed
	@PYTHONPATH=tests $(RUN) tests/refresh.py

test: .venv/test  ## unit tests, doctests, README, hygiene, nbval
	@$(RUN) -m pytest --nbval -n $(WORKERS) $(ARGS)

fuzz: .venv/test  ## CASES broken folders, as many broken formulas and figures
	@ECREPORT_FUZZ=$(or $(CASES),20000) ECREPORT_FUZZ_FROM=$(or $(FROM),0) \
	    $(RUN) -m pytest -q -s tests/folder/test_fuzz.py tests/folder/test_fuzz_texts.py -k broken

draws: .venv/test  ## 10,000 random networks of each kind: none accused, every gross slip found
	@ECREPORT_DRAWS=1000 $(RUN) -m pytest -q tests/network/test_network.py -k never_makes_a_conflict
	@ECREPORT_DRAWS=10000 $(RUN) -m pytest -q tests/network/test_network.py -k gross
	@ECREPORT_DRAWS=10000 $(RUN) -m pytest -q tests/network/test_draws.py

mutants: .venv/test build/cosmic-ray  ## change one sign at a time: does a test notice?
	@$(RUN) tests/mutants.py $(ARGS)

# What only one target needs lies in build/, beside the environment and not in it.
build/cosmic-ray: tests/mutants.lock
build/peers: tests/benchmarks/peers.lock
build/cosmic-ray build/peers:
	@rm -rf $@ $@.part
	@.venv/bin/uv pip install -q --python $(RUN) --target $@.part --no-deps \
	    --require-hashes -r $<
	@mv $@.part $@ && touch $@

bench: .venv/test build/peers  ## ratios measured side by side: start, notebooks, tables, networks
	@for script in tests/benchmarks/bench_*.py; do echo "$$script"; \
	    PYTHONPATH=build/peers $(RUN) $$script || exit 1; done

marks: .venv/test  ## how well figures are read from marked texts
	@$(RUN) tests/marks.py $(ARGS)

matrix: .venv/test  ## the same from Python 3.11 to 3.14, oldest and newest packages
	@$(RUN) tests/matrix.py $(ARGS)

check: .venv/test  ## style (ruff) and types (mypy)
	@$(RUN) -m ruff check . && $(RUN) -m mypy

release: .venv/test  ## build wheel and sdist, and try each in an empty environment
	@$(RUN) tests/release.py

lock: .venv/test  ## choose versions again: writes all locks
	@.venv/bin/uv pip compile pyproject.toml --upgrade --extra notebooks --group build \
	    --universal --generate-hashes --no-header -q -o $(LOCK)
	@.venv/bin/uv pip compile pyproject.toml --upgrade --extra dask --group test \
	    --constraint $(LOCK) --universal --generate-hashes --no-header -q -o $(TOOLS)
	@.venv/bin/uv pip compile --group mutants --upgrade --universal --generate-hashes \
	    --no-header -q -o tests/mutants.lock
	@.venv/bin/uv pip compile --group peers --upgrade --universal --generate-hashes \
	    --constraint $(LOCK) --no-emit-package numpy --no-header -q -o tests/benchmarks/peers.lock

clean:  ## remove .venv/ and build/
	rm -rf .venv build

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##/  make \1\t/p' Makefile | expand -t 18

# --without-pip and uv: three times as quick as pip. uv itself comes from the lock.
.venv/ready: $(LOCK) pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: this needs Python 3.11 or newer; none of" \
	    "python3, python3.11 ... is. Name one: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { echo "make: $(PYTHON) has no pip;" \
	    "install it (Debian: apt-get install python3-pip) and run make again"; exit 1; }
	@echo "Making .venv (once; about 20 seconds and 600 MB) ..."
	@$(PYTHON) -m venv --without-pip --clear .venv
	@sed -n '/^uv==/,/^ *# via/p' $(LOCK) > .venv/uv.lock
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --require-hashes \
	    --only-binary :all: --no-deps --target .venv/uv -r .venv/uv.lock
	@.venv/uv/bin/uv pip install -q --python $(RUN) --compile-bytecode \
	    --require-hashes --only-binary :all: -r $(LOCK)
	@.venv/uv/bin/uv pip install -q --python $(RUN) --no-deps --no-build-isolation -e .
	@$(RUN) -c "import matplotlib.font_manager"
	@rm -rf .venv/uv .venv/uv.lock
	@echo "$(CURDIR)" > .venv/ready

# What only the tests need comes with the first of them, from the second half of the lock.
.venv/test: .venv/ready $(TOOLS)
	@echo "Adding the test tools (once; about 10 seconds and 400 MB) ..."
	@.venv/bin/uv pip install -q --python $(RUN) --compile-bytecode \
	    --require-hashes --only-binary :all: -r $(TOOLS)
	@touch .venv/test
