#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks our files with the kernel's own tools and settings, their prose with
# prose_check.py, and the rows of argument copies with check_rows.py. Ends with a
# line for each check. Exits with 1 if a check found something.

set -uo pipefail
shopt -s nullglob
. "$(dirname "$0")/lib.sh"
check_kernel
"$harness/install_deps.sh" build arm64 selftests-arm64 lint elsewhere || exit
"$harness/overlay.sh" >/dev/null || exit
lock lint
report="make lint KERNEL=$KERNEL"
forget_report "$report"

linux=$out/ours/linux
found=$out/lint
checks=$harness/lint_checks.py
export CCACHE_DIR=$top/build/.ccache CCACHE_NOHASHDIR=1
unset ARCH MAKEFLAGS MAKELEVEL
rm -rf "$found"
mkdir -p "$found"
cd "$top" || exit

# ours EXPRESSION: print our files that match this expression of find
ours() {
	find kernel include arch fs tools Documentation .ci -type f "$@" \
		2>/dev/null | sort
}

mapfile -t sources < <(ours -name '*.[ch]')
mapfile -t kernel_sources < <(ours -name '*.[ch]' ! -path 'tools/*')
mapfile -t python < <(ours -path '*/harness/*.py')
mapfile -t scripts < <(ours \( -name '*.sh' -o -path '.ci/*' \))
patches=(patches/*/*.patch)

# The seconds of each check, the architectures that are not built, and how many
# are built.
declare -A seconds
skipped=()
elsewhere_count=0

# check NAME COMMAND...: each line that the command prints is a finding
check() {
	local name=$1 start=$SECONDS

	shift
	say "checking: $name"
	("$@") 2>&1 | sed "s|$top/||g" >"$found/$name"
	seconds[$name]=$((SECONDS - start))
	cat "$found/$name"
}

# Scripts write the tables of seccompctl, in a form of their own.
is_written() {
	[[ $1 != tools/seccomp/*_table.h ]]
}

check_patches() {
	local file ignore

	# checkpatch runs in a kernel tree. It must not use our repository.
	cd "$linux" || return
	export GIT_DIR=/nonexistent
	for file in "${sources[@]}"; do
		is_written "$file" || continue
		# seccomp's ABI has ENOSYS.
		ignore=ENOSYS
		# User space lacks strscpy(), READ_ONCE() and __printf.
		[[ $file != tools/* ]] ||
			ignore+=,STRCPY,VOLATILE,PREFER_DEFINED_ATTRIBUTE_MACRO
		# A header of an architecture includes others of it, as the ones
		# in <linux/> include it back. Assembly is volatile.
		[[ $file != arch/* ]] ||
			ignore+=,INCLUDE_LINUX,VOLATILE
		# A message is one string. If it is long, clang-format moves it to a
		# line of its own.
		[[ $file != tools/seccomp/* ]] || ignore+=,OPEN_ENDED_LINE
		# The rows are lists of macros, which have no semicolons and not
		# always a use for each argument.
		[[ $file != kernel/seccomp/arg_row* ]] ||
			ignore+=,COMPLEX_MACRO,MACRO_ARG_UNUSED,TRAILING_SEMICOLON
		# Types of functions of a library have no names of arguments.
		[[ $file != tools/seccomp/tests/* ]] ||
			ignore+=,FUNCTION_ARGUMENTS,SPACING
		# A row of fields names a member for its offset and its size.
		[[ $file != tools/seccomp/args.c ]] ||
			ignore+=,MACRO_ARG_REUSE
		# A trace event is one macro with blocks of code as arguments.
		[[ $file != include/trace/* ]] ||
			ignore+=,OPEN_ENDED_LINE,PARENTHESIS_ALIGNMENT
		perl scripts/checkpatch.pl --strict --terse --no-summary \
			--show-types --ignore "$ignore" -f "$top/$file"
	done
	# The patches of a quilt series have no sign-offs. The one for arm64 keeps a
	# pointer on the stack: no other way leaves the registers of the base.
	for file in "${patches[@]}"; do
		perl scripts/checkpatch.pl --strict --terse --no-summary \
			--show-types \
			--ignore ENOSYS,VOLATILE \
			--ignore MISSING_SIGN_OFF,FILE_PATH_CHANGES \
			"$top/$file"
	done
	rm -f .checkpatch-camelcase.*
}

# lint_make ARGUMENT...: make in the output tree $objects
lint_make() {
	make -C "$linux" O="$objects" ARCH="$arch" CROSS_COMPILE="$cross" \
		CC="ccache ${cross}gcc" HOSTCC="ccache gcc" -j"$(nproc)" "$@"
}

# Build our objects with more warnings and with sparse. The output tree is only
# for lint.
#
# build_objects ARCH [SUFFIX [VARIABLE=VALUE...]]
build_objects() {
	local objects dir source failed=0 how=(W=1 C=2)

	set_arch "$1"
	objects=out-$arch-lint${2-}
	(($# < 3)) || how=("${@:3}")
	dir=$linux/$objects
	mkdir -p "$dir"
	cat configs/base.config configs/"$arch.config" >"$dir/fragments"
	{
		cmp -s "$dir/fragments" "$dir/fragments.last" ||
			lint_make KCONFIG_ALLCONFIG=fragments allnoconfig
		cp "$dir/fragments" "$dir/fragments.last"
		lint_make prepare
	} >"$dir/log" 2>&1 || { cat "$dir/log" && return; }

	targets=()
	for source in "${kernel_sources[@]}"; do
		case $source in
		*.h) continue ;;
		arch/"$srcarch"/* | kernel/*) ;;
		*) continue ;;
		esac
		targets+=("${source%.c}.o")
	done
	((${#targets[@]})) || return
	(cd "$dir" && rm -f "${targets[@]}")
	lint_make -k "${how[@]}" "${targets[@]}" >"$dir/log" 2>&1 || failed=1
	# Kbuild also builds the prerequisites; warnings in those are the base's.
	grep -F "${kernel_sources[@]/#/-e}" "$dir/log" |
		grep -E '(warning|error|note):' || ((!failed)) ||
		grep -E '\*\*\*|error' "$dir/log"
}

# check_registers ARCH: seed each wrong register in <asm/seccomp_regs.h>. The
# assertions of regs.c must fail the build. Needs the tree of build_objects.
check_registers() {
	local header wrong=flags objects dir i count

	set_arch "$1"
	[[ $arch == x86_64 ]] || wrong=pstate
	header=$linux/arch/$srcarch/include/asm/seccomp_regs.h
	objects=out-$arch-lint dir=$linux/out-$arch-lint
	count=$(grep -o 'offsetof(struct pt_regs, ' "$header" | wc -l)
	((count)) || echo "$header has no registers"
	for ((i = 1; i <= count; i++)); do
		REGISTER=$i WRONG=$wrong perl -pe \
			's/(?<=offsetof\(struct pt_regs, )[^)]*/
				++$n == $ENV{REGISTER} ? $ENV{WRONG} : $&/ge' \
			"$header" >"$dir/wrong_regs.h"
		if lint_make KCFLAGS="-include $dir/wrong_regs.h" \
			kernel/seccomp/regs.o >"$dir/log" 2>&1; then
			echo "$arch: wrong register $i does not fail the build"
		elif ! grep -q 'BUILD_BUG_ON failed' "$dir/log"; then
			tail -n 3 "$dir/log"
		fi
	done
}

