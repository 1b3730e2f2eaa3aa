# `make help` lists the commands. Everything made lives in .venv/ and build/.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; \
    do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
    && echo $$p && break; done)
RUN := .venv/bin/python
LOCK := requirements.lock
WORKERS ?= 2

export MPLCONFIGDIR := $(CURDIR)/.venv/settings/matplotlib
export IPYTHONDIR := $(CURDIR)/.venv/settings/ipython
export JUPYTER_PREFER_ENV_PATH := 1

# The environment is made again when it is unfinished, elsewhere, or out of date.
ifneq ($(shell test -x $(RUN) && cat .venv/ready 2>/dev/null),$(CURDIR))
.PHONY: .venv/ready
endif

.PHONY: report lab notebooks test fuzz draws mutants bench marks matrix check lock clean help

report: .venv/ready  ## run every notebook, print the claims, write build/site/
	@$(RUN) -m ecreport.pages

lab: .venv/ready  ## open the notebooks in JupyterLab
	@$(RUN) -m jupyterlab notebooks

notebooks: .venv/ready  ## run the notebooks and store them, outputs and all
	@$(RUN) -m ecreport.pages.store

test: .venv/ready  ## unit tests, doctests, README, hygiene, nbval
	@$(RUN) -m pytest --nbval -n $(WORKERS) $(ARGS)

fuzz: .venv/ready  ## CASES broken folders, as many broken formulas and figures
	@ECREPORT_FUZZ=$(or $(CASES),20000) ECREPORT_FUZZ_FROM=$(or $(FROM),0) \
	    $(RUN) -m pytest -q -s tests/test_fuzz.py tests/test_fuzz_texts.py -k broken

draws: .venv/ready  ## 10,000 random networks that must fit, 10,000 slips that must not
	@ECREPORT_DRAWS=1000 $(RUN) -m pytest -q tests/test_network.py -k never_makes_a_conflict
	@ECREPORT_DRAWS=10000 $(RUN) -m pytest -q tests/test_network.py -k gross

mutants: .venv/ready build/cosmic-ray  ## change one sign at a time: does a test notice?
	@$(RUN) tests/mutants.py $(ARGS)

# What only one target needs lies in build/, beside the environment and not in it.
build/cosmic-ray: tests/mutants.lock
build/peers: tests/benchmarks/peers.lock
build/cosmic-ray build/peers:
	@rm -rf $@ $@.part
	@.venv/bin/uv pip install -q --python $(RUN) --target $@.part --no-deps \
	    --require-hashes -r $<
	@mv $@.part $@ && touch $@

bench: .venv/ready build/peers  ## ratios measured side by side: start, notebooks, tables, networks
	@for script in tests/benchmarks/bench_*.py; do echo "$$script"; \
	    PYTHONPATH=build/peers $(RUN) $$script || exit 1; done

marks: .venv/ready  ## how well figures are read from marked texts
	@$(RUN) tests/marks.py $(ARGS)

matrix: .venv/ready  ## the same from Python 3.11 to 3.13, oldest and newest packages
	@$(RUN) tests/matrix.py $(ARGS)

check: .venv/ready  ## style (ruff) and types (mypy)
	@$(RUN) -m ruff check . && $(RUN) -m mypy

lock: .venv/ready  ## choose versions again: writes the two locks
	@.venv/bin/uv pip compile pyproject.toml --upgrade --all-extras --group build \
	    --group test --universal --generate-hashes --no-header -q -o $(LOCK)
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
	@echo "Making .venv (once; about 20 seconds and 1 GB) ..."
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
