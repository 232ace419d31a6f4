// SPDX-License-Identifier: GPL-2.0-only
/* Select a measurement and print its results. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

static const struct {
	const char *name;
	int (*measure)(void);
} measurements[] = {
	{ "attach", measure_attach }, { "calls", measure_calls },
	{ "fork", measure_fork },     { "notify", measure_notify },
	{ "memory", measure_memory }, { "hostile", measure_hostile },
};

/* Return the guest's time in ns. With -icount, 1 ns is 1 instruction. */
uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ull + time.tv_nsec;
}

/* Return the point for @profile attached @times times. */
struct point point_of(const struct profile *profile, unsigned int times)
{
	if (!times)
		return (struct point){ "-", "none", 0 };
	return (struct point){ profile->binary ? "binary" : "linear",
			       profile->name, times * profile->nr_programs };
}

static void print_point(const char *kind, const struct point *at,
			const char *measure)
{
	printf("%s\t%s\t%s\t%u\t%s\t", kind, at->tree, at->profile, at->depth,
	       measure);
}

void value(const struct point *at, const char *measure, double number,
	   const char *unit)
{
	print_point("value", at, measure);
	printf("%.1f\t%s\n", number, unit);
	fflush(stdout);
}

void does_not_fit(const struct point *at, const char *measure)
{
	print_point("value", at, measure);
	printf("does not fit\t-\n");
	fflush(stdout);
}

void missing(const struct point *at, const char *measure, const char *format,
	     ...)
{
	va_list args;

	print_point("missing", at, measure);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
}

void die(const char *format, ...)
{
	va_list args;

	fprintf(stderr, "bench: ");
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

bool in_child(void (*function)(void *data), void *data)
{
	int status;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		die("fork: %s", strerror(errno));
	if (!child) {
		function(data);
		fflush(stdout);
		_exit(0);
	}
	if (waitpid(child, &status, 0) != child)
		die("waitpid: %s", strerror(errno));
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

void *shared_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		die("mmap: %s", strerror(errno));
	return memory;
}

/*
 * Attach a socket filter and leave the socket open.
 *
 * The first BPF program of a system makes the JIT allocate and fill a huge page
 * for later programs. This costs more than all other work of an attach. A
 * running system has other BPF programs, so the benchmark loads one first.
 */
static void keep_bpf_program(void)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program,
				 sizeof(program)))
		die("cannot attach a socket filter: %s", strerror(errno));
}

static int show_usage(void)
{
	size_t i;

	fprintf(stderr, "usage: bench");
	for (i = 0; i < ARRAY_SIZE(measurements); i++)
		fprintf(stderr, " %s |", measurements[i].name);
	fprintf(stderr, " run|with none|linear|binary COMMAND...\n");
	return 2;
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc < 2)
		return show_usage();
	keep_bpf_program();
	for (i = 0; i < ARRAY_SIZE(measurements); i++) {
		if (argc == 2 && !strcmp(argv[1], measurements[i].name))
			return measurements[i].measure();
	}
	if (argc > 3 && (!strcmp(argv[1], "run") || !strcmp(argv[1], "with")))
		return run_command(argv + 1);
	return show_usage();
}