# The architectures with seccomp that the tests do not run on: a name, ARCH, the
# prefix of Debian's compiler, and symbols for the configuration. They have other
# numbers, registers or byte orders, or no fast path. "!" is for a symbol that must
# be off. "host" is the host's compiler, "none" means that Debian has none.
machines="
	alpha		alpha		alpha-linux-gnu-
	arm		arm		arm-linux-gnueabihf-	AEABI MMU
	csky		csky		none
	hppa		parisc		hppa-linux-gnu-
	hppa64		parisc		hppa64-linux-gnu-	64BIT PA8X00
	i386		i386		host
	loongarch	loongarch	none
	m68k		m68k		m68k-linux-gnu-		MMU M68KCLASSIC ATARI
	microblaze	microblaze	none
	mips		mips		mips-linux-gnu-		MIPS_MALTA
	mips64el	mips		mips64el-linux-gnuabi64- MIPS_MALTA CPU_LITTLE_ENDIAN CPU_MIPS64_R2 64BIT MIPS32_O32 MIPS32_N32
	powerpc		powerpc		powerpc-linux-gnu-
	powerpc64le	powerpc		powerpc64le-linux-gnu-	PPC64 CPU_LITTLE_ENDIAN COMPAT
	riscv64		riscv		riscv64-linux-gnu-	MMU 64BIT ARCH_RV64I
	s390x		s390		s390x-linux-gnu-
	sh4		sh		sh4-linux-gnu-		CPU_SUBTYPE_SH7751R MMU
	sparc64		sparc		sparc64-linux-gnu-	64BIT !SECCOMP_FILTER
	um		um		host			64BIT
	xtensa		xtensa		none
"

