// SPDX-License-Identifier: GPL-2.0-only
/* Functions that the measurements share. */
#include <errno.h>
#include <fcntl.h>
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

/* A round is shorter than a tick, so the timer misses some of the rounds. */
#define ROUND_INSTRUCTIONS 500000
#define LOOP_ROUNDS 12
#define WARM_UP 20

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
	printf("%.1f\t%s\t-\n", number, unit);
	fflush(stdout);
}

void add_round(struct rounds *rounds, double result)
{
	double *best = &rounds->best[rounds->nr & 1];

	if (rounds->nr < 2 || result < *best)
		*best = result;
	rounds->nr++;
}

double lowest(const struct rounds *rounds)
{
	if (rounds->nr > 1 && rounds->best[1] < rounds->best[0])
		return rounds->best[1];
	return rounds->best[0];
}

void report(const struct point *at, const char *measure,
	    const struct rounds *rounds, const char *unit)
{
	double spread = rounds->best[0] - rounds->best[1];

	if (rounds->nr < 2) {
		value(at, measure, lowest(rounds), unit);
		return;
	}
	print_point("value", at, measure);
	printf("%.1f\t%s\t%.1f\n", lowest(rounds), unit,
	       spread < 0 ? -spread : spread);
	fflush(stdout);
}

static uint64_t time_loop(loop_fn *loop, const void *data, unsigned int times)
{
	uint64_t began = now();

	loop(data, times);
	return now() - began;
}

void cost_of(loop_fn *loop, const void *data, struct rounds *rounds)
{
	unsigned int times;
	int i;

	times = ROUND_INSTRUCTIONS /
			(time_loop(loop, data, WARM_UP) / WARM_UP + 1) +
		1;
	*rounds = (struct rounds){};
	for (i = 0; i < LOOP_ROUNDS; i++)
		add_round(rounds, (double)time_loop(loop, data, times) / times);
}

void does_not_fit(const struct point *at, const char *measure)
{
	print_point("value", at, measure);
	printf("does not fit\t-\t-\n");
	fflush(stdout);
}

static void print_reason(const char *kind, const struct point *at,
			 const char *measure, const char *format, va_list args)
{
	print_point(kind, at, measure);
	vprintf(format, args);
	putchar('\n');
	fflush(stdout);
}

void missing(const struct point *at, const char *measure, const char *format,
	     ...)
{
	va_list args;

	va_start(args, format);
	print_reason("missing", at, measure, format, args);
	va_end(args);
}

void skip(const struct point *at, const char *measure, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_reason("skip", at, measure, format, args);
	va_end(args);
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

int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), err = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		err = errno;
	close(fd);
	return err;
}

void with_actions_logged(const char *actions, void (*function)(void *data),
			 void *data)
{
	FILE *file = fopen(ACTIONS_LOGGED, "re");
	char saved[256] = "";
	int err;

	if (!file || !fgets(saved, sizeof(saved), file))
		die("%s: %s", ACTIONS_LOGGED, strerror(errno));
	fclose(file);
	err = write_file(ACTIONS_LOGGED, actions);
	if (err)
		die("%s: %s", ACTIONS_LOGGED, strerror(err));
	function(data);
	err = write_file(ACTIONS_LOGGED, saved);
	if (err)
		die("%s: %s", ACTIONS_LOGGED, strerror(err));
}

void *shared_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		die("mmap: %s", strerror(errno));
	return memory;
}

void keep_bpf_program(void)
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
