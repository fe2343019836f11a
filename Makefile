# `make run` and `make test` need nothing but Python 3.11 or newer; everything else they install
# into .venv (what a clinic runs) and .venv-test (all parts and the development tools).

PYTHON ?= python3
FLAVOUR ?= cpu
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check -c constraints.txt
# hatchling loads the wheel hook, so a change of either asks for a new installation.
INPUTS := pyproject.toml constraints.txt
# Scripts of one folder import one another by bare names, so each folder is typed by itself.
SCRIPTS := . gate icons linux macos offline windows
TRANSLATIONS := desktop/skinvl/desktop/ui/translations
# What is said comes from ui and core; the commands print English.
SPOKEN := $(shell find desktop/skinvl/desktop/core desktop/skinvl/desktop/ui -name "*.py" | LC_ALL=C sort)

.PHONY: run test lint translations wheel installer packages update-file windows clean \
  check-machine offline-bundle installer-check

run: check-machine .venv/installed
	.venv/bin/skinvl desktop

test: check-machine lint
	.venv-test/bin/python -m pytest --numprocesses 2 --dist loadfile

lint: check-machine .venv-test/installed
	.venv-test/bin/ruff check .
	.venv-test/bin/mypy
	for folder in $(SCRIPTS); do \
	  (cd installer/$$folder && MYPYPATH=$(CURDIR)/installer:$(CURDIR)/installer/linux \
	    $(CURDIR)/.venv-test/bin/mypy --config-file $(CURDIR)/pyproject.toml \
	    --cache-dir $(CURDIR)/.mypy_cache *.py) || exit 1; \
	done
	.venv-test/bin/lint-imports

# lupdate empties the file before it writes it, so it works on a copy.
translations: check-machine .venv-test/installed
	for ts in $(TRANSLATIONS)/*.ts; do \
	  draft=$$(mktemp -d)/$$(basename $$ts) && cp $$ts $$draft && \
	  .venv-test/bin/pyside6-lupdate -silent -locations none -no-obsolete $(SPOKEN) -ts $$draft && \
	  mv $$draft $$ts && .venv-test/bin/pyside6-lrelease $$ts || exit 1; \
	done

wheel: check-machine .venv/installed
	.venv/bin/python -m pip wheel --quiet --no-deps --wheel-dir dist .

# FLAVOUR=gpu takes the CUDA libraries along.
installer: check-machine wheel
	$(PYTHON) installer/freeze.py --flavour $(FLAVOUR)

# A .deb and a .run of what `make installer` has frozen; both tried in a bare Debian with
# `python installer/linux/try_in_chroot.py` (root, debootstrap, Xvfb, xdotool).
packages:
	$(PYTHON) installer/linux/deb.py
	$(PYTHON) installer/linux/run.py

# A signed file from which a program that was installed by the .run updates itself.
update-file:
	build/installer/venv/bin/python installer/release.py sign dist/skinvl

# The NSIS set-up and the MSI of build/windows/payload: the program frozen on Windows, or the
# stand-in that `python installer/windows/payload.py` makes here. Needs nsis and wixl.
windows:
	$(PYTHON) installer/windows/build.py

# Everything that goes to a clinic on a stick, signed. Build the installers first; what is not
# there is left out and named.
offline-bundle:
	build/installer/venv/bin/python installer/offline/stick.py

# All of it, in a bare Debian and under wine, with the network gate and the leaks it has to catch.
# What lacks a tool is skipped with a word; see installer/check.py.
installer-check: check-machine .venv-test/installed
	.venv-test/bin/python installer/check.py

clean:
	rm -rf .venv .venv-test build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

check-machine:
	@$(PYTHON) cli/skinvl/cli/machine.py

.venv/installed: $(INPUTS)
	$(PYTHON) -m venv .venv
	.venv/bin/python $(PIP_INSTALL) -e '.[cpu,desktop]'
	@touch $@

.venv-test/installed: $(INPUTS)
	$(PYTHON) -m venv .venv-test
	.venv-test/bin/python $(PIP_INSTALL) -e '.[cpu,desktop,dataset,ray,training,export,installer,dev]'
	@touch $@
