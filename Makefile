# SPDX-License-Identifier: GPL-2.0-only

VERSION := $(shell sed -n 's/.*CAPTRACE_VERSION "\(.*\)"/\1/p' module/version.h)

# Where the module goes: by default to the kernel that is running.
KERNELRELEASE ?= $(shell uname -r)
KDIR ?= /lib/modules/$(KERNELRELEASE)/build
MODDIR ?= /lib/modules/$(KERNELRELEASE)/extra

# Where the rest goes.
PREFIX ?= /usr/local
SBINDIR ?= $(PREFIX)/sbin
MANDIR ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share/captrace
INCLUDEDIR ?= $(PREFIX)/include
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions
FISHDIR ?= $(PREFIX)/share/fish/vendor_completions.d
DKMSDIR ?= /usr/src/captrace-$(VERSION)

ifeq ($(origin CC),default)
CC := $(CROSS_COMPILE)gcc
endif
PKG_CONFIG ?= pkg-config
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes \
	-Wpointer-arith -Wvla -Wformat=2 -Wundef
BUILD := build
LIBRARIES := jansson libcap libseccomp
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all

# What make demo runs, and what make check and make demo run it on.
CMD ?= captrace ping -c1 127.0.0.1
KERNEL ?= 6.1
KERNELS ?= 6.1 6.12 7.3

