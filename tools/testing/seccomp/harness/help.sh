#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Prints the text of `make help`.

cat <<'EOT'
make run            build our kernel, boot it in QEMU, run the demonstration
make test           build everything and run all tests, for both architectures
make bench          measure the cost of filters, on the base and on ours
make shell          an interactive shell in the virtual machine
make vm CMD='...'   run a command there and exit with its status
make debian CMD='...'
                    boot Debian with systemd and real programs on our kernel, run
                    a command there as root and exit with its status; with
                    SHELL=1 root's shell
make kernel         only build: build/<kernel>/<arch>/{bzImage,Image}
make lint           checkpatch, sparse, W=1, -fanalyzer, coccinelle, kernel-doc,
                    clang-format, shellcheck, pylint, rules for prose
make prove          prove the operations of kernel/seccomp/tnum32.h, with z3
make difffuzz       compare the analysis of filters with plain interpretation
make stress         attach, fork, exec, trace and supervise at the same time,
                    with little memory, and check every verdict
make sysfuzz        fuzz seccomp's system calls, with coverage (DEBUG=kasan)
make mutants        apply known bugs to our kernel, one at a time: the tests
                    must fail. With DEBUG: bugs for that debug kernel
make model          explore the states of notifications, with spin
make tools          build seccompctl and seccomp-supervisor: build/tools
make series         write the series for git am, quilt and Debian's package, and
                    apply it: build/6.12/patches
make deb            Debian packages of our kernel: build/6.12/deb/<arch>
make results        collect the results of the last runs, update the tables in
                    README and ASSURANCE
make clean          remove what was built. `rm -rf build` also removes the
                    downloaded packages and ccache's directory

Settings, after any of them:
  KERNEL=6.12         the base: 6.1, 6.12 or 7.3, as Debian packages them
  ARCH=x86_64|arm64   the guest (x86_64; test, bench, difffuzz, mutants: both)
  TEST=NAME           test: only this step (mainline own verify kunit
                      integration difffuzz model tools harness series deb
                      debian clients), this program, or this case:
                      TEST=mode_test/get_seccomp_is_filtered.
                      Patterns work, too: TEST='*wait_killable*'
                      mutants: only these, as in TEST=25-listener-does-not-hang-up
                      TEST=clients/systemd: a suite of real programs
  FULL=1              test: also build each step of the series, and packages of
                      the kernel and of seccompctl; run clients
                      model: more calls and threads, for many minutes
  CHECK=1             bench: fail if a budget is missed
                      series: build and boot the kernel after each step
  DEB=1               tools, series: also the Debian package: build/tools/deb,
                      build/6.12/deb/all
  KEEP=1              bench: copy results and plot to results/
  MITIGATIONS=1       bench, kernel, vm, shell: kernels with the mitigations of a
                      distribution and BPF_JIT_ALWAYS_ON (6.12 and 7.3)
  CONFIG=FILE|small   deb: the configuration (that of the running kernel; for
                      another architecture the small one of configs/)
  DEBUG=kasan|kcsan   a debug kernel; kasan: memory, locks, RCU, failures;
                      kcsan: data races (run, test, kernel, vm, shell, stress,
                      mutants; sysfuzz: kasan by default)
  BASE=1              run, kernel, vm, shell, debian: the base's kernel, to
                      compare
  ADD=DIR             vm, shell, debian: add the files of DIR to the guest's root;
                      in debian they keep their owners
  IMAGE=FILE          vm, shell, stress, sysfuzz: boot this kernel
  VMLINUX=FILE        sysfuzz: the vmlinux of IMAGE, with its objects beside it
  APPEND='...'        more kernel parameters
  QEMU='...'          more options for QEMU
  CPUS=N MEM=SIZE     virtual CPUs (2; stress: 4) and memory (1G; debian, or
                      with DEBUG: 2G; stress: 512M, with DEBUG 1G)
  TIMEOUT=SECONDS     the limit for a run (600)
  ACCEL=tcg|kvm       do not find out whether KVM works
  TIME=SECONDS        difffuzz, stress, sysfuzz: the duration (60; stress and
                      sysfuzz: 120; stress with DEBUG: 1200)
  SEED=N              difffuzz: repeat the run with this seed
                      stress, sysfuzz: repeat the random choices

make vm and make debian exit with 124 after a timeout, and with 125 if the run cannot
be trusted: the kernel reported trouble, or the guest reported nothing.
EOT
