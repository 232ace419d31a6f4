#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What `make help` says.

cat <<'EOF'
make run            build our kernel, boot it in QEMU, run the demonstration
make test           build everything and run all tests, for both architectures
make bench          what filters cost, base and ours, in guest instructions
make shell          an interactive shell in the virtual machine
make vm CMD='...'   run a command there; its exit status is the command's
make kernel         only build: build/<kernel>/<arch>/{bzImage,Image}
make lint           checkpatch, sparse, W=1, -fanalyzer, coccinelle, kernel-doc,
                    clang-format, shellcheck
make prove          prove what kernel/seccomp/tnum32.h claims, with z3
make difffuzz       compare the analysis of filters with plain interpretation
make stress         attach, fork, exec, trace, supervise, die, all at once, with
                    too little memory: is a filter ever missed?
make sysfuzz        fuzz seccomp's system calls in the virtual machine, with
                    coverage of our files (DEBUG=kasan)
make mutants        put bugs of the past back, one at a time: are they caught?
                    with DEBUG: bugs that only such a kernel can notice
make model          explore the states of notifications with spin
make results        put into README, and into the page on assurance,
                    what the last runs have come to
make series         write the series for git am, quilt and Debian's package, and
                    apply it: build/6.12/patches
make deb            packages of our kernel: build/6.12/deb/<arch>
make clean          remove what was built; `rm -rf build` also removes the
                    downloaded packages and the compiler's cache

Settings, after any of them:
  KERNEL=6.12         the base: 6.1, 6.12 or 7.3, as Debian packages them
  ARCH=x86_64|arm64   the guest (x86_64; test, bench: both)
  TEST=NAME              test: only this step (mainline own verify kunit
                      integration difffuzz model harness series deb) or this program
                      mutants: only these bugs, as 25-listener-not-told
  FULL=1              test: also each step of the series, and packages;
                      model: more calls and threads, for many minutes
  CHECK=1 KEEP=1      bench: fail if a budget is missed; put results and plot
                      into tools/testing/seccomp/results/
  CHECK=1             series: build and boot the kernel after each step
  CONFIG=FILE|small   deb: its configuration (that of the running kernel, or
                      for another architecture the small one of configs/)
  DEBUG=kasan         a kernel that watches itself: memory, locks, RCU, faults to
                      order; or kcsan: data races (run, test, kernel, vm,
                      shell, stress, mutants; sysfuzz: kasan unless said)
  BASE=1              kernel, vm, shell: the base's kernel, for comparison
  ADD=DIR             vm, shell: put the files of DIR into the guest's root
  IMAGE=FILE          vm, shell, sysfuzz: boot this kernel instead
  VMLINUX=FILE        sysfuzz: the vmlinux of IMAGE, its objects beside it
  APPEND='...'        more kernel parameters
  QEMU='...'          more options for QEMU
  CPUS=N MEM=SIZE     virtual CPUs (2; stress: 4) and memory (1G, with DEBUG 2G;
                      stress: 512M, with DEBUG 1G)
  TIMEOUT=SECONDS     how long a run may take (600)
  ACCEL=tcg|kvm       instead of finding out whether KVM works
  TIME=SECONDS        difffuzz, stress, sysfuzz: how long (60; sysfuzz: 120; stress
                      with DEBUG: 600)
  SEED=N              difffuzz: repeat the run that had this one; stress, sysfuzz:
                      make the same choices, as far as that goes

make vm exits with 124 when the time is up, with 125 when the run cannot be
trusted: the kernel reported trouble, or the guest reported nothing.
EOF
