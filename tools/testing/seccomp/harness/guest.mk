# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the programs of the guest that no package has: init, mainline's own
# selftest, our tests, the tests with real programs, the demonstration, the
# stress program and the fuzzer of system calls. The target init-and-demo is
# the part that `make run` needs; it uses neither kernel trees nor their headers.
#
# mkrootfs.sh runs this and sets:
#
#	GUEST		x86_64 or arm64
#	CROSS		prefix of the compiler
#	OUT		directory for the results
#	BASE		the base kernel's source tree
#	HEADERS		its installed headers, .../include
#	NEWEST		the newest kernel's source tree
#	NEWEST_HEADERS	its installed headers
#	SYSROOT		unpacked packages of the guest's architecture
#	SYSROOT_IA32	the same for 32-bit x86
#	TRIPLET		x86_64-linux-gnu or aarch64-linux-gnu

harness := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
private := $(patsubst %/,%,$(dir $(harness)))
own := $(private)/../selftests/seccomp
compiler := $(CROSS)gcc
base_selftests := $(BASE)/tools/testing/selftests
khdr := -isystem $(HEADERS)
compilers := CC=$(compiler) CC_IA32=gcc-12 CC_X32=gcc-12 \
	     CC_ARM=arm-linux-gnueabihf-gcc

# $(call includes,TREE,HEADERS): the headers of a kernel and of its kselftests
includes = -isystem $(2) -I$(1)/tools/testing/selftests \
	   -I$(1)/tools/testing/selftests/kselftest
mainline_flags := -static -O2 -w -D_GNU_SOURCE
mainline := $(OUT)/mainline/seccomp_bpf $(OUT)/mainline/seccomp_bpf_newest
ifeq ($(GUEST),x86_64)
mainline += $(OUT)/mainline/seccomp_bpf_ia32
endif

all: $(OUT)/init $(mainline) ours integration demo stress sysfuzz

init-and-demo: $(OUT)/init demo

$(OUT)/init: $(harness)/init.c
	@mkdir -p $(@D)
	$(compiler) -static -O2 -Wall -Wextra -Werror -D_GNU_SOURCE -o $@ $<

# mainline's test is compiled without a change.
mainline_source := tools/testing/selftests/seccomp/seccomp_bpf.c
define mainline_rule
$$(OUT)/mainline/$(1): $(2)/$$(mainline_source) $(3)/linux/seccomp.h
	@mkdir -p $$(@D)
	$$(compiler) $$(mainline_flags) $$(call includes,$(2),$(3)) \
		-idirafter $$(SYSROOT)/usr/include -o $$@ $$< \
		-L$$(SYSROOT)/usr/lib/$$(TRIPLET) -lpthread -lcap
endef
$(eval $(call mainline_rule,seccomp_bpf,$(BASE),$(HEADERS)))
$(eval $(call mainline_rule,seccomp_bpf_newest,$(NEWEST),$(NEWEST_HEADERS)))

$(OUT)/mainline/seccomp_bpf_ia32: $(BASE)/$(mainline_source) \
				  $(HEADERS)/linux/seccomp.h
	@mkdir -p $(@D)
	gcc-12 -m32 $(mainline_flags) $(call includes,$(BASE),$(HEADERS)) \
		-idirafter $(SYSROOT_IA32)/usr/include \
		-idirafter /usr/include/x86_64-linux-gnu -o $@ \
		$< -L$(SYSROOT_IA32)/usr/lib/i386-linux-gnu -lpthread -lcap

ours:
	@mkdir -p $(OUT)/tests
	+$(MAKE) -k -C $(own) KSELFTEST_DIR=$(base_selftests) ARCH=$(GUEST) \
		OUTPUT=$(OUT)/tests KHDR_INCLUDES="$(khdr)" $(compilers)

# These use the headers of the packages, not those of a kernel tree.
integration demo:
	+$(if $(wildcard $(private)/$@/Makefile),$(MAKE) -k -C $(private)/$@ \
		OUT=$(OUT)/$@ SYSROOT=$(SYSROOT) $(compilers))

stress:
	+$(MAKE) -C $(private)/verify/stress OUT=$(OUT)/stress KHDR_INCLUDES="$(khdr)" \
		CC=$(compiler)

# The fuzzer also uses interfaces of the newest kernel.
sysfuzz:
	+$(MAKE) -k -C $(private)/verify/sysfuzz OUT=$(OUT)/sysfuzz \
		KHDR_INCLUDES="-isystem $(NEWEST_HEADERS)" CC=$(compiler)

.PHONY: all init-and-demo ours integration demo stress sysfuzz
