# SPDX-License-Identifier: GPL-2.0-only
#
# Builds seccompctl for a guest, linked statically with the libraries of SYSROOT. The
# Makefiles of integration/ and demo/ include this file. They set CC, SYSROOT, OUT and
# LDFLAGS.

tools := ../../../seccomp
tools_objects := $(OUT).objects
tools_machine := $(shell $(CC) -dumpmachine)
tools_libraries := $(SYSROOT)/usr/lib/$(tools_machine)
tools_pkg_config := $(if $(SYSROOT),env PKG_CONFIG_SYSROOT_DIR=$(SYSROOT) \
	PKG_CONFIG_LIBDIR=$(tools_libraries)/pkgconfig:$(SYSROOT)/usr/share/pkgconfig) \
	pkg-config --static

$(OUT)/seccompctl: $(wildcard $(tools)/* $(tools)/kernel/* \
		   ../../../../kernel/seccomp/*.[ch] \
		   ../../../../include/uapi/linux/*.h) | $(OUT)
	mkdir -p $(tools_objects)
	+CPPFLAGS="-idirafter $(SYSROOT)/usr/include" \
		LDFLAGS="$(LDFLAGS) $(if $(SYSROOT),-L$(tools_libraries))" \
		$(MAKE) -C $(tools) CC="$(CC)" OUTPUT=$(tools_objects) \
		KHDR_INCLUDES="$(KHDR_INCLUDES)" \
		PKG_CONFIG="$(tools_pkg_config)" $(tools_objects)/seccompctl
	cp $(tools_objects)/seccompctl $@
