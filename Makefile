# Two commands make everything: `make demo` shows the product, `make test` checks it.
# Both install what is missing: a virtual environment in .venv, and Debian's python3-venv where
# Python came without it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARCHIVE := build/demo
LETTERS := build/letters
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test test-whoosh3 install-man test-faults bench-reading bench-ocr bench-parsing bench-lost-marks bench-archive bench-add bench-versions bench-search bench-fuzz clean

demo: $(VENV)/.installed
	@rm -rf $(ARCHIVE) $(LETTERS)
	@$(BIN)/python -m tests.letters $(LETTERS)
	$(BIN)/thaidoc init $(ARCHIVE)
	$(BIN)/thaidoc --archive $(ARCHIVE) add $(LETTERS)
	@echo
	$(BIN)/thaidoc --archive $(ARCHIVE) search '"เมืองอัจฉริยะ"'
	@echo
	$(BIN)/thaidoc --archive $(ARCHIVE) search ๐๒๐๗.๒/๒๘๗๐๗
	@echo
	$(BIN)/thaidoc --archive $(ARCHIVE) search วันที่:2562..2566
	@echo
	$(BIN)/thaidoc --archive $(ARCHIVE) show 77df382c0c695ab5

test: $(VENV)/.installed-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest
	$(MAKE) --no-print-directory test-whoosh3

# The index also on Whoosh's other successor, which takes the same place when it is installed.
WHOOSH3 := build/whoosh3
test-whoosh3: $(VENV)/.installed-tests
	test -d $(WHOOSH3) || $(PIP) install --target $(WHOOSH3) --no-deps 'whoosh3>=3.54,<3.55'
	PYTHONPATH=$(WHOOSH3) $(BIN)/python -m pytest -q tests/search/conformance tests/search/test_whoosh.py \
		tests/search/test_postings.py tests/search/test_update.py

# kill -9, full and broken disks, pulled plugs, crowds and hostile files, many times over; `make test`
# does a few of each.
test-faults: $(VENV)/.installed-tests
	THAIDOC_TRIALS=full $(BIN)/python -m pytest tests/faults

# How well and how fast documents are read. FOLDER: letters with their true text beside them.
bench-reading: $(VENV)/.installed-tests
	@$(BIN)/python -m tests.bench.reading $(FOLDER)

# How well scans are read, beside Tesseract and other models. REAL: a folder of real letters with
# gold; RIVAL: an ONNX file; LETTERS: how many letters of corpus/ are made scans.
bench-ocr: $(VENV)/.installed-tests
	@$(BIN)/python -m tests.bench.ocr $(if $(REAL),--real $(REAL)) \
	  $(if $(RIVAL),--rival $(RIVAL)) $(if $(LETTERS),--letters $(LETTERS))

# How fast letters are parsed. FOLDER: plain texts and PDFs of your own.
bench-parsing: $(VENV)/.installed-tests
	@$(BIN)/python -m tests.bench.parsing $(FOLDER)

# How many pages that lost vowels or tone marks are found. TEXTS: sound texts, JSON lines.
bench-lost-marks: $(VENV)/.installed-tests
	@$(BIN)/python -m tests.bench.lost_marks $(TEXTS)

# How fast an archive is checked, dumped and restored.
COUNT ?= 10000
bench-archive: $(VENV)/.installed-tests
	@$(BIN)/python -m tests.bench.archive $(COUNT)

# How fast COUNT invented letters are added, at the start and at the end, and in how much memory.
bench-add: $(VENV)/.installed-tests
	@$(BIN)/python -m tests.bench.adding $(COUNT)

# How well the forms of one letter find each other. TEXTS: lists what would be linked among those.
bench-versions: $(VENV)/.installed-tests
	@$(BIN)/python -m tests.bench.versions $(TEXTS)

# How completely, how fast and how well is searched, beside other search engines. SIZE: so many
# invented letters; TEXTS: a file of JSON lines, a "title" and a "text" in each, to rank.
SIZE ?= 10000
bench-search: $(VENV)/.installed-tests
	@$(BIN)/python -m tests.bench.search --size $(SIZE) $(if $(TEXTS),--texts $(TEXTS))

# Changed files for the readers, or for those named in READERS, SECONDS for each; what shows a fault is
# kept in build/fuzzing. Where atheris is installed (pip install atheris) coverage leads the changes.
SECONDS ?= 60
bench-fuzz: $(VENV)/.installed-tests
	@$(BIN)/python -m tests.bench.fuzzing $(READERS) --seconds $(SECONDS)

# The man pages, which the wheel brings too; python -m tests.cli.reference makes them.
PREFIX ?= /usr/local
install-man:
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1

clean:
	rm -rf build $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "thaidoc needs Python 3.11 or later; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(MAKE) --no-print-directory debian-venv
	$(PYTHON) -m venv $(VENV)

.PHONY: debian-venv
debian-venv:
	@command -v apt-get >/dev/null || { echo "Python's venv module is missing: install it, then run make again"; exit 1; }
	$(if $(filter 0,$(shell id -u)),,sudo) apt-get update -qq
	$(if $(filter 0,$(shell id -u)),,sudo) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv

$(VENV)/.installed: $(BIN)/python setup.cfg pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-tests: $(VENV)/.installed
	$(PIP) install --editable '.[test]'
	@touch $@
