# SPDX-License-Identifier: GPL-2.0-only
#
# Short names for the scripts in tools/testing/seccomp/harness/. `make help` lists
# them.

harness := tools/testing/seccomp/harness

# The scripts read these from the environment. make exports the text of the
# command line without expanding it: a $ in CMD= is for the guest's shell.
settings := ARCH KERNEL DEBUG BASE CMD ADD APPEND QEMU IMAGE CPUS MEM TIMEOUT \
	    ACCEL VMLINUX TEST FULL DEB TIME SEED CHECK KEEP CONFIG \
	    MITIGATIONS
define setting
ifneq ($(origin $(1)),undefined)
override $(1) := $$(value $(1))
export $(1)
endif
endef
$(foreach s,$(settings),$(eval $(call setting,$(s))))

help:
	@$(harness)/help.sh

run:
	@$(harness)/run.sh

test:
	@$(harness)/test.sh

bench:
	@$(harness)/bench.sh

kernel:
	@$(harness)/kernel.sh

# `make debian SHELL=1` asks for a shell in the guest. SHELL is also make's own variable,
# the shell that it runs.
ifeq ($(SHELL),1)
override SHELL := /bin/sh
export SHELL_ := 1
endif

# make exits with 2 when a recipe fails, but `make vm` and `make debian` must exit with
# the status of the guest's command. So the script replaces make's process where make
# can load the object of exec_in_make.c.
ifneq ($(filter vm debian,$(MAKECMDGOALS)),)
ifeq ($(findstring n,$(firstword -$(MAKEFLAGS))),)
exec_in_make := $(shell $(harness)/exec_in_make.sh)
ifneq ($(exec_in_make),)
load $(exec_in_make)
endif
endif
endif

vm debian:
ifneq ($(exec_in_make),)
	$(exec_in_make $(harness)/$@.sh,$(settings) SHELL_)
else
	@$(harness)/$@.sh
endif

shell:
	@SHELL_=1 $(harness)/vm.sh

lint:
	@$(harness)/lint.sh

prove:
	@$(harness)/prove.sh

difffuzz:
	@$(harness)/difffuzz.sh

stress:
	@$(harness)/stress.sh

sysfuzz:
	@$(harness)/sysfuzz.sh

mutants:
	@$(harness)/mutants.py

model:
	@$(harness)/model.sh

tools:
	@$(harness)/tools.sh

series:
	@$(harness)/series.sh

deb:
	@$(harness)/deb.sh

results:
	@$(harness)/update_results.sh

# ccache's directory, the packages and the sources stay. `rm -rf build` removes
# everything.
clean:
	rm -rf build/[0-9]* build/log build/reports build/tools

.PHONY: help run test bench kernel vm debian shell lint prove difffuzz stress \
	sysfuzz mutants model tools results series deb clean
