# SPDX-License-Identifier: GPL-2.0-only
#
# Everything is done by the scripts in tools/testing/selftests/seccomp/vm/; this
# only gives them short names. `make help` lists them.

vm := tools/testing/selftests/seccomp/vm

# The scripts take these from the environment. What is written on the command
# line reaches them letter by letter: a $ in CMD= belongs to the guest's shell.
settings := ARCH KERNEL DEBUG BASE CMD ADD APPEND QEMU IMAGE CPUS MEM TIMEOUT \
	    ACCEL VMLINUX T FULL TIME SEED CHECK KEEP CONFIG
define setting
ifneq ($(origin $(1)),undefined)
override $(1) := $$(value $(1))
export $(1)
endif
endef
$(foreach s,$(settings),$(eval $(call setting,$(s))))

help:
	@$(vm)/help.sh

run:
	@$(vm)/run.sh

test:
	@$(vm)/test.sh

bench:
	@$(vm)/bench.sh

kernel:
	@$(vm)/kernel.sh

# make itself would turn every status but 0 into 2: where it can load the
# object, the script takes make's place and its status is make's.
ifneq ($(filter vm,$(MAKECMDGOALS)),)
ifeq ($(findstring n,$(firstword -$(MAKEFLAGS))),)
become := $(shell $(vm)/become.sh)
ifneq ($(become),)
load $(become)
endif
endif
endif

vm:
ifneq ($(become),)
	$(become $(vm)/vm.sh,$(settings))
else
	@$(vm)/vm.sh
endif

shell:
	@SHELL_=1 $(vm)/vm.sh

lint:
	@$(vm)/lint.sh

verify:
	@$(vm)/verify.sh

fuzz:
	@$(vm)/fuzz.sh

stress:
	@$(vm)/stress.sh

surface:
	@$(vm)/surface.sh

past:
	@$(vm)/past.sh

model:
	@$(vm)/model.sh

patches:
	@$(vm)/patches.sh

deb:
	@$(vm)/deb.sh

results:
	@$(vm)/results.sh

# The compiler's cache, the packages and the sources stay: `rm -rf build` for
# those, too.
clean:
	rm -rf build/[0-9]* build/reports

.PHONY: help run test bench kernel vm shell lint verify fuzz stress surface \
	past model results patches deb clean