# Check the objects in $dir: the configuration is the expected one, and each
# function that the rest of the kernel can call is there.
check_objects() {
	local symbol

	for symbol; do
		if [[ $symbol == '!'* ]]; then
			! grep -qx "CONFIG_${symbol#!}=y" "$dir/.config" ||
				echo "$name: ${symbol#!} is not off"
		else
			grep -qx "CONFIG_$symbol=y" "$dir/.config" ||
				echo "$name: $symbol is not on"
		fi
	done
	! grep -q '^#define SECCOMP_FASTPATH\>' "$dir/kernel/seccomp/entry.i" ||
		echo "$name: has the fast path, and no test has run there"
	comm -23 <("$checks" declared <"$dir/kernel/seccomp/entry.i") \
		<(find "$dir/kernel/seccomp" "$dir/kernel/seccomp.o" \
			-name '*.o' -exec "${compiler}nm" -g --defined-only {} + |
			awk 'NF >= 3 { print $NF }' | sort -u) |
		sed "s/^/$name: nothing defines /"
}

# build_elsewhere NAME ARCH COMPILER SYMBOL...: build the objects and check them
build_elsewhere() {
	local name=$1 other=$2 compiler=$3 dir=$linux/out-$1-lint
	local symbols=(SECCOMP)

	shift 3
	[[ " $* " == *' !SECCOMP_FILTER '* ]] || symbols+=(SECCOMP_FILTER)
	symbols+=("$@" '!SECCOMP_FASTPATH')
	mkdir -p "$dir"
	{
		printf 'CONFIG_%s=y\n' NET EXPERT PROC_FS CHECKPOINT_RESTORE \
			BPF_SYSCALL SECCOMP_CACHE_DEBUG
		printf 'CONFIG_%s=y\n' "${symbols[@]}" | grep -v '!'
	} >"$dir/fragment"
	kmake() {
		make -C "$linux" O="$dir" ARCH="$other" HOSTCC="ccache gcc" \
			CROSS_COMPILE="$compiler" CC="ccache ${compiler}gcc" \
			-j"$(nproc)" "$@"
	}
	rm -rf "$dir"/kernel/{seccomp,seccomp.o,entry}
	if ! { kmake KCONFIG_ALLCONFIG="$dir/fragment" allnoconfig &&
		kmake W=1 kernel/seccomp.o kernel/seccomp/ kernel/entry/ &&
		kmake KCFLAGS=-dD kernel/seccomp/entry.i; } >"$dir/log" 2>&1; then
		grep -E 'seccomp.*(error|warning):' "$dir/log" ||
			tail -n 3 "$dir/log"
		echo "$name: cannot be built"
		return
	fi
	grep -E 'seccomp.*(error|warning):' "$dir/log"
	check_objects "${symbols[@]}"
}

# elsewhere NAME ARCH COMPILER SYMBOL...: build, or remember why not
elsewhere() {
	local compiler=$3 source=$linux/arch/$2/Kconfig

	[[ $2 != i386 ]] || source=$linux/arch/x86/Kconfig
	[[ $compiler != host ]] || compiler=
	if ! grep -qs 'select HAVE_ARCH_SECCOMP' "$source"; then
		skipped+=("$1: this kernel has no seccomp there")
	elif [[ $compiler == none ]]; then
		skipped+=("$1: Debian has no cross compiler for it")
	else
		elsewhere_count=$((elsewhere_count + 1))
		check "W=1 $1" build_elsewhere "$1" "$2" "$compiler" "${@:4}"
	fi
}

# Find architectures with seccomp that the list does not have.
check_machines() {
	local file name

	for file in "$linux"/arch/*/Kconfig; do
		grep -q 'select HAVE_ARCH_SECCOMP' "$file" || continue
		name=$(basename "$(dirname "$file")")
		case $name in
		x86 | arm64) continue ;;
		esac
		awk -v name="$name" '$2 == name { found = 1 }
			END { exit !found }' <<<"$machines" ||
			echo "arch/$name: lint.sh does not build it"
	done
}

# look_for SCRIPT FILE...
look_for() {
	local script=$1 options

	shift
	# The tables of rows are deep expressions.
	ulimit -s "$(ulimit -Hs)"
	read -ra options < <(sed -n 's|^// Options:||p' "$script")
	spatch -D report --very-quiet --cocci-file "$script" "${options[@]}" "$@"
}

# Check that spatch finds a seeded fault. A broken tool prints nothing, too.
check_spatch() {
	local seeded=$found/../seeded.c

	printf 'int seeded(int *p)\n{\n\tkfree(p);\n\treturn *p;\n}\n' \
		>"$seeded"
	look_for "$linux/scripts/coccinelle/free/kfree.cocci" "$seeded" |
		grep 'reference preceded by free' >/dev/null ||
		echo "spatch does not find the seeded fault in ${seeded##*/}"
	rm -f "$seeded"
}

