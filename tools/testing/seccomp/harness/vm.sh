#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Boots the virtual machine and runs a command in it, as root, in the guest's
# root directory. Shows the output of the command and exits with its status.
# Exits with 124 after a timeout. Exits with 125 if the run cannot be trusted:
# the kernel reported trouble, or the guest reported nothing.
#
# The environment:
#
#	ARCH	x86_64 (default) or arm64
#	CMD	the command, for sh
#	ADD	a directory; its files are added to the guest's root
#	APPEND	more kernel parameters
#	QEMU	more options for QEMU
#	IMAGE	another kernel image
#	BASE	1: the base's kernel
#	CPUS	virtual CPUs (2)
#	MEM	memory (1G; with DEBUG 2G)
#	TIMEOUT	seconds (600)
#	ACCEL	tcg or kvm (kvm if a guest boots with it, else tcg)
#
# Only scripts set these:
#
#	SHELL_	1: an interactive shell on the console instead of CMD
#	ROOTFS	tests (default) or demo: the root archive, see mkrootfs.sh;
#		debian: the disk of mkdebian.sh
#	RESULT	directory for output, status, console.log and verdict
#		(build/$KERNEL/$ARCH/last)
#	QUIET	1: do not show the output
#	BUILT	1: kernel and root archive are up to date

set -euo pipefail
. "$(dirname "$0")/lib.sh"
check_kernel
set_arch "${ARCH:-x86_64}"

CMD=${CMD-} ADD=${ADD-} APPEND=${APPEND-} QEMU=${QEMU-} IMAGE=${IMAGE-}
BASE=${BASE:-0} CPUS=${CPUS:-2} TIMEOUT=${TIMEOUT:-600}
MEM=${MEM:-$([[ -n $DEBUG || ${ROOTFS-} == debian ]] && echo 2G || echo 1G)}
ACCEL=${ACCEL-} SHELL_=${SHELL_:-0} QUIET=${QUIET:-0} ROOTFS=${ROOTFS:-tests}
BUILT=${BUILT:-0}

check_arguments() {
	[[ $SHELL_ == 1 || -n $CMD ]] ||
		usage "say what to run in the guest: make vm CMD='uname -a'"
	[[ -z $ADD || -d $ADD ]] ||
		usage "ADD=$ADD: not a directory"
	[[ -z $IMAGE || -f $IMAGE ]] ||
		usage "IMAGE=$IMAGE: no such file"
	check_base
	check_cpus
	[[ $MEM =~ ^[1-9][0-9]*[MG]$ ]] ||
		usage "MEM=$MEM: use a size such as MEM=512M or MEM=2G"
	[[ $TIMEOUT =~ ^[1-9][0-9]*$ ]] ||
		usage "TIMEOUT=$TIMEOUT: use a number of seconds"
	[[ -z $ACCEL || $ACCEL == tcg || $ACCEL == kvm ]] ||
		usage "ACCEL=$ACCEL: use ACCEL=tcg or ACCEL=kvm"
}

find_kernel() {
	local tree=ours

	[[ $BASE == 0 ]] || tree=base
	if [[ -n $IMAGE ]]; then
		kernel=$(realpath "$IMAGE")
	else
		[[ $BUILT == 1 ]] || "$harness/kernel.sh" "$tree" "$arch"
		kernel=$(image_of "$tree")
	fi
	functions=$(functions_beside "$kernel")
}

# A host that offers KVM may still be unable to run a guest with it. Only a
# successful boot shows that KVM works.
choose_accel() {
	local probe=$top/build/.accel-$arch

	[[ -z $ACCEL ]] || return 0
	ACCEL=tcg
	[[ $arch == "$(host_arch)" && -w /dev/kvm ]] || return 0
	if [[ ! -f $probe ]]; then
		if ACCEL=kvm BUILT=1 CMD=true ADD='' APPEND='' QEMU='' \
			TIMEOUT=20 SHELL_=0 QUIET=1 RESULT=$work/probe \
			IMAGE=$kernel "$harness/vm.sh" 2>/dev/null; then
			echo kvm >"$probe"
		else
			echo tcg >"$probe"
			say "KVM is there but does not boot a guest: using TCG"
		fi
	fi
	ACCEL=$(<"$probe")
}

