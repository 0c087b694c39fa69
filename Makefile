# The commands of the project. `make demo` and `make test` need a Debian 12 and a Rust toolchain, nothing else:
# both install the system packages that they use (non-interactive; by sudo where you are not root).

CARGO ?= cargo
export DEBIAN_FRONTEND := noninteractive
SUDO := $(shell test "$$(id -u)" = 0 || echo "sudo -E")

# What every build of the kiosk needs (a test holds docs/install.md to this and to PACKAGES_KMS).
PACKAGES_BUILD := build-essential ca-certificates pkg-config flite \
	libpcsclite-dev libfontconfig-dev libxkbcommon-dev libasound2-dev
# What building and running with X11 need.
PACKAGES_RUN := $(PACKAGES_BUILD) libxkbcommon-x11-0 \
	libxcb1-dev libxcb-shape0-dev libxcb-xfixes0-dev libx11-xcb1 libxcursor1 libxi6 libxrandr2 \
	fonts-dejavu-core fonts-noto-cjk fonts-noto-core fonts-ipaexfont fonts-ipamj-mincho
# What the tests and `kiosk-demo --real` need besides: a PC/SC service, a virtual reader, an IPP printer,
# a display, a system call tracer, readers of PDF and of QR codes that are not ours.
PACKAGES_TEST := pcscd vsmartcard-vpcd cups-ipp-utils dbus iproute2 procps util-linux \
	at-spi2-core xvfb xdotool strace poppler-utils zbar-tools qpdf

# What building the kiosk for the bare screen needs besides (`make kiosk-linuxkms`).
PACKAGES_KMS := libinput-dev libgbm-dev libudev-dev libseat-dev libdrm-dev

# Pinned, for maintainers.
CARGO_DENY_VERSION := 0.20.2
CARGO_FUZZ_VERSION := 0.13.2

# How long `make fuzz` feeds each target, in seconds.
FUZZ_SECONDS ?= 60

# How many residents `make soak` sends.
SOAK_SESSIONS ?= 500

.DEFAULT_GOAL := help
.PHONY: help demo demo-real test test-all fmt clippy doc unit lint fuzz tools screens catalogue voice packages-run \
	packages-test kiosk-linuxkms bench-kiosk soak

help: ## This list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

packages-run:
	@./packages.sh "$(SUDO)" $(PACKAGES_RUN)

packages-test:
	@./packages.sh "$(SUDO)" $(PACKAGES_RUN) $(PACKAGES_TEST)

demo: packages-run ## The touchscreen with a virtual card; pictures and paper in target/demo where there is no display.
	$(CARGO) run --locked -p demo --bin kiosk-demo --

demo-real: packages-test ## The same through a real pcscd, a virtual reader and a real IPP printer.
	$(CARGO) run --locked -p demo --bin kiosk-demo -- --real

screens: packages-run ## Every screen in every language, way of showing and size, as contact sheets in target/screens.
	$(CARGO) run --locked -p demo --bin kiosk-screens --

kiosk-linuxkms: ## The kiosk for the bare screen, without X11 or Wayland: target/release/kiosk (docs/install.md).
	@./packages.sh "$(SUDO)" $(PACKAGES_BUILD) $(PACKAGES_KMS)
	$(CARGO) build --locked --release -p kiosk-app --no-default-features --features linuxkms

bench-kiosk: packages-test ## What the kiosk costs: start, idle, memory, touch to picture (docs/performance.md).
	$(CARGO) build --locked --release -p kiosk-app
	$(CARGO) bench --locked --profile dev --workspace --bench kiosk

soak: packages-test ## SOAK_SESSIONS residents in a row (500) on the screens of one kiosk: it must not grow. Log: target/soak.log.
	$(CARGO) build --locked --workspace --bin kiosk-demo
	$(CARGO) test --locked --workspace --test soak --no-run
	SOAK_SESSIONS=$(SOAK_SESSIONS) $(CARGO) test --locked --workspace --test soak -- --nocapture 2>target/soak.log
catalogue: packages-run ## Every screen in every language, its words, code and picture, in docs/screens.
	$(CARGO) run --locked -p demo --bin kiosk-screens -- --catalogue docs/screens

test-all: test lint ## The long form: also licences, and the demo through the real parts.
	$(CARGO) run --locked -p demo --bin kiosk-demo -- --auto --real

test: packages-test fmt clippy doc unit ## Everything that must be green before a commit.

fmt: ## Part of `test`: the formatting.
	$(CARGO) fmt --all --check
	$(CARGO) fmt --manifest-path tests/fuzz/Cargo.toml --check

clippy: ## Part of `test`: the lints.
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

doc: ## Part of `test`: the documentation of all crates.
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps --document-private-items

unit: ## Part of `test`: all tests.
	$(CARGO) test --locked --workspace

lint: ## Licences, bans and sources of every dependency (`make tools` first).
	$(CARGO) deny --locked check licenses bans sources

# What is found on the way stays in tests/fuzz/target; what ends a run, in tests/fuzz/artifacts.
fuzz: ## Every fuzz target for FUZZ_SECONDS, bounded in memory and time (`make tools` and a nightly compiler first).
	@cd tests/fuzz && cargo metadata --locked --format-version 1 >/dev/null && failed= && \
	for target in $$($(CARGO) +nightly fuzz list --fuzz-dir .); do \
		echo "== $$target"; mkdir -p target/found/$$target; \
		dictionary=$$(ls dictionaries/$$target.dict 2>/dev/null); \
		$(CARGO) +nightly fuzz run --fuzz-dir . $$target target/found/$$target corpus/$$target -- \
			-max_total_time=$(FUZZ_SECONDS) -timeout=5 -rss_limit_mb=1024 -malloc_limit_mb=256 -max_len=4096 \
			-print_final_stats=1 $${dictionary:+-dict=$$dictionary} || failed="$$failed $$target"; \
	done; test -z "$$failed" || { echo "findings:$$failed"; exit 1; }

tools: ## What only maintainers need: cargo-deny and cargo-fuzz, pinned.
	$(CARGO) install --locked cargo-deny@$(CARGO_DENY_VERSION)
	$(CARGO) install --locked cargo-fuzz@$(CARGO_FUZZ_VERSION)

voice: ## Make the Japanese readings again (needs open-jtalk, open-jtalk-mecab-naist-jdic, unicode-data, bzip2).
	$(CARGO) run --locked -p guidance --example readings
	$(CARGO) run --locked -p guidance --example kanji