# Run the base's semantic patches one by one, so that each finding can name its
# patch.
check_coccinelle() {
	local script source files=() log

	check_spatch
	for source in "${kernel_sources[@]}"; do
		[[ $source != *.c ]] || files+=("$source")
	done
	log=$(mktemp)
	find "$linux"/scripts/coccinelle/{api,free,iterators,locks,misc,null,tests} \
		-name '*.cocci' | sort | while read -r script; do
		# Two need OCaml's compiler. One is about batteries. The other
		# finds NULL written as 0, as sparse does.
		! grep -q ocaml "$script" || continue
		look_for "$script" "${files[@]}" 2>"$log" </dev/null |
			sed "s|\$| [${script##*/}]|"
		((!PIPESTATUS[0])) ||
			echo "${script##*/}: $(tail -n 1 "$log")"
	done | grep . | "$checks" accepted coccinelle
	rm -f "$log"
}

# Build in an output tree of its own, beside that of sparse. The findings depend
# on inlining, so the build has Kbuild's -O2.
check_analyzer() {
	build_objects "$1" -analyzer W= C= KCFLAGS='-fanalyzer -Wno-error' |
		grep -v ': note: ' | sed 's|^\.\./||' | sort -u |
		"$checks" accepted "analyzer-$1"
}

# sparse reports a header of the base for each file of ours that includes it.
check_sparse() {
	build_objects "$1" | grep -v ': note: in included file' |
		sed 's|^\.\./||' | "$checks" accepted sparse
}

check_kernel_doc() {
	local file

	for file in "${kernel_sources[@]}"; do
		"$linux/scripts/kernel-doc" -none "$file"
	done
}

# No file of the kernel with trace events has the form of clang-format.
check_format() {
	local file

	for file in "${sources[@]}"; do
		[[ $file == include/trace/* ]] || ! is_written "$file" ||
			echo "$file"
	done | xargs clang-format --dry-run -Werror \
		--style="file:$linux/.clang-format"
}

check_shell() {
	shellcheck -x -P SCRIPTDIR "${scripts[@]}"
}

check_python() {
	pylint --rcfile=configs/pylintrc --score=n "${python[@]}" |
		grep -v '^\*\*\*\*\*'
}

check_includes() {
	ours -name '*.rst' | xargs "$checks" includes
}

check_prose() {
	"$harness/prose_check.py"
	# A copy of the files has no commits.
	! git rev-parse -q --verify HEAD >/dev/null 2>&1 ||
		"$harness/prose_check.py" --commits HEAD
}

# Compare the rows of argument copies with the prototypes of the kernel.
check_rows() {
	"$harness/check_rows.py" "$linux"
}

# Compare the rows with the calls that deep_calls_test makes.
check_calls() {
	"$harness/check_calls.py" "$linux" "$top"
}

# Check that every file names its licence.
check_spdx() {
	local file

	ours ! -name '*.svg' ! -name '*.png' ! -name '*.csv' ! -name '*.json' |
		while read -r file; do
			head -n 3 "$file" | grep -q SPDX-License-Identifier ||
				echo "$file: no SPDX-License-Identifier"
		done
}

summary() {
	local file bad=0 lines said name

	echo
	for file in "$found"/*; do
		lines=$(wc -l <"$file") name=${file##*/}
		if ((lines)); then
			bad=1
			printf '%-22s %d lines, %d s\n' "$name" "$lines" \
				"${seconds[$name]}"
		else
			printf '%-22s clean, %d s\n' "$name" "${seconds[$name]}"
		fi
	done
	((!${#skipped[@]})) || printf 'skipped: %s\n' "${skipped[@]}"
	echo
	if ((bad)); then
		said='not clean'
	else
		said="clean, ${#sources[@]} C files, ${#scripts[@]} scripts, $(
			)${#patches[@]} patches, $elsewhere_count other $(
			)architectures, ${#skipped[@]} skipped"
	fi
	echo "lint: $said"
	keep_report "$report" "$said"
	return "$bad"
}

check checkpatch check_patches
check "sparse+W=1 x86_64" check_sparse x86_64
check "sparse+W=1 arm64" check_sparse arm64
check "rows of arguments" check_rows
check "tests of arguments" check_calls
check "registers x86_64" check_registers x86_64
check "registers arm64" check_registers arm64
check "other architectures" check_machines
while read -ra machine; do
	((!${#machine[@]})) || elsewhere "${machine[@]}" </dev/null
done <<<"$machines"
check "analyzer x86_64" check_analyzer x86_64
check coccinelle check_coccinelle
check kernel-doc check_kernel_doc
check clang-format check_format
check shellcheck check_shell
check pylint check_python
check includes check_includes
check prose check_prose
check SPDX check_spdx
summary