make_root() {
	if [[ $ROOTFS == debian ]]; then
		"$harness/mkdebian.sh" "$arch"
	else
		"$harness/mkrootfs.sh" "$arch" "$ROOTFS"
	fi
}

write_command() {
	mkdir -p "$work/extra/vm"
	[[ $SHELL_ == 1 ]] || printf '%s\n' "$CMD" >"$work/extra/vm/command"
}

# The kernel unpacks several archives in order: the guest's root, the command of
# this run, the files of ADD.
make_initrd() {
	local archive=root

	[[ $ROOTFS == tests ]] || archive=$ROOTFS
	cp "$out/$arch/$archive.cpio" "$work/initrd"
	for dir in "$work/extra" ${ADD:+"$ADD"}; do
		(cd "$dir" && find . | sort |
			cpio -o -H newc -R 0:0 --quiet) >>"$work/initrd"
	done
}

# Debian unpacks one archive from its second disk (seccomp-files.service). The files of
# ADD keep their owners.
make_files() {
	local dir

	"${cross}gcc" -static -O2 -Wall -D_GNU_SOURCE -o "$work/extra/vm/init" \
		"$harness/init.c"
	tar -cf "$work/files" --owner=0 --group=0 -C "$work/extra" vm
	for dir in ${ADD:+"$ADD"}; do
		(cd "$dir" && find . -mindepth 1 -print0) |
			tar -rf "$work/files" --numeric-owner --no-recursion \
				-C "$dir" --null -T -
	done
}

# Only the kernel writes to the console, or root's shell. So systemd prints no state
# of its units, and waits for no login.
debian_parameters() {
	echo 'root=/dev/vda rw systemd.show_status=0 systemd.log_level=warning'
	if [[ $SHELL_ == 0 ]]; then
		echo 'systemd.getty_auto=0 systemd.unit=seccomp-command.target'
	fi
}

# add_disk FILE OPTIONS: add a disk that this run does not change
add_disk() {
	qemu+=(-drive "file=$1,format=raw,if=virtio,$2")
}

machine() {
	local console=ttyS0 parameters=(panic=-1 oops=panic slab_nomerge
		printk.devkmsg=on)

	qemu=(qemu-system-x86_64 -M q35)
	# Emulation on a busy host is slow enough for the default limits to
	# report a lockup. KASAN frees its whole quarantine at once.
	if [[ -n $DEBUG ]]; then
		parameters+=(watchdog_thresh=60
			rcupdate.rcu_cpu_stall_timeout=180
			sysctl.kernel.hung_task_timeout_secs=600)
	else
		parameters+=(watchdog_thresh=30
			rcupdate.rcu_cpu_stall_timeout=60)
	fi
	# A race in the base must not end the run, so a warning does not panic.
	# Runs are short, so KCSAN watches more often than each 4000th access.
	if [[ $DEBUG == kcsan ]]; then
		parameters+=(kcsan.skip_watch=200)
	else
		parameters+=(panic_on_warn=1)
	fi
	if [[ $arch == x86_64 ]]; then
		# The check fails if a busy host delivers a timer late.
		parameters+=(no_timer_check)
	else
		qemu=(qemu-system-aarch64 -M virt)
		console=ttyAMA0
	fi
	# shellcheck disable=SC2207	# words
	[[ $ROOTFS != debian ]] || parameters+=($(debian_parameters))
	case $ACCEL-$arch in
	kvm-*) qemu+=(-accel kvm -cpu host) ;;
	tcg-arm64) qemu+=(-accel "tcg" -cpu "max,pauth-impdef=on") ;;
	tcg-*) qemu+=(-accel "tcg" -cpu max) ;;
	esac
	qemu+=(-smp "$CPUS" -m "$MEM" -nodefaults -no-user-config -no-reboot
		-display none -kernel "$kernel"
		-append "console=$console ${parameters[*]} $APPEND")
	if [[ $ROOTFS == debian ]]; then
		add_disk "$(debian_disk)" snapshot=on
		add_disk "$work/files" readonly=on
	else
		qemu+=(-initrd "$work/initrd")
	fi
	if [[ $SHELL_ == 1 ]]; then
		qemu+=(-chardev "stdio,id=console,mux=on,signal=off"
			-serial chardev:console -mon chardev=console)
	else
		# shellcheck disable=SC2054	# the commas are QEMU's
		qemu+=(-monitor none -serial "file:$RESULT/console.log"
			-device virtio-serial-pci
			-chardev "file,id=output,path=$RESULT/output"
			-device virtserialport,chardev=output,name=seccomp.output
			-chardev "file,id=status,path=$RESULT/status"
			-device virtserialport,chardev=status,name=seccomp.status)
	fi
	# shellcheck disable=SC2206	# spaces separate the options
	qemu+=($QEMU)
}

