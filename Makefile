# What to do with this repository. `make` alone lists the targets.

BENCH = cargo run --quiet --release --manifest-path tests/bench/Cargo.toml --target-dir target/bench/build
# Instructions are counted without Luau, which takes minutes to compile.
COUNTS = $(BENCH) --no-default-features --
MODULE = $(or $(CARGO_TARGET_DIR),target)/release/libferrous.so
FLAGS = $(if $(QUICK),--quick)

.DEFAULT_GOAL := help
.PHONY: help setup build run test test-servers test-upstream test-valkey test-clients fuzz-diff bench bench-check bench-record profile lint fmt doc clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

setup: ## install the missing Debian packages (as root), or name them
	@sh tests/setup/packages.sh

build: setup ## the module target/release/libferrous.so and the program target/release/ferrous
	sh tests/setup/with-profile.sh cargo build --release

run: build ## start a server with the module, show a script, wait for Ctrl-C (RUN_ONCE=1: do not wait; TAKEOVER=yes)
	@sh tests/setup/server.sh

test: setup ## all tests, the count of them at the end
	@bash tests/setup/all-tests.sh

test-servers: build ## the server tests on other servers, which are fetched into .servers/
	@bash tests/servers/run.sh $(MODULE)

test-upstream: build ## the scripting tests of the server's own source, which is fetched into .upstream/
	@bash tests/upstream/run.sh $(MODULE)
	@FERROUS_TAKEOVER=yes bash tests/upstream/run.sh $(MODULE)

test-valkey: build ## the scripting and function tests of Valkey's own source, with the module as its engine `lua`
	@bash tests/upstream/valkey.sh $(MODULE)

test-clients: build ## software of others on native scripts and with takeover, fetched into .clients/
	@bash tests/clients/run.sh $(MODULE)

fuzz-diff: build ## compare 200,000 generated programs with native scripts (FERROUS_PROGRAMS=n, FERROUS_SEED=n)
	FERROUS_TEST_MODULE=$(MODULE) FERROUS_PROGRAMS=$${FERROUS_PROGRAMS:-200000} \
		cargo test --test redis generated_programs -- --nocapture

bench: build ## measure beside other engines and native scripts, 20 minutes (QUICK=1: two)
	@bash tests/servers/fetch.sh valkey-9.1
	$(BENCH) -- $(FLAGS)

bench-check: build ## compare instruction counts with tests/bench/baseline.json
	$(COUNTS) check

bench-record: build ## rewrite tests/bench/baseline.json
	$(COUNTS) record

profile: setup ## record anew what release builds go by: profile/llvm-N.profdata
	@bash tests/servers/fetch.sh valkey-9.1
	@bash tests/setup/record-profile.sh

lint: setup ## format, clippy and documentation, warnings as errors
	@bash tests/setup/lint.sh

fmt: ## format the sources
	cargo fmt
	cargo fmt --manifest-path tests/bench/Cargo.toml

doc: setup ## the documentation of all items in target/doc
	cargo doc --no-deps --document-private-items

clean: ## remove all that was built
	cargo clean
