# SPDX-License-Identifier: GPL-2.0-only
#
# Counts the objects that Kbuild makes in one directory and lists the directories
# below it. Run it in an output tree that has its .config:
#
#	make -rsf objects.mk srctree=DIR SRCARCH=x86 obj=kernel
#
# This is an estimate: Kbuild's rules make a few more.

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