boot() {
	local pid status=0

	: >"$RESULT/output"
	# timeout makes a process group, so a signal for this one does not reach it.
	trap 'kill "${!-}" 2>/dev/null; wait; rm -rf "$work"' EXIT
	timeout --kill-after=10 "$TIMEOUT" "${qemu[@]}" </dev/null \
		>"$RESULT/qemu.log" 2>&1 &
	pid=$!
	[[ $QUIET == 1 ]] ||
		tail -n +1 -s 0.1 --pid="$pid" -f "$RESULT/output"
	wait "$pid" || status=$?
	trap 'rm -rf "$work"' EXIT
	return "$status"
}

# Boot once. Return the command's status, or 124 or 125 from check_run.py.
run() {
	local status=0

	rm -f "$RESULT"/{output,status,console.log,verdict,qemu.log} \
		"$RESULT"/console.log.races
	boot || status=$?
	"$harness/check_run.py" "$RESULT" "$status" "$TIMEOUT" "$functions"
}

# Detect a fault of QEMU 7.2. Its TCG with several CPUs can execute the breakpoint of
# text_poke after the kernel has removed it. That happens while the kernel changes a
# static key: at boot, and whenever a trace event or a filter needs one. A base kernel
# with four CPUs that switches trace events has it within seconds. The proof is in the
# oops: the byte before the address of the fault, which "Code:" puts in angle brackets,
# is no breakpoint (0xcc). A breakpoint that the kernel left in memory is its own fault.
is_stale_breakpoint() {
	[[ $ACCEL == tcg ]] || return 1
	tr -d '\r' <"$RESULT/console.log" | awk '
		/Oops: / && !oops { oops = /Oops: int3:/ ? 1 : 2 }
		/Code: .* <[0-9a-f][0-9a-f]>/ && !code {
			sub(/ <.*/, "")
			code = / cc$/ ? 2 : 1
		}
		END { exit !(oops == 1 && code == 1) }'
}

check_arguments
[[ $BUILT == 1 ]] || make_root
find_kernel
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Several machines may run at the same time. last/ is from the one that ended
# last, as a whole.
keep=
if [[ -z ${RESULT-} ]]; then
	keep=$out/$arch/last
	RESULT=$work/result
fi
RESULT=$(realpath -m "$RESULT")
mkdir -p "$RESULT"
choose_accel
write_command
if [[ $ROOTFS == debian ]]; then
	make_files
else
	make_initrd
fi
machine
if [[ $SHELL_ == 1 ]]; then
	say "Leave with 'exit' or Ctrl-D; Ctrl-A X stops the machine."
	"${qemu[@]}"
	exit
fi
result=0
run || result=$?
for ((attempts = 5; result && --attempts; )); do
	is_stale_breakpoint || break
	say "vm: QEMU executed a stale breakpoint, not the kernel's fault: booting again"
	result=0
	run || result=$?
done
if [[ -n $keep ]]; then
	rm -rf "$keep"
	mv "$RESULT" "$keep"
	[[ $(<"$keep/verdict") == exit* ]] ||
		say "vm: the whole log: ${keep#"$top/"}/console.log"
fi
exit "$result"
