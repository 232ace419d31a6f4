# SPDX-License-Identifier: GPL-2.0-only
#
# Names the objects that Kbuild will make in one directory, and the directories
# below it.  Run in an output tree that has its .config:
#
#	make -rsf objects.mk srctree=DIR SRCARCH=x86 obj=kernel
#
# Good for an estimate only: Kbuild's own rules know of more.

.DEFAULT_GOAL := all
objtree := .
src := $(srctree)/$(obj)
include include/config/auto.conf
include $(srctree)/scripts/Kbuild.include
include $(firstword $(wildcard $(src)/Kbuild $(src)/Makefile))

made := $(filter-out %/,$(obj-y) $(lib-y) $(extra-y))
parts := $(foreach o,$(made:.o=),$($(o)-objs) $($(o)-y))

FORCE:
all:
	$(info objects $(words $(sort $(filter %.o,$(made) $(parts)))))
	$(foreach d,$(sort $(filter %/,$(obj-y) $(lib-y) $(parts) $(subdir-y))),\
		$(info dir $(patsubst ./%,%,$(obj)/$(d:/=))))
	@:
