#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes the guest's root for an architecture: build/$KERNEL/$ARCH/root.cpio.
#
#	/init			harness/init.c
#	/bin			busybox; strace with its libraries
#	/tests			our selftests, mainline/, integration/, stress/
#				and sysfuzz/
#	/demo			the demonstration
#
# A test that cannot be built is left out with a warning, and its name goes to
# build/$KERNEL/$ARCH/guest/broken: `make test` counts it as failed.

set -euo pipefail
shopt -s nullglob
. "$(dirname "$0")/lib.sh"
check_kernel
set_arch "${1-}"

sets=(build)
[[ $arch == "$(host_arch)" ]] || sets+=("$arch")
"$harness/install_deps.sh" "${sets[@]}"
"$harness/unpack_base.sh"
# For its selftest, which older kernels run as well.
[[ $KERNEL == "$newest" ]] || KERNEL=$newest "$harness/unpack_base.sh"
deb_arch=arm64
if [[ $arch == x86_64 ]]; then
	deb_arch=amd64
	"$harness/sysroot.sh" i386
fi
"$harness/sysroot.sh" "$deb_arch"
lock "root-$KERNEL-$arch"

work=$out/$arch/guest
root=$work/root
sysroot=$top/build/sysroot/$deb_arch
headers=$out/base/headers-$srcarch
log=$work/build.log
mkdir -p "$work"

# install_headers KERNEL
install_headers() {
	local base=$top/build/$1/base headers

	headers=$base/headers-$srcarch
	[[ ! -f $headers/stamp ]] || return 0
	quietly env -u MAKEFLAGS -u MAKELEVEL make -s -C "$base/linux" \
		O="out-headers-$srcarch" ARCH="$arch" CC="${cross}gcc" \
		INSTALL_HDR_PATH="$headers" headers_install ||
		fail "cannot install the headers of $1"
	touch "$headers/stamp"
}

build() {
	env -u MAKEFLAGS -u MAKELEVEL make -k -f "$harness/guest.mk" \
		-j"$(nproc)" GUEST="$arch" CROSS="$cross" OUT="$work" \
		BASE="$out/base/linux" HEADERS="$headers/include" \
		NEWEST="$top/build/$newest/base/linux" \
		NEWEST_HEADERS="$top/build/$newest/base/headers-$srcarch/include" \
		SYSROOT="$sysroot" SYSROOT_IA32="$top/build/sysroot/i386" \
		TRIPLET="$triplet" >"$log" 2>&1
}

# Binaries whose source has gone, or has changed and does not compile.
remove_stale() {
	local binary source

	for binary in "$work"/tests/*_test; do
		source=$selftests/$(basename "$binary").c
		[[ -e $source && ! $binary -ot $source ]] || rm -f "$binary"
	done
}

# What should have been built and was not.
list_broken() {
	local name source

	for source in "$selftests"/*_test.c; do
		name=$(basename "$source" .c)
		[[ -x $work/tests/$name ]] || echo "$name"
	done
	for name in seccomp_bpf seccomp_bpf_newest; do
		[[ -x $work/mainline/$name ]] || echo "$name"
	done
	[[ $arch != x86_64 || -x $work/mainline/seccomp_bpf_ia32 ]] ||
		echo seccomp_bpf_ia32
	[[ -x $work/stress/stress ]] || echo stress
	[[ -x $work/sysfuzz/sysfuzz ]] || echo sysfuzz
	[[ $build_status == 0 ]] || echo build
}

skeleton() {
	rm -rf "$root"
	mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,etc,proc,sys,dev,tmp,run} \
		"$root"/{root,vm,tests}
	echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
	echo 'nobody:x:65534:65534:nobody:/:/bin/false' >>"$root/etc/passwd"
	printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
	printf '127.0.0.1 localhost vm\n' >"$root/etc/hosts"
}

fill() {
	local file

	cp "$work/init" "$root/init"
	cp "$sysroot/bin/busybox" "$root/bin/busybox"
	ln -s busybox "$root/bin/sh"
	"$private/integration/copy_deps.sh" "$sysroot" "$root" /usr/bin/strace
	find "$work/tests" -maxdepth 1 -type f -perm -u+x \
		-exec cp -t "$root/tests" {} + 2>/dev/null || :
	for file in mainline integration stress; do
		[[ ! -d $work/$file ]] || cp -r "$work/$file" "$root/tests/"
	done
	if [[ -x $work/sysfuzz/sysfuzz ]]; then
		mkdir "$root/tests/sysfuzz"
		cp -r "$work"/sysfuzz/{sysfuzz,corpus} "$root/tests/sysfuzz/"
	fi
	mkdir "$root/tests/harness"
	cp "$harness"/{kunit,check_detectors}.sh "$root/tests/harness/"
	[[ ! -d $work/demo ]] || cp -r "$work/demo" "$root/"
	# Symbols are of no use there; scripts are not for strip.
	find "$root" -type f -size +64k -exec "${cross}strip" {} + \
		2>/dev/null || :
}

archive() {
	(cd "$root" && find . | sort | cpio -o -H newc -R 0:0 --quiet) \
		>"$work/root.cpio.new"
	mv "$work/root.cpio.new" "$out/$arch/root.cpio"
}

install_headers "$KERNEL"
install_headers "$newest"
build_status=0
build || build_status=$?
[[ -x $work/init ]] || { tail -n 30 "$log" >&2 && fail "cannot build init"; }
remove_stale
list_broken >"$work/broken"
if [[ -s $work/broken ]]; then
	grep -E 'error:|undefined reference|\*\*\*' "$log" | head -n 20 >&2 || :
	say "warning: not everything for the guest could be built:" \
		"$(tr '\n' ' ' <"$work/broken")(see ${log#"$top/"})"
fi
# Only a change is worth another archive.
newest=$(find "$harness"/{mkrootfs,kunit,check_detectors}.sh \
	"$work"/{init,mainline,tests,integration,demo,stress,sysfuzz} \
	-newer "$out/$arch/root.cpio" -print -quit 2>/dev/null || :)
[[ -f $out/$arch/root.cpio ]] || newest=all
if [[ -n $newest ]]; then
	skeleton
	fill
	archive
fi
