#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes the root archive of the guest for an architecture.
#
#	mkrootfs.sh ARCH tests		build/$KERNEL/$ARCH/root.cpio
#		/init			harness/init.c
#		/bin			busybox; strace and auditd with their libraries
#		/tests			our selftests, mainline/, integration/,
#					stress/ and sysfuzz/
#		/demo			the demonstration
#	mkrootfs.sh ARCH demo		build/$KERNEL/$ARCH/demo.cpio
#					only /init, busybox and /demo; needs no
#					kernel source and no 32-bit compilers
#
# A test that does not build is left out with a warning, and its name goes to
# build/$KERNEL/$ARCH/guest/broken. `make test` counts it as failed.

set -euo pipefail
shopt -s nullglob
. "$(dirname "$0")/lib.sh"
check_kernel
set_arch "${1-}"
mode=${2-}
sysroot=$top/build/sysroot/$deb_arch
work=$out/$arch/guest
headers=$out/base/headers-$srcarch
case $mode in
tests)
	archive=$out/$arch/root.cpio log=$work/build.log
	targets=(all) parts=(mainline tests integration demo stress sysfuzz)
	;;
demo)
	archive=$out/$arch/demo.cpio log=$work/build-demo.log
	targets=(init-and-demo) parts=(demo)
	;;
*)
	usage "'$mode': use mkrootfs.sh ARCH tests, or mkrootfs.sh ARCH demo"
	;;
esac
root=$work/root-$mode

fetch_for_tests() {
	"$harness/install_deps.sh" build "$arch" "selftests-$arch"
	"$harness/unpack_base.sh"
	# The selftest of the newest kernel also runs on older kernels.
	[[ $KERNEL == "$newest" ]] ||
		KERNEL=$newest "$harness/unpack_base.sh"
	[[ $arch != x86_64 ]] || "$harness/sysroot.sh" i386
	"$harness/sysroot.sh" "$deb_arch"
	# Their cases are skipped without them.
	"$harness/fetch_docker_profile.sh" || say "no profile of docker"
	"$harness/fetch_podman_profile.sh" || say "no profile of podman"
}

# The packages for the tests contain those for the demonstration.
fetch_for_demo() {
	"$harness/install_deps.sh" build "$arch"
	[[ ! -f $sysroot/.packages ]] || return 0
	"$harness/sysroot.sh" "$deb_arch" demo
	sysroot+=-demo
}

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
		TRIPLET="$triplet" "${targets[@]}" >"$log" 2>&1
}

# Remove binaries whose source is gone, or has changed and does not compile.
remove_stale() {
	local binary source

	for binary in "$work"/tests/*_test; do
		source=$selftests/$(basename "$binary").c
		[[ -e $source && ! $binary -ot $source ]] || rm -f "$binary"
	done
}

# Print the names of programs that the build should have made and did not.
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

warn_of_broken() {
	list_broken >"$work/broken"
	[[ -s $work/broken ]] || return 0
	grep -E 'error:|undefined reference|\*\*\*' "$log" | head -n 20 >&2 || :
	say "warning: not everything for the guest could be built:" \
		"$(tr '\n' ' ' <"$work/broken")(see ${log#"$top/"})"
}

skeleton() {
	rm -rf "$root"
	mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,etc,proc,sys,dev,tmp,run} \
		"$root"/{root,vm,tests}
	printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' \
		'unprivileged:x:65534:65534::/:/bin/false' >"$root/etc/passwd"
	printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
	printf '127.0.0.1 localhost vm\n' >"$root/etc/hosts"
}

fill_tests() {
	local file

	"$private/integration/copy_deps.sh" "$sysroot" "$root" /usr/bin/strace \
		/sbin/{auditctl,auditd,aureport,ausearch}
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
}

fill() {
	cp "$work/init" "$root/init"
	cp "$sysroot/bin/busybox" "$root/bin/busybox"
	ln -s busybox "$root/bin/sh"
	[[ $mode == demo ]] || fill_tests
	[[ ! -d $work/demo ]] || cp -r "$work/demo" "$root/"
	# The guest does not use symbols. strip fails for the scripts.
	find "$root" -type f -size +64k -exec "${cross}strip" {} + \
		2>/dev/null || :
}

pack() {
	(cd "$root" && find . | sort | cpio -o -H newc -R 0:0 --quiet) \
		>"$archive.new"
	mv "$archive.new" "$archive"
}

# The archive is made again only if one of its files has changed.
is_current() {
	[[ -f $archive && -z $(find "$harness"/{mkrootfs,kunit,check_detectors}.sh \
		"$work/init" "${parts[@]/#/$work/}" -newer "$archive" \
		-print -quit 2>/dev/null) ]]
}

"fetch_for_$mode"
lock "root-$KERNEL-$arch"
mkdir -p "$work"
build_status=0
if [[ $mode == tests ]]; then
	install_headers "$KERNEL"
	install_headers "$newest"
fi
build || build_status=$?
if [[ ! -x $work/init || $mode == demo && $build_status != 0 ]]; then
	tail -n 30 "$log" >&2
	fail "cannot build init, or the demonstration"
fi
if [[ $mode == tests ]]; then
	remove_stale
	warn_of_broken
fi
if ! is_current; then
	skeleton
	fill
	pack
fi