TOOL := $(patsubst tool/%.c,$(BUILD)/tool/%.o,$(wildcard tool/*.c))
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
UNIT_TOOL := $(patsubst tool/%.c,$(BUILD)/unit/tool/%.o,$(filter-out tool/main.c,$(wildcard tool/*.c)))
JSON := $(patsubst tests/json/%.c,$(BUILD)/json/%,$(wildcard tests/json/*.c))
FORMATS := $(patsubst tests/formats/%.c,$(BUILD)/formats/%,$(wildcard tests/formats/*.c))
GUEST := $(patsubst tests/guest/%.c,$(BUILD)/guest/%,$(wildcard tests/guest/*.c))

ifeq ($(V),1)
quiet = $(2)
else
quiet = @printf '  %-7s %s\n' '$(1)' '$@'; $(2)
endif
compile = $(CC) -std=gnu11 $(WARNINGS) -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -Imodule/uapi -Itool $(CPPFLAGS) $(CFLAGS) -MMD -MP

.PHONY: all test-programs module tool install install-module install-tool uninstall \
	dkms-install dkms-uninstall demo check check-unit check-guest \
	style format deps clean distclean help

all: tool module	## the program and the module

module:			## the module, for the kernel KERNELRELEASE (or KDIR)
	@test -e '$(KDIR)/Makefile' || { echo >&2 \
	"make: no headers of the kernel $(KERNELRELEASE) in $(KDIR): install" \
	"linux-headers-$(KERNELRELEASE); make tool and make demo work without"; \
	exit 2; }
	+$(if $(filter 1,$(V)),,@)$(MAKE) --no-print-directory -C '$(KDIR)' \
		M='$(CURDIR)' $(if $(CROSS_COMPILE),CROSS_COMPILE='$(CROSS_COMPILE)') modules

tool: $(BUILD)/tool/captrace	## the program, build/tool/captrace

$(BUILD)/tool/captrace: $(TOOL)
	$(call quiet,LD,$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(TOOL) $$($(PKG_CONFIG) --libs $(LIBRARIES)) $(LDLIBS))

$(BUILD)/tool/%.o: tool/%.c | $(BUILD)/tool/.libraries
	$(call quiet,CC,$(compile) $$($(PKG_CONFIG) --cflags $(LIBRARIES)) -c -o $@ $<)

$(BUILD)/tool/.libraries:
	@mkdir -p $(@D)
	@$(PKG_CONFIG) --exists $(LIBRARIES) || { echo >&2 \
	"make: the headers of $(LIBRARIES) or pkg-config are missing: run make deps"; \
	exit 2; }
	@touch $@

install: install-tool install-module	## both, with manual pages, completions, schema and header

install-tool: tool
	install -D -m 755 $(BUILD)/tool/captrace '$(DESTDIR)$(SBINDIR)/captrace'
	install -D -m 644 tool/captrace.8 '$(DESTDIR)$(MANDIR)/man8/captrace.8'
	install -D -m 644 tool/captrace.5 '$(DESTDIR)$(MANDIR)/man5/captrace.5'
	install -D -m 644 tool/captrace.schema.json '$(DESTDIR)$(DATADIR)/captrace.schema.json'
	install -D -m 644 module/uapi/linux/captrace.h '$(DESTDIR)$(INCLUDEDIR)/linux/captrace.h'
	install -D -m 644 completion/captrace.bash '$(DESTDIR)$(BASHDIR)/captrace'
	install -D -m 644 completion/_captrace '$(DESTDIR)$(ZSHDIR)/_captrace'
	install -D -m 644 completion/captrace.fish '$(DESTDIR)$(FISHDIR)/captrace.fish'

install-module: module
	install -D -m 644 module/captrace.ko '$(DESTDIR)$(MODDIR)/captrace.ko'
	$(if $(DESTDIR),,depmod $(KERNELRELEASE))

uninstall:		## unload the module, and remove all that was installed
	$(if $(DESTDIR),,! grep -q '^captrace ' /proc/modules || rmmod captrace)
	rm -f '$(DESTDIR)$(SBINDIR)/captrace' '$(DESTDIR)$(MANDIR)/man8/captrace.8' \
		'$(DESTDIR)$(MANDIR)/man5/captrace.5' '$(DESTDIR)$(DATADIR)/captrace.schema.json' \
		'$(DESTDIR)$(INCLUDEDIR)/linux/captrace.h' '$(DESTDIR)$(BASHDIR)/captrace' \
		'$(DESTDIR)$(ZSHDIR)/_captrace' '$(DESTDIR)$(FISHDIR)/captrace.fish' \
		'$(DESTDIR)$(MODDIR)/captrace.ko'
	! test -d '$(DESTDIR)$(DATADIR)' || rmdir --ignore-fail-on-non-empty '$(DESTDIR)$(DATADIR)'
	$(if $(DESTDIR),,! test -d '/lib/modules/$(KERNELRELEASE)' || depmod $(KERNELRELEASE))
	$(if $(DESTDIR),,! test -d '$(DKMSDIR)' || $(MAKE) dkms-uninstall)

dkms-install: install-tool	## the program, and the module by DKMS
	mkdir -p '$(DESTDIR)$(DKMSDIR)'
	cp --parents Kbuild dkms.conf LICENSES/*.txt $$(find module -name Kbuild -o \
		-name '*.[ch]' ! -name '*.mod.c') '$(DESTDIR)$(DKMSDIR)'
	$(if $(DESTDIR),,dkms install captrace/$(VERSION) -k $(KERNELRELEASE))

dkms-uninstall:		## remove the module from DKMS
	$(if $(DESTDIR),,dkms remove captrace/$(VERSION) --all)
	rm -rf '$(DESTDIR)$(DKMSDIR)'

demo:			## run CMD in a throw-away virtual machine, on the kernel KERNEL
	@tests/deps build vm
	@$(MAKE) -s tool >&2
	@tests/vm/demo '$(KERNEL)' '$(subst ','\'',$(CMD))'

check:			## all tests, on each of KERNELS in a virtual machine
	@tests/deps build vm check foreign
	@+KERNELS='$(KERNELS)' MAKE='$(MAKE)' tests/check

test-programs: tool $(UNIT) $(JSON) $(FORMATS) $(GUEST) $(BUILD)/guest/frames.nm

check-unit: $(UNIT)	## the program's own tests, here
	@for test in $(UNIT); do CMOCKA_MESSAGE_OUTPUT=TAP $$test || failed=1; done; \
		exit $${failed:-0}

check-guest: tool $(GUEST) $(BUILD)/guest/frames.nm	## the tests in a virtual machine, on the kernel KERNEL
	@tests/vm/guest '$(KERNEL)' $(TESTS)

$(BUILD)/unit/tool/%.o: tool/%.c | $(BUILD)/tool/.libraries
	@mkdir -p $(@D)
	$(call quiet,CC,$(compile) $(SANITIZE) $$($(PKG_CONFIG) --cflags $(LIBRARIES)) -c -o $@ $<)

# Kept for the next test.
.SECONDARY: $(UNIT_TOOL)

$(BUILD)/unit/%: tests/unit/%.c $(UNIT_TOOL) | $(BUILD)/tool/.libraries
	@mkdir -p $(@D)
	$(call quiet,CC,$(compile) $(SANITIZE) -o $@ $< $(UNIT_TOOL) \
		$(LDFLAGS) $$($(PKG_CONFIG) --cflags --libs $(LIBRARIES) cmocka) $(LDLIBS))

$(BUILD)/json/%: tests/json/%.c $(UNIT_TOOL) | $(BUILD)/tool/.libraries
	@mkdir -p $(@D)
	$(call quiet,CC,$(compile) $(SANITIZE) -o $@ $< $(UNIT_TOOL) \
		$(LDFLAGS) $$($(PKG_CONFIG) --cflags --libs $(LIBRARIES)) $(LDLIBS))

$(BUILD)/formats/%: tests/formats/%.c $(UNIT_TOOL) | $(BUILD)/tool/.libraries
	@mkdir -p $(@D)
	$(call quiet,CC,$(compile) $(SANITIZE) -o $@ $< $(UNIT_TOOL) \
		$(LDFLAGS) $$($(PKG_CONFIG) --cflags --libs $(LIBRARIES)) $(LDLIBS))

# A part of the module, with the kernel's headers replaced.
$(BUILD)/unit/test_ring: tests/unit/test_ring.c
	@mkdir -p $(@D)
	$(call quiet,CC,$(compile) $(SANITIZE) -DCAPTRACE_COMPAT_H -Itests/unit/kernel \
		-pthread -o $@ $< $(LDFLAGS) $$($(PKG_CONFIG) --cflags --libs cmocka) $(LDLIBS))

$(BUILD)/guest/%: tests/guest/%.c
	@mkdir -p $(@D)
	$(call quiet,CC,$(compile) -static -pthread -o $@ $< $(LDFLAGS) $(LDLIBS))

# Runs without a C library, as there may be none of 32 bits here.
$(BUILD)/guest/compat: tests/guest/compat.c
	@mkdir -p $(@D)
	$(call quiet,CC,$(compile) -m32 -ffreestanding -nostdlib -static -o $@ $<)

# Has a stack that can be walked, and what others say of its functions.
$(BUILD)/guest/frames: CFLAGS += -O0 -fno-omit-frame-pointer -no-pie
$(BUILD)/guest/frames.nm: $(BUILD)/guest/frames
	$(call quiet,NM,{ nm $< && readelf -lW $<; } >$@)

style:			## what can be said about the sources without running them
	@tests/style/run

format:			## lay out the C sources as the style wants them
	clang-format -i $$(git ls-files -co --exclude-standard '*.[ch]')

deps:			## install what building and testing needs (as root, on Debian)
	@tests/deps build vm check foreign

clean:			## what was built; what was downloaded stays
	rm -rf $(addprefix $(BUILD)/,tool unit json formats guest module style console)
	find Kbuild module -name '*.o' -o -name '*.ko' -o -name '*.mod' -o -name '*.mod.c' \
		-o -name '.*.cmd' -o -name '.*.d' | xargs rm -f Module.symvers modules.order .*.cmd

distclean: clean	## that, too
	rm -rf $(BUILD)

help:			## this
	@sed -n 's/^\([a-z-]*\):.*##/  \1\t/p' Makefile | expand -t 18
	@echo; echo 'V=1 shows the commands. See the top of the Makefile for the variables.'

-include $(wildcard $(BUILD)/*/*.d $(BUILD)/*/*/*.d)
