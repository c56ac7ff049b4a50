# Everything a developer or a reader runs. `make replay` and `make test` set up what they need.

SHELL := /bin/bash
export SWIFT_BACKTRACE := enable=no

# The C libraries, by Debian's names.
PACKAGES := libreadline-dev libsqlite3-dev libcmark-gfm-dev libcmark-gfm-extensions-dev \
	libyaml-dev libutf8proc-dev nettle-dev zlib1g-dev
# What tests run besides.
TEST_PACKAGES := patch libxml2-utils

PREFIX ?= /usr/local
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
RELEASE := swift build -c release --static-swift-stdlib -Xlinker -s --product
BINARIES = $(shell $(RELEASE) quire --show-bin-path)
QUIRE = $(BINARIES)/quire

.PHONY: help setup setup-tests build replay test test-threads lint frictionless bench fuzz fuzz-notebooks install clean

help:
	@echo 'make replay   build quire and check the notebooks against their data'
	@echo 'make test     lint, build strictly, run all tests'
	@echo 'make test-threads  run the tests of threads under the thread sanitizer'
	@echo 'make bench    measure speed'
	@echo 'make fuzz     run commands over random notebooks, then read broken data, FUZZ_SECONDS each'
	@echo 'make install  put program, manual page and completions below PREFIX (now $(PREFIX))'

# Installs those of some packages that are missing; says what to do where there is no apt.
define require
@missing=; \
for package in $(1); do \
  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
    || missing="$$missing $$package"; \
done; \
[ -z "$$missing" ] && exit 0; \
command -v apt-get >/dev/null \
  || { echo "please install, by the names of your system:$$missing" >&2; exit 1; }; \
echo "installing$$missing"; \
$(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends $$missing
endef

setup:
	$(call require,$(PACKAGES))

setup-tests: setup
	$(call require,$(TEST_PACKAGES))

build: setup
	$(RELEASE) quire

replay: build
	$(QUIRE) check notebooks

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

# Our data packages under the standard's own tool, in a scratch environment; says so where it cannot be had.
frictionless:
	@tool=.build-frictionless/bin/frictionless; \
	[ -x $$tool ] || { python3 -m venv .build-frictionless \
	  && .build-frictionless/bin/pip install --quiet frictionless; } >/dev/null 2>&1; \
	[ -x $$tool ] || { echo 'skipped: the tool frictionless cannot be installed here'; exit 0; }; \
	for package in datasets/*/datapackage.json; do \
	  $$tool validate $$package >.build-frictionless/report 2>&1 \
	    || { cat .build-frictionless/report; exit 1; }; \
	  echo "frictionless: $$package is valid"; \
	done

test: setup-tests lint frictionless
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build --disable-xctest

# A build of its own, as everything is compiled with the sanitizer; it takes some minutes.
THREADED := RunningAhead|TableCache|ResultCache

test-threads: setup-tests
	swift build --build-tests --sanitize=thread --scratch-path .build-threads
	TSAN_OPTIONS='halt_on_error=1 suppressions=Tests/Support/threads.supp' \
	  swift test --skip-build --sanitize=thread --scratch-path .build-threads --disable-xctest \
	  --filter '$(THREADED)'

# DuckDB's shell stands beside ours where it can be had; so does the shell of sqlite3.
bench: build
	@[ -x .build-bench/duckdb/bin/duckdb ] || { python3 -m venv .build-bench/duckdb \
	  && .build-bench/duckdb/bin/pip install --quiet duckdb-cli; } >/dev/null 2>&1 \
	  || echo 'the tool duckdb cannot be installed here'
	$(RELEASE) Benchmarks
	$(BINARIES)/Benchmarks $(QUIRE)

FUZZ_SECONDS ?= 300

# Every command over notebooks made at random; FUZZ_SEED=N begins with the notebook of a find.
fuzz-notebooks: setup
	swift build --build-tests
	FUZZ_SECONDS=$(FUZZ_SECONDS) swift test --skip-build --disable-xctest --filter RandomNotebookTests

# libFuzzer over the sources that read data; finds stand in .build-fuzz, seeds in Tests/Fuzz/Seeds.
FUZZ_MODULES := Datasets Diagnostics Tabular Files Digest YAML SystemPackage CCSV CSystem

fuzz: setup fuzz-notebooks
	swift build -c release --scratch-path .build-fuzz --target Datasets \
	  -Xswiftc -sanitize=fuzzer -Xswiftc -parse-as-library -Xswiftc -enable-testing
	@cd .build-fuzz && mkdir -p corpus && swiftc -O -parse-as-library -sanitize=fuzzer \
	  ../Tests/Fuzz/DatasetsFuzzer.swift -I release/Modules -I ../Sources/CCSV/include \
	  $$(for module in $(FUZZ_MODULES); do \
	    find release/$$module.build -name '*.o'; \
	    map=$$(find release/$$module.build checkouts/*/Sources/$$module -name module.modulemap 2>/dev/null | head -1); \
	    [ -z "$$map" ] || echo -Xcc -fmodule-map-file=$$map; done) \
	  $$(for library in CNettle CYAML CZlib; do \
	    echo -Xcc -fmodule-map-file=../Sources/$$library/module.modulemap; done) \
	  -lnettle -lyaml -lz -o fuzz
	cd .build-fuzz && ./fuzz -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 \
	  -max_len=4096 corpus ../Tests/Fuzz/Seeds

install: build
	install -D -m 755 $(QUIRE) $(DESTDIR)$(PREFIX)/bin/quire
	@set -e; share=$(DESTDIR)$(PREFIX)/share; \
	install -d $$share/man/man1 $$share/bash-completion/completions \
	  $$share/zsh/site-functions $$share/fish/vendor_completions.d; \
	$(QUIRE) man > $$share/man/man1/quire.1; \
	$(QUIRE) completions bash > $$share/bash-completion/completions/quire; \
	$(QUIRE) completions zsh > $$share/zsh/site-functions/_quire; \
	$(QUIRE) completions fish > $$share/fish/vendor_completions.d/quire.fish

clean:
	rm -rf .build .build-frictionless .build-fuzz .build-threads
