# SPDX-License-Identifier: GPL-2.0-only
#
# Everything is done by the scripts in tools/testing/seccomp/harness/; this
# only gives them short names. `make help` lists them.

harness := tools/testing/seccomp/harness

# The scripts take these from the environment. What is written on the command
# line reaches them letter by letter: a $ in CMD= belongs to the guest's shell.
settings := ARCH KERNEL DEBUG BASE CMD ADD APPEND QEMU IMAGE CPUS MEM TIMEOUT \
	    ACCEL VMLINUX TEST FULL TIME SEED CHECK KEEP CONFIG
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

# make itself would turn every status but 0 into 2: where it can load the
# object, the script takes make's place and its status is make's.
ifneq ($(filter vm,$(MAKECMDGOALS)),)
ifeq ($(findstring n,$(firstword -$(MAKEFLAGS))),)
become := $(shell $(harness)/become.sh)
ifneq ($(become),)
load $(become)
endif
endif
endif

vm:
ifneq ($(become),)
	$(become $(harness)/vm.sh,$(settings))
else
	@$(harness)/vm.sh
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
	@$(harness)/mutants.sh

model:
	@$(harness)/model.sh

series:
	@$(harness)/series.sh

deb:
	@$(harness)/deb.sh

results:
	@$(harness)/update_results.sh

# The compiler's cache, the packages and the sources stay: `rm -rf build` for
# those, too.
clean:
	rm -rf build/[0-9]* build/reports

.PHONY: help run test bench kernel vm shell lint prove difffuzz stress \
	sysfuzz mutants model results series deb clean
