// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/PID/seccomp_filters: the fields of each line, lists that need many reads
 * while the task changes, and the rights of readers.
 */
#include "../kselftest_harness.h"

#include <pthread.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/stat.h>

#include "common.h"
#include "deep.h"
#include "attach_op.h"
#include "domain.h"
#include "sha256.h"
#include "slab.h"
#include "target.h"

#define NO_FILE "no /proc/PID/seccomp_filters"
#define NO_RESTORE "no CONFIG_CHECKPOINT_RESTORE in this kernel"
#define COUNT ((unsigned int)SECCOMP_FILTER_FLAG_COUNT)
#define FILTERS_MAX 1024
#define SOME_USER 12345

/* Filters of a list that needs several reads of a page. */
#define LONG_LIST 200

/* Instructions for contents; two domains fit on a path. */
#define RESERVE 4096

/* The list of 1,024 filters, on an emulated machine. */
#define LONG_TIMEOUT 300

/*
 * Targets: children that stop where a test looks at them.
 */

/* Both sides have it in shared memory. */
struct shared {
	int ready[2], go[2];
	pid_t pid, other;
	unsigned int count;
	__u64 ids[FILTERS_MAX];
};

static struct shared *new_shared(void)
{
	struct shared *shared = mmap(NULL, sizeof(*shared),
				     PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (shared == MAP_FAILED || pipe(shared->ready) || pipe(shared->go))
		return NULL;
	return shared;
}

/* In the target: let the test go on, and wait for it. */
static void stop_here(struct shared *shared)
{
	char byte;

	CHILD_ASSERT_EQ(1, write(shared->ready[1], "r", 1));
	CHILD_ASSERT_EQ(1, read(shared->go[0], &byte, 1));
}

/* In the test: wait until the target stops. */
static bool await_stop(struct shared *shared)
{
	char byte;

	return read(shared->ready[0], &byte, 1) == 1;
}

static bool go_on(struct shared *shared)
{
	return write(shared->go[1], "g", 1) == 1;
}

static bool next_stop(struct shared *shared)
{
	return go_on(shared) && await_stop(shared);
}

/* Start a target and wait until it stops. */
static bool start_stopped(struct shared *shared, child_fn fn)
{
	shared->pid = start_child(fn, shared);
	return shared->pid > 0 && await_stop(shared);
}

/* A program that is executed with this variable stops, and keeps its filters. */
#define STOP_VARIABLE "SECCOMP_TEST_STOP="

__attribute__((constructor)) static void stop_after_exec(int argc, char **argv,
							 char **envp)
{
	const size_t len = strlen(STOP_VARIABLE);

	for (; *envp; envp++) {
		if (strncmp(*envp, STOP_VARIABLE, len))
			continue;
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		if (write(atoi(*envp + len), "r", 1) == 1)
			for (;;)
				pause();
		_exit(1);
	}
}

static void exec_and_stop(struct shared *shared)
{
	char variable[64];
	char *const argv[] = { "stop", NULL };
	char *const envp[] = { variable, NULL };

	snprintf(variable, sizeof(variable), STOP_VARIABLE "%d",
		 shared->ready[1]);
	execve("/proc/self/exe", argv, envp);
	CHILD_ASSERT(!"execve() failed");
}

/* Attach and store the id of the filter. */
static struct seccomp_attach attach_insns(struct shared *shared,
					  struct sock_filter *insns, size_t len,
					  const char *label, unsigned int flags)
{
	struct sock_fprog prog = { .len = len, .filter = insns };
	struct seccomp_attach a = attach_of_program(&prog, flags);

	if (label)
		strcpy(a.label, label);
	if (flags & DOMAIN)
		a.reserve = RESERVE;
	CHILD_ASSERT_EQ(0, sys_attach(&a));
	shared->ids[shared->count++] = a.filter_id;
	return a;
}

static struct sock_filter allow_all[] = { INSN_RET(SECCOMP_RET_ALLOW) };

static struct sock_filter deny_getpgid[] =
	INSNS_FOR_NR(__NR_getpgid, SECCOMP_RET_ERRNO | EXDEV);

static void attach_many(struct shared *shared, unsigned int count)
{
	while (count--)
		attach_insns(shared, allow_all, 1, NULL, 0);
}

/*
 * Lists.
 */

static int open_list_of(pid_t pid, pid_t tid, int flags)
{
	char path[64];

	if (tid)
		snprintf(path, sizeof(path), "/proc/%d/task/%d/seccomp_filters",
			 pid, tid);
	else
		snprintf(path, sizeof(path), "/proc/%d/seccomp_filters", pid);
	return open(path, flags | O_CLOEXEC);
}

static int open_list(pid_t pid)
{
	return open_list_of(pid, 0, O_RDONLY);
}

/* Read the rest of a file. Return the text, or NULL and errno. */
static char *read_rest(int fd, size_t chunk)
{
	size_t used = 0, size = 1 << 20;
	char *text = malloc(size);
	ssize_t len;

	while ((len = read(fd, text + used, chunk)) > 0) {
		used += len;
		if (size - used <= chunk)
			text = realloc(text, size *= 2);
	}
	text[used] = '\0';
	if (len == 0)
		return text;
	free(text);
	return NULL;
}

static char *list_of(pid_t pid, pid_t tid)
{
	int fd = open_list_of(pid, tid, O_RDONLY);
	char *text;

	if (fd < 0)
		return NULL;
	text = read_rest(fd, 4000);
	close(fd);
	return text;
}

static unsigned int count_lines(const char *text)
{
	unsigned int lines = 0;

	while ((text = strchr(text, '\n'))) {
		lines++;
		text++;
	}
	return lines;
}

/* What a line must have. */
struct wanted {
	__u64 id;
	const char *name;
	unsigned int flags;
	const struct sock_filter *insns;
	unsigned int len;
	unsigned int depth;
	const char *listener;
	const char *domain;
	const char *refused;
	bool hidden;
};

static void hash_insns(char text[SHA256_TEXT], const struct sock_filter *insns,
		       unsigned int len)
{
	sha256_text(text, insns, len * sizeof(*insns));
}

static void add_line(char *text, const struct wanted *w)
{
	char hash[SHA256_TEXT] = "-";

	if (!w->hidden)
		hash_insns(hash, w->insns, w->len);
	sprintf(text + strlen(text),
		"id=%016llx %s flags=%x insns=%u depth=%u listener=%s domain=%s refused=%s hash=%s\n",
		(unsigned long long)w->id, w->name, w->flags, w->len, w->depth,
		w->listener ?: "none", w->domain ?: "none", w->refused ?: "-",
		hash);
}

static void add_content(char *text, unsigned int number,
			const struct sock_filter *insns, unsigned int len)
{
	char hash[SHA256_TEXT];

	hash_insns(hash, insns, len);
	sprintf(text + strlen(text), "\tcontent=%u insns=%u hash=%s\n", number,
		len, hash);
}

/*
 * The depths of a long list must go down in steps of one, from the first one to 1,
 * and the ids must be those of the target. Return the first depth, or 0.
 */
static unsigned int check_long_list(const struct shared *shared,
				    const char *text)
{
	unsigned int first = 0, depth, expected = 0;
	unsigned long long id;
	char *line;

	for (; *text; text = line + 1) {
		line = strchr(text, '\n');
		if (!line || sscanf(text, "id=%16llx ", &id) != 1 ||
		    sscanf(strstr(text, " depth=") ?: "", " depth=%u",
			   &depth) != 1)
			return 0;
		if (!first)
			first = depth;
		else if (depth != expected)
			return 0;
		if (id != shared->ids[depth - 1])
			return 0;
		expected = depth - 1;
	}
	return first && !expected ? first : 0;
}

/* Examples of FIPS 180-4, and the hash of nothing. */
static const struct {
	const char *data;
	const char *hash;
} known_hashes[] = {
	{ "",
	  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc",
	  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

TEST(hash_of_this_program_is_sha256)
{
	char text[SHA256_TEXT];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(known_hashes); i++) {
		sha256_text(text, known_hashes[i].data,
			    strlen(known_hashes[i].data));
		EXPECT_STREQ(known_hashes[i].hash, text);
	}
}

FIXTURE(filters)
{
	struct shared *shared;
	char wanted[4096];
	char *text;
};

FIXTURE_SETUP(filters)
{
	if (attach_op_is_missing())
		SKIP(return, NO_FILE);
	self->shared = new_shared();
	ASSERT_NE(NULL, self->shared);
	self->wanted[0] = '\0';
	self->text = NULL;
}

FIXTURE_TEARDOWN(filters)
{
	if (self->shared && self->shared->pid > 0) {
		kill(self->shared->pid, SIGKILL);
		wait_child(self->shared->pid);
	}
}

static int target_without_filters(void *arg)
{
	stop_here(arg);
	return 0;
}

TEST_F(filters, of_a_task_without_filters_are_an_empty_file)
{
	ASSERT_TRUE(start_stopped(self->shared, target_without_filters));
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ("", self->text);
}

static int target_in_strict_mode(void *arg)
{
	struct shared *shared = arg;
	char byte;

	CHILD_ASSERT_EQ(0, enter_strict());
	if (write(shared->ready[1], "r", 1) == 1 &&
	    read(shared->go[0], &byte, 1) == 1)
		sys_exit(0);
	sys_exit(1);
	return 0;
}

TEST_F(filters, of_strict_mode_are_an_empty_file)
{
	ASSERT_TRUE(start_stopped(self->shared, target_in_strict_mode));
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ("", self->text);
}

TEST_F(filters, of_a_kernel_thread_are_an_empty_file)
{
	if (getppid() == 0 || getpid() == 1)
		SKIP(return, "the test is the init process");
	self->text = list_of(2, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ("", self->text);
}

static int target_with_three(void *arg)
{
	struct shared *shared = arg;

	CHILD_ASSERT_EQ(0, prctl(PR_SET_NAME, "plain", 0, 0, 0));
	attach_insns(shared, allow_all, 1, "outer/web-1", 0);
	attach_insns(shared, deny_getpgid, ARRAY_SIZE(deny_getpgid), NULL,
		     SECCOMP_FILTER_FLAG_LOG);
	attach_insns(shared, allow_all, 1, "-",
		     DEEP_ARGS | SECCOMP_FILTER_FLAG_SPEC_ALLOW);
	/* A later name changes nothing. */
	CHILD_ASSERT_EQ(0, prctl(PR_SET_NAME, "later", 0, 0, 0));
	stop_here(shared);
	return 0;
}

static void want_three(char *text, const __u64 *ids, bool hidden)
{
	add_line(text, &(struct wanted){
			       .id = ids[2],
			       .name = "label=-",
			       .flags = 0x01000004,
			       .insns = allow_all,
			       .len = 1,
			       .depth = 3,
			       .hidden = hidden,
		       });
	add_line(text, &(struct wanted){
			       .id = ids[1],
			       .name = "label=- comm=plain",
			       .flags = 2,
			       .insns = deny_getpgid,
			       .len = ARRAY_SIZE(deny_getpgid),
			       .depth = 2,
			       .hidden = hidden,
		       });
	add_line(text, &(struct wanted){
			       .id = ids[0],
			       .name = "label=outer/web-1",
			       .insns = allow_all,
			       .len = 1,
			       .depth = 1,
			       .hidden = hidden,
		       });
}

TEST_F(filters, have_one_line_each_with_all_fields)
{
	ASSERT_TRUE(start_stopped(self->shared, target_with_three));
	want_three(self->wanted, self->shared->ids, false);
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
	self->text = list_of(self->shared->pid, self->shared->pid);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
}

static int target_forks(void *arg)
{
	struct shared *shared = arg;
	pid_t pid;

	attach_insns(shared, allow_all, 1, "outer", 0);
	pid = fork();
	CHILD_ASSERT_LE(0, pid);
	if (!pid) {
		shared->other = getpid();
		attach_insns(shared, allow_all, 1, "inner", 0);
		stop_here(shared);
		_exit(0);
	}
	wait_child(pid);
	return 0;
}

/* The id of a filter is the same for all tasks with the filter. */
TEST_F(filters, keep_their_ids_in_a_child)
{
	ASSERT_TRUE(start_stopped(self->shared, target_forks));
	add_line(self->wanted, &(struct wanted){
				       .id = self->shared->ids[1],
				       .name = "label=inner",
				       .insns = allow_all,
				       .len = 1,
				       .depth = 2,
			       });
	add_line(self->wanted, &(struct wanted){
				       .id = self->shared->ids[0],
				       .name = "label=outer",
				       .insns = allow_all,
				       .len = 1,
				       .depth = 1,
			       });
	self->text = list_of(self->shared->other, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(strchr(self->wanted, '\n') + 1, self->text);
}

/* The longest name, and bytes that would break a line or a terminal. */
static const struct {
	const char *comm;
	const char *shown;
} names[] = {
	{ "a b\tc\nd", "a\\040b\\011c\\012d" },
	{ "back\\slash", "back\\134slash" },
	{ "\033[31mred", "\\033[31mred" },
	{ "\xc3\xa4\xff\x80\x7f", "\\303\\244\\377\\200\\177" },
	{ "label=x\" '", "label=x\"\\040'" },
	{ "123456789012345", "123456789012345" },
	{ "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n",
	  "\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012" },
	{ "", "" },
};

static int target_with_names(void *arg)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		CHILD_ASSERT_EQ(0, prctl(PR_SET_NAME, names[i].comm, 0, 0, 0));
		attach_insns(arg, allow_all, 1, NULL, 0);
	}
	stop_here(arg);
	return 0;
}

TEST_F(filters, have_escaped_names_of_tasks)
{
	unsigned int i = ARRAY_SIZE(names);
	char name[128];

	ASSERT_TRUE(start_stopped(self->shared, target_with_names));
	while (i--) {
		snprintf(name, sizeof(name), "label=- comm=%s", names[i].shown);
		add_line(self->wanted, &(struct wanted){
					       .id = self->shared->ids[i],
					       .name = name,
					       .insns = allow_all,
					       .len = 1,
					       .depth = i + 1,
				       });
	}
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
}

static int target_with_listener(void *arg)
{
	struct seccomp_attach a;

	a = attach_insns(arg, allow_all, 1, "listens",
			 SECCOMP_FILTER_FLAG_NEW_LISTENER);
	attach_insns(arg, allow_all, 1, "above", 0);
	stop_here(arg);
	CHILD_ASSERT_EQ(0, close(a.listener_fd));
	stop_here(arg);
	return 0;
}

TEST_F(filters, tell_the_state_of_their_listener)
{
	static const char *const states[] = { "open", "closed" };
	unsigned int i;

	ASSERT_TRUE(start_stopped(self->shared, target_with_listener));
	for (i = 0; i < ARRAY_SIZE(states); i++) {
		self->wanted[0] = '\0';
		add_line(self->wanted, &(struct wanted){
					       .id = self->shared->ids[1],
					       .name = "label=above",
					       .insns = allow_all,
					       .len = 1,
					       .depth = 2,
				       });
		add_line(self->wanted, &(struct wanted){
					       .id = self->shared->ids[0],
					       .name = "label=listens",
					       .flags = 8,
					       .insns = allow_all,
					       .len = 1,
					       .depth = 1,
					       .listener = states[i],
				       });
		self->text = list_of(self->shared->pid, 0);
		ASSERT_NE(NULL, self->text);
		EXPECT_STREQ(self->wanted, self->text);
		if (!i)
			ASSERT_TRUE(next_stop(self->shared));
	}
}

static int target_with_domains(void *arg)
{
	struct seccomp_attach outer, inner;

	outer = attach_insns(arg, allow_all, 1, "outer", DOMAIN);
	inner = attach_insns(arg, allow_all, 1, "inner", DOMAIN);
	attach_insns(arg, allow_all, 1, "above", 0);
	stop_here(arg);
	CHILD_ASSERT_EQ(0, tighten_all(outer.domain_fd, SECCOMP_RET_ALLOW));
	CHILD_ASSERT_EQ(0, tighten_insns(outer.domain_fd, deny_getpgid,
					 ARRAY_SIZE(deny_getpgid)));
	CHILD_ASSERT_EQ(0, tighten_all(inner.domain_fd, SECCOMP_RET_ALLOW));
	stop_here(arg);
	return 0;
}

static void want_domains(char *text, const __u64 *ids, bool tightened)
{
	struct wanted w = { .insns = allow_all, .len = 1 };

	w.id = ids[2];
	w.name = "label=above";
	w.depth = 3;
	add_line(text, &w);
	w.id = ids[1];
	w.name = "label=inner";
	w.flags = DOMAIN;
	w.depth = 2;
	w.domain = tightened ? "1" : "0";
	add_line(text, &w);
	if (tightened)
		add_content(text, 1, allow_all, 1);
	w.id = ids[0];
	w.name = "label=outer";
	w.depth = 1;
	w.domain = tightened ? "2" : "0";
	add_line(text, &w);
	if (!tightened)
		return;
	add_content(text, 2, deny_getpgid, ARRAY_SIZE(deny_getpgid));
	add_content(text, 1, allow_all, 1);
}

TEST_F(filters, of_domains_have_a_line_for_each_content)
{
	ASSERT_TRUE(start_stopped(self->shared, target_with_domains));
	want_domains(self->wanted, self->shared->ids, false);
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);

	ASSERT_TRUE(next_stop(self->shared));
	self->wanted[0] = '\0';
	want_domains(self->wanted, self->shared->ids, true);
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
}

static int target_with_counters(void *arg)
{
	struct shared *shared = arg;
	unsigned int i;

	attach_insns(shared, deny_getpgid, ARRAY_SIZE(deny_getpgid), "outer",
		     COUNT);
	for (i = 0; i < 3; i++)
		CHILD_ASSERT_EQ(-1, getpgid(0));
	attach_insns(shared, deny_getpgid, ARRAY_SIZE(deny_getpgid), "inner",
		     COUNT);
	for (i = 0; i < 4; i++)
		CHILD_ASSERT_EQ(-1, getpgid(0));
	/* Allowed calls are no refusals. */
	CHILD_ASSERT_LT(0, sys_getppid());
	stop_here(shared);
	return 0;
}

static void want_counters(char *text, const __u64 *ids, const char *inner,
			  const char *outer, bool hidden)
{
	add_line(text, &(struct wanted){
			       .id = ids[1],
			       .name = "label=inner",
			       .flags = COUNT,
			       .insns = deny_getpgid,
			       .len = ARRAY_SIZE(deny_getpgid),
			       .depth = 2,
			       .refused = inner,
			       .hidden = hidden,
		       });
	add_line(text, &(struct wanted){
			       .id = ids[0],
			       .name = "label=outer",
			       .flags = COUNT,
			       .insns = deny_getpgid,
			       .len = ARRAY_SIZE(deny_getpgid),
			       .depth = 1,
			       .refused = outer,
			       .hidden = hidden,
		       });
}

TEST_F(filters, with_counters_tell_how_often_they_refused)
{
	ASSERT_TRUE(start_stopped(self->shared, target_with_counters));
	want_counters(self->wanted, self->shared->ids, "4", "7", false);
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
}

static int target_reads_own(void *arg)
{
	struct shared *shared = arg;
	char wanted[4096] = "";
	char *text;

	shared->pid = getpid();
	CHILD_ASSERT_EQ(0, no_new_privs());
	attach_insns(shared, deny_getpgid, ARRAY_SIZE(deny_getpgid), "outer",
		     COUNT);
	attach_insns(shared, deny_getpgid, ARRAY_SIZE(deny_getpgid), "inner",
		     COUNT);
	CHILD_ASSERT_EQ(-1, getpgid(0));
	want_counters(wanted, shared->ids, "-", "-", true);
	text = list_of(getpid(), 0);
	CHILD_ASSERT(text);
	CHILD_ASSERT_STREQ(wanted, text);
	return 0;
}

/* The counts of a filter are also those of other tasks in the sandbox. */
TEST_F(filters, show_no_count_to_a_task_that_they_bind)
{
	EXPECT_EQ(0, exit_summary(in_child(target_reads_own, self->shared)));
	self->shared->pid = 0;
}

static int target_with_own_counter(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, drop_capabilities());
	target_with_counters(arg);
	return 0;
}

static int target_was_privileged(void *arg)
{
	struct shared *shared = arg;

	attach_insns(shared, deny_getpgid, ARRAY_SIZE(deny_getpgid), "outer",
		     COUNT);
	attach_insns(shared, deny_getpgid, ARRAY_SIZE(deny_getpgid), "inner",
		     COUNT);
	CHILD_ASSERT_EQ(-1, getpgid(0));
	CHILD_ASSERT_EQ(0, drop_capabilities());
	stop_here(shared);
	return 0;
}

/* Expect these counts in the list of @pid. */
static void expect_counters(const struct shared *shared, pid_t pid,
			    const char *inner, const char *outer)
{
	char wanted[4096] = "";
	char *text;

	want_counters(wanted, shared->ids, inner, outer, true);
	text = list_of(pid, 0);
	CHILD_ASSERT(text);
	CHILD_ASSERT_STREQ(wanted, text);
}

static int reader_finds_counts(void *arg)
{
	const struct shared *shared = arg;

	CHILD_ASSERT_EQ(0, drop_capabilities());
	expect_counters(shared, shared->pid, "4", "7");
	return 0;
}

static int reader_finds_no_counts(void *arg)
{
	const struct shared *shared = arg;

	CHILD_ASSERT_EQ(0, drop_capabilities());
	expect_counters(shared, shared->pid, "-", "-");
	return 0;
}

/* The rights are those of the counter itself. */
TEST_F(filters, show_counts_of_unprivileged_attaches)
{
	ASSERT_TRUE(start_stopped(self->shared, target_with_own_counter));
	EXPECT_EQ(0, exit_summary(in_child(reader_finds_counts, self->shared)));
}

TEST_F(filters, show_no_counts_of_privileged_attaches)
{
	ASSERT_TRUE(start_stopped(self->shared, target_was_privileged));
	EXPECT_EQ(0,
		  exit_summary(in_child(reader_finds_no_counts, self->shared)));
}

#define MASK_BYTES 64

static int target_with_programs(void *arg)
{
	unsigned char mask[MASK_BYTES];
	struct seccomp_attach a;
	unsigned int i;
	int fd;

	for (i = 0; i < sizeof(mask); i++)
		mask[i] = i % 3 ? 0xff : 0xef;
	fd = load_bitmask(NATIVE_ARCH, mask, 8 * sizeof(mask), SECCOMP_RET_LOG);
	CHILD_ASSERT_LE(0, fd);
	a = attach_of_fd(fd, 0);
	CHILD_ASSERT_EQ(0, sys_attach(&a));
	CHILD_ASSERT_EQ(0, attach(deny_getpgid, ARRAY_SIZE(deny_getpgid), 0));
	CHILD_ASSERT_EQ(0, attach_fd(load_errno(__NR_getpgid, EXDEV), 0));
	CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	stop_here(arg);
	return 0;
}

/* A list has the newest filter first, and a tracer counts from the oldest one. */
TEST_F(filters, have_the_hash_of_what_a_tracer_reads)
{
	static struct sock_filter insns[PROGRAM_MAX_LEN];
	char hash[SHA256_TEXT], part[128];
	const char *line;
	long len;
	int i;

	ASSERT_TRUE(start_stopped(self->shared, target_with_programs));
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	ASSERT_EQ(4, count_lines(self->text));
	ASSERT_EQ(0, ptrace(PTRACE_ATTACH, self->shared->pid, 0, 0));
	ASSERT_EQ(self->shared->pid, waitpid(self->shared->pid, NULL, 0));
	line = self->text;
	for (i = 3; i >= 0; i--) {
		len = ptrace(PTRACE_SECCOMP_GET_FILTER, self->shared->pid, i,
			     insns);
		if (len == -1 && errno == EIO)
			SKIP(return, NO_RESTORE);
		ASSERT_GT(len, 0);
		hash_insns(hash, insns, len);
		snprintf(part, sizeof(part), "refused=- hash=%s\n", hash);
		line = strstr(line, "refused=");
		ASSERT_NE(NULL, line);
		EXPECT_EQ(0, strncmp(line, part, strlen(part)))
		TH_LOG("filter %d: %s has no %s", i, line, part);
		line += strlen(part);
	}
}

/*
 * Threads and exec.
 */

static void *thread_stops(void *arg)
{
	struct shared *shared = arg;

	shared->other = sys_gettid();
	attach_insns(shared, allow_all, 1, "thread", 0);
	stop_here(shared);
	attach_insns(shared, allow_all, 1, "all", SECCOMP_FILTER_FLAG_TSYNC);
	stop_here(shared);
	return NULL;
}

static int target_with_thread(void *arg)
{
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, thread_stops, arg));
	CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	return 0;
}

TEST_F(filters, of_a_thread_are_its_own)
{
	struct wanted w = { .insns = allow_all, .len = 1, .depth = 1 };
	struct shared *shared = self->shared;

	ASSERT_TRUE(start_stopped(shared, target_with_thread));
	w.id = shared->ids[0];
	w.name = "label=thread";
	add_line(self->wanted, &w);
	self->text = list_of(shared->pid, shared->other);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
	self->text = list_of(shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ("", self->text);
	/* A thread other than the leader has a directory of its own, too. */
	self->text = list_of(shared->other, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);

	ASSERT_TRUE(next_stop(shared));
	self->wanted[0] = '\0';
	add_line(self->wanted, &(struct wanted){
				       .id = shared->ids[1],
				       .name = "label=all",
				       .flags = SECCOMP_FILTER_FLAG_TSYNC,
				       .insns = allow_all,
				       .len = 1,
				       .depth = 2,
			       });
	add_line(self->wanted, &w);
	self->text = list_of(shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
	self->text = list_of(shared->pid, shared->other);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
}

static int target_executes(void *arg)
{
	attach_insns(arg, allow_all, 1, "before", 0);
	attach_insns(arg, allow_all, 1, "waits", SECCOMP_FILTER_FLAG_ON_EXEC);
	stop_here(arg);
	exec_and_stop(arg);
	return 1;
}

TEST_F(filters, that_wait_for_an_exec_come_with_it)
{
	struct wanted before = {
		.name = "label=before",
		.insns = allow_all,
		.len = 1,
		.depth = 1,
	};

	ASSERT_TRUE(start_stopped(self->shared, target_executes));
	before.id = self->shared->ids[0];
	add_line(self->wanted, &before);
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);

	ASSERT_TRUE(next_stop(self->shared));
	self->wanted[0] = '\0';
	add_line(self->wanted, &(struct wanted){
				       .id = self->shared->ids[1],
				       .name = "label=waits",
				       .flags = SECCOMP_FILTER_FLAG_ON_EXEC,
				       .insns = allow_all,
				       .len = 1,
				       .depth = 2,
			       });
	add_line(self->wanted, &before);
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ(self->wanted, self->text);
}

/*
 * Lists that need several reads.
 */

static int target_with_many(void *arg)
{
	attach_many(arg, FILTERS_MAX);
	stop_here(arg);
	return 0;
}

TEST_F_TIMEOUT(filters, of_the_longest_path_are_complete, LONG_TIMEOUT)
{
	static const size_t chunks[] = { 1 << 16, 4096, 1000, 97 };
	char *text, *part;
	unsigned int i;
	size_t size;
	int fd;

	ASSERT_TRUE(start_stopped(self->shared, target_with_many));
	fd = open_list(self->shared->pid);
	ASSERT_GE(fd, 0);
	self->text = read_rest(fd, 1 << 16);
	ASSERT_NE(NULL, self->text);
	ASSERT_EQ(FILTERS_MAX, check_long_list(self->shared, self->text));
	for (i = 0; i < ARRAY_SIZE(chunks); i++) {
		ASSERT_EQ(0, lseek(fd, 0, SEEK_SET));
		text = read_rest(fd, chunks[i]);
		ASSERT_NE(NULL, text);
		EXPECT_STREQ(self->text, text);
		free(text);
	}
	size = strlen(self->text);
	part = malloc(size);
	for (i = 1; i < 8; i++) {
		const off_t at = size / 8 * i + i;

		ASSERT_EQ(500, pread(fd, part, 500, at));
		EXPECT_EQ(0, memcmp(part, self->text + at, 500));
	}
	EXPECT_EQ(0, pread(fd, part, 500, size));
	EXPECT_EQ(0, pread(fd, part, 500, 2 * size));
	close(fd);
}

static int target_grows(void *arg)
{
	attach_many(arg, LONG_LIST);
	stop_here(arg);
	attach_many(arg, LONG_LIST);
	stop_here(arg);
	return 0;
}

/* Read some bytes of a new list. Return its descriptor, or -1. */
static int begin_list(pid_t pid, char *bytes, size_t size)
{
	int fd = open_list(pid);

	if (fd < 0 || read(fd, bytes, size) != (ssize_t)size) {
		close(fd);
		return -1;
	}
	return fd;
}

TEST_F(filters, added_after_the_first_read_are_not_in_the_list)
{
	char *text = calloc(1, 1 << 20);
	char *rest;
	int fd;

	ASSERT_TRUE(start_stopped(self->shared, target_grows));
	fd = begin_list(self->shared->pid, text, 300);
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(next_stop(self->shared));
	rest = read_rest(fd, 4096);
	ASSERT_NE(NULL, rest);
	strcat(text, rest);
	EXPECT_EQ(LONG_LIST, check_long_list(self->shared, text));
	ASSERT_EQ(0, lseek(fd, 0, SEEK_SET));
	rest = read_rest(fd, 4096);
	ASSERT_NE(NULL, rest);
	EXPECT_EQ(2 * LONG_LIST, check_long_list(self->shared, rest));
	close(fd);
}

static int target_tightens(void *arg)
{
	struct seccomp_attach a =
		attach_insns(arg, allow_all, 1, "domain", DOMAIN);
	unsigned int i;

	for (;;) {
		for (i = 0; i < LONG_LIST; i++)
			CHILD_ASSERT_EQ(0, tighten_all(a.domain_fd,
						       SECCOMP_RET_ALLOW));
		stop_here(arg);
	}
	return 0;
}

/* The contents must be those from @newest to 1. */
static bool check_contents(const char *text, unsigned int newest)
{
	unsigned int number, domain = ~0;

	text = strstr(text, "domain=");
	if (!text || sscanf(text, "domain=%u", &domain) != 1 ||
	    domain != newest)
		return false;
	for (; newest; newest--) {
		text = strchr(text, '\n');
		if (!text || sscanf(text, "\n\tcontent=%u ", &number) != 1 ||
		    number != newest)
			return false;
		text++;
	}
	return strchr(text, '\n')[1] == '\0';
}

TEST_F(filters, of_domains_are_consistent_while_they_change)
{
	char *text = calloc(1, 1 << 20);
	char *rest;
	int fd;

	ASSERT_TRUE(start_stopped(self->shared, target_tightens));
	fd = begin_list(self->shared->pid, text, 100);
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(next_stop(self->shared));
	rest = read_rest(fd, 1000);
	ASSERT_NE(NULL, rest);
	strcat(text, rest);
	EXPECT_TRUE(check_contents(text, LONG_LIST));
	ASSERT_EQ(0, lseek(fd, 0, SEEK_SET));
	rest = read_rest(fd, 1000);
	ASSERT_NE(NULL, rest);
	EXPECT_TRUE(check_contents(rest, 2 * LONG_LIST));
	close(fd);
}

static int target_with_long_list(void *arg)
{
	attach_many(arg, LONG_LIST);
	stop_here(arg);
	return 0;
}

TEST_F(filters, of_a_list_that_is_open_are_freed)
{
	const long before = active_objects(is_filter_cache);
	char text[300];
	int fd;

	if (before < 0)
		SKIP(return, "no slab cache of filters in /proc/slabinfo");
	ASSERT_TRUE(start_stopped(self->shared, target_with_long_list));
	EXPECT_LT(before + LONG_LIST / 2, active_objects(is_filter_cache));
	fd = begin_list(self->shared->pid, text, sizeof(text));
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(go_on(self->shared));
	ASSERT_EQ(0, exit_summary(wait_child(self->shared->pid)));
	self->shared->pid = 0;
	EXPECT_GT(before + LONG_LIST / 2, active_objects(is_filter_cache));
	close(fd);
}

/* What the kernel has printed already may still come. Then the task is missing. */
TEST_F(filters, of_a_task_that_exits_end_with_an_error)
{
	char text[300];
	int fd;

	ASSERT_TRUE(start_stopped(self->shared, target_with_long_list));
	fd = begin_list(self->shared->pid, text, sizeof(text));
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(go_on(self->shared));
	ASSERT_EQ(0, exit_summary(wait_child(self->shared->pid)));
	EXPECT_EQ(NULL, read_rest(fd, 4096));
	EXPECT_EQ(ESRCH, errno);
	EXPECT_EQ(-1, pread(fd, text, sizeof(text), 0));
	EXPECT_EQ(ESRCH, errno);
	close(fd);
	EXPECT_EQ(-1, open_list(self->shared->pid));
	EXPECT_EQ(ENOENT, errno);
	self->shared->pid = 0;
}

TEST_F(filters, of_a_zombie_are_gone)
{
	char text[300];
	siginfo_t info;
	int fd;

	ASSERT_TRUE(start_stopped(self->shared, target_with_long_list));
	fd = begin_list(self->shared->pid, text, sizeof(text));
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(go_on(self->shared));
	ASSERT_EQ(0,
		  waitid(P_PID, self->shared->pid, &info, WEXITED | WNOWAIT));
	EXPECT_EQ(NULL, read_rest(fd, 4096));
	EXPECT_EQ(ESRCH, errno);
	close(fd);
	self->text = list_of(self->shared->pid, 0);
	ASSERT_NE(NULL, self->text);
	EXPECT_STREQ("", self->text);
}

static void *thread_executes(void *arg)
{
	struct shared *shared = arg;
	char byte;

	attach_many(shared, LONG_LIST);
	SHARED_STORE(shared->other, sys_gettid());
	CHILD_ASSERT_EQ(1, read(shared->go[0], &byte, 1));
	exec_and_stop(shared);
	return NULL;
}

/* The leader has as many filters as the thread, but others. */
static int target_executes_in_thread(void *arg)
{
	struct shared *shared = arg;
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, thread_executes, arg));
	while (!SHARED_LOAD(shared->other))
		short_pause();
	/* Their ids come behind those of the thread. */
	attach_many(shared, LONG_LIST);
	CHILD_ASSERT_EQ(1, write(shared->ready[1], "r", 1));
	for (;;)
		pause();
	return 0;
}

/*
 * A thread that executes a program takes the pid of the leader. The rest of the
 * leader's list is not a part of the thread's list.
 */
TEST_F(filters, of_another_thread_do_not_continue_a_list)
{
	char text[300];
	int fd;

	ASSERT_TRUE(start_stopped(self->shared, target_executes_in_thread));
	fd = begin_list(self->shared->pid, text, sizeof(text));
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(next_stop(self->shared));
	EXPECT_EQ(NULL, read_rest(fd, 4096));
	EXPECT_EQ(ESRCH, errno);
	ASSERT_EQ(0, lseek(fd, 0, SEEK_SET));
	self->text = read_rest(fd, 4096);
	ASSERT_NE(NULL, self->text);
	EXPECT_EQ(LONG_LIST, check_long_list(self->shared, self->text));
	close(fd);
}

/*
 * Rights.
 */

static int target_of_root(void *arg)
{
	target_with_three(arg);
	return 0;
}

static int target_without_capabilities(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, drop_capabilities());
	target_with_three(arg);
	return 0;
}

static int target_of_user(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	become_user(SOME_USER);
	target_with_three(arg);
	return 0;
}

static int target_not_dumpable(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	become_user(SOME_USER);
	CHILD_ASSERT_EQ(0, prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
	target_with_three(arg);
	return 0;
}

/* In a reader: the list of the target must have this text, or not be readable. */
static void expect_list(struct shared *shared, bool readable, bool hidden)
{
	char wanted[4096] = "";
	char *text;

	text = list_of(shared->pid, 0);
	if (!readable) {
		CHILD_ASSERT_EQ(EACCES, errno);
		CHILD_ASSERT(!text);
		return;
	}
	CHILD_ASSERT(text);
	want_three(wanted, shared->ids, hidden);
	if (strcmp(wanted, text))
		fprintf(stderr, "# seen:\n%s# expected:\n%s", text, wanted);
	CHILD_ASSERT_STREQ(wanted, text);
}

static int reader_is_root(void *arg)
{
	expect_list(arg, true, false);
	return 0;
}

static int reader_without_capabilities_may(void *arg)
{
	CHILD_ASSERT_EQ(0, drop_capabilities());
	expect_list(arg, true, true);
	return 0;
}

static int reader_without_capabilities_may_not(void *arg)
{
	CHILD_ASSERT_EQ(0, drop_capabilities());
	expect_list(arg, false, true);
	return 0;
}

static int reader_is_user_and_may(void *arg)
{
	become_user(SOME_USER);
	expect_list(arg, true, true);
	return 0;
}

static int reader_is_user_and_may_not(void *arg)
{
	become_user(SOME_USER);
	expect_list(arg, false, true);
	return 0;
}

FIXTURE(rights)
{
	struct shared *shared;
};

FIXTURE_VARIANT(rights)
{
	child_fn target;
	child_fn without_capabilities;
	child_fn user;
};

/* clang-format off */
FIXTURE_VARIANT_ADD(rights, root)
{
	.target = target_of_root,
	.without_capabilities = reader_without_capabilities_may_not,
	.user = reader_is_user_and_may_not,
};

FIXTURE_VARIANT_ADD(rights, no_capabilities)
{
	.target = target_without_capabilities,
	.without_capabilities = reader_without_capabilities_may,
	.user = reader_is_user_and_may_not,
};

FIXTURE_VARIANT_ADD(rights, user)
{
	.target = target_of_user,
	.without_capabilities = reader_without_capabilities_may_not,
	.user = reader_is_user_and_may,
};

FIXTURE_VARIANT_ADD(rights, not_dumpable)
{
	.target = target_not_dumpable,
	.without_capabilities = reader_without_capabilities_may_not,
	.user = reader_is_user_and_may_not,
};

/* clang-format on */

FIXTURE_SETUP(rights)
{
	if (attach_op_is_missing())
		SKIP(return, NO_FILE);
	self->shared = new_shared();
	ASSERT_NE(NULL, self->shared);
	ASSERT_TRUE(start_stopped(self->shared, variant->target));
}

FIXTURE_TEARDOWN(rights)
{
	if (self->shared && self->shared->pid > 0) {
		kill(self->shared->pid, SIGKILL);
		wait_child(self->shared->pid);
	}
}

TEST_F(rights, of_readers_are_those_of_ptrace)
{
	EXPECT_EQ(0, exit_summary(in_child(reader_is_root, self->shared)));
	EXPECT_EQ(0, exit_summary(in_child(variant->without_capabilities,
					   self->shared)));
	EXPECT_EQ(0, exit_summary(in_child(variant->user, self->shared)));
}

TEST_F(filters, cannot_be_written)
{
	struct stat stat;
	int fd;

	ASSERT_TRUE(start_stopped(self->shared, target_with_three));
	fd = open_list_of(self->shared->pid, 0, O_RDWR);
	ASSERT_GE(fd, 0);
	EXPECT_EQ(0, fstat(fd, &stat));
	EXPECT_EQ(S_IFREG | 0444, stat.st_mode);
	EXPECT_EQ(-1, write(fd, "1", 1));
	EXPECT_EQ(EINVAL, errno);
	close(fd);
}

static int inherited_fd;

static int reader_uses_descriptor(void *arg)
{
	char byte;

	become_user(SOME_USER);
	CHILD_ASSERT_ERRNO(EACCES, read(inherited_fd, &byte, 1));
	return 0;
}

TEST_F(filters, are_not_readable_by_the_right_of_the_opener)
{
	ASSERT_TRUE(start_stopped(self->shared, target_of_root));
	inherited_fd = open_list(self->shared->pid);
	ASSERT_GE(inherited_fd, 0);
	EXPECT_EQ(0, exit_summary(in_child(reader_uses_descriptor, NULL)));
	close(inherited_fd);
}

/* In a reader: the rest of the descriptor must be the list without hashes. */
static void expect_hidden(struct shared *shared, int fd)
{
	char wanted[4096] = "";
	char *text = read_rest(fd, 4096);

	CHILD_ASSERT(text);
	want_three(wanted, shared->ids, true);
	CHILD_ASSERT_STREQ(wanted, text);
}

static int reader_has_descriptor_of_admin(void *arg)
{
	CHILD_ASSERT_EQ(0, drop_capabilities());
	expect_hidden(arg, inherited_fd);
	return 0;
}

TEST_F(filters, show_no_hash_to_a_reader_with_a_descriptor_of_an_administrator)
{
	ASSERT_TRUE(start_stopped(self->shared, target_without_capabilities));
	inherited_fd = open_list(self->shared->pid);
	ASSERT_GE(inherited_fd, 0);
	EXPECT_EQ(0, exit_summary(in_child(reader_has_descriptor_of_admin,
					   self->shared)));
	close(inherited_fd);
}

static int reader_opens_for_admin(void *arg)
{
	struct shared *shared = arg;
	char text[4096];
	ssize_t len;
	int fd;

	/* SECBIT_KEEP_CAPS is not needed: the user ID does not change. */
	CHILD_ASSERT_EQ(0, drop_capabilities());
	fd = open_list(shared->pid);
	CHILD_ASSERT_LE(0, fd);
	stop_here(shared);
	len = read(fd, text, sizeof(text));
	CHILD_ASSERT_LT(0, len);
	return 0;
}

/* An administrator takes the descriptor by pidfd_getfd(2). */
TEST_F(filters, show_no_hash_to_an_administrator_with_a_descriptor_of_a_user)
{
	char wanted[4096] = "";
	char path[64], *text;
	struct shared *shared = self->shared;
	pid_t opener;
	int fd;

	ASSERT_TRUE(start_stopped(shared, target_without_capabilities));
	want_three(wanted, shared->ids, true);
	opener = start_child(reader_opens_for_admin, shared);
	ASSERT_GT(opener, 0);
	ASSERT_TRUE(await_stop(shared));
	fd = -1;
	for (int n = 3; n < 64 && fd < 0; n++) {
		int pidfd = syscall(__NR_pidfd_open, opener, 0);
		char link[64] = "";

		ASSERT_GE(pidfd, 0);
		snprintf(path, sizeof(path), "/proc/%d/fd/%d", opener, n);
		if (readlink(path, link, sizeof(link) - 1) > 0 &&
		    strstr(link, "seccomp_filters"))
			fd = syscall(__NR_pidfd_getfd, pidfd, n, 0);
		close(pidfd);
	}
	ASSERT_GE(fd, 0);
	text = read_rest(fd, 4096);
	ASSERT_NE(NULL, text);
	EXPECT_STREQ(wanted, text);
	close(fd);
	kill(opener, SIGKILL);
	wait_child(opener);
}

static int target_becomes_privileged(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, drop_capabilities());
	attach_many(arg, LONG_LIST);
	stop_here(arg);
	CHILD_ASSERT_EQ(0, prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
	stop_here(arg);
	return 0;
}

static int reader_loses_the_right(void *arg)
{
	struct shared *shared = arg;
	char text[300];
	int fd;

	CHILD_ASSERT_EQ(0, drop_capabilities());
	fd = begin_list(shared->pid, text, sizeof(text));
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT(next_stop(shared));
	CHILD_ASSERT(!read_rest(fd, 4096));
	CHILD_ASSERT_EQ(EACCES, errno);
	CHILD_ASSERT_ERRNO(EACCES, pread(fd, text, 1, 0));
	CHILD_ASSERT_ERRNO(EACCES, open_list(shared->pid));
	return 0;
}

TEST_F(filters, of_a_task_that_becomes_privileged_are_closed_to_old_readers)
{
	ASSERT_TRUE(start_stopped(self->shared, target_becomes_privileged));
	EXPECT_EQ(0,
		  exit_summary(in_child(reader_loses_the_right, self->shared)));
}

static int reader_in_user_namespace(void *arg)
{
	struct shared *shared = arg;
	char wanted[4096] = "";
	char *text;

	if (unshare(CLONE_NEWUSER))
		return errno == ENOSYS || errno == EINVAL ? 77 : 1;
	CHILD_ASSERT(start_stopped(shared, target_of_root));
	text = list_of(shared->pid, 0);
	CHILD_ASSERT(text);
	want_three(wanted, shared->ids, true);
	CHILD_ASSERT_STREQ(wanted, text);
	kill(shared->pid, SIGKILL);
	wait_child(shared->pid);
	shared->pid = 0;
	return 0;
}

TEST_F(filters, show_no_hash_to_the_root_of_a_user_namespace)
{
	const int status =
		exit_summary(in_child(reader_in_user_namespace, self->shared));

	if (status == 77)
		SKIP(return, "no user namespaces in this kernel");
	EXPECT_EQ(0, status);
}

static int target_inside(void *arg)
{
	attach_insns(arg, deny_getpgid, ARRAY_SIZE(deny_getpgid), "inner", 0);
	stop_here(arg);
	return 0;
}

static void want_two(char *text, const __u64 *ids, bool inner_hidden)
{
	add_line(text, &(struct wanted){
			       .id = ids[1],
			       .name = "label=inner",
			       .insns = deny_getpgid,
			       .len = ARRAY_SIZE(deny_getpgid),
			       .depth = 2,
			       .hidden = inner_hidden,
		       });
	add_line(text, &(struct wanted){
			       .id = ids[0],
			       .name = "label=outer",
			       .insns = allow_all,
			       .len = 1,
			       .depth = 1,
			       .hidden = true,
		       });
}

/* A reader with filters of its own is an administrator inside a sandbox. */
static int reader_with_filter(void *arg)
{
	struct shared *shared = arg;
	char wanted[4096] = "";
	char *text;

	attach_insns(shared, allow_all, 1, "outer", 0);
	CHILD_ASSERT(start_stopped(shared, target_inside));
	text = list_of(shared->pid, 0);
	CHILD_ASSERT(text);
	want_two(wanted, shared->ids, false);
	CHILD_ASSERT_STREQ(wanted, text);
	/* Its own filters have no hash in its own list, either. */
	text = list_of(getpid(), 0);
	CHILD_ASSERT(text);
	CHILD_ASSERT_STREQ(strchr(wanted, '\n') + 1, text);
	/* With a filter that the target does not have, it is in another sandbox. */
	attach_insns(shared, allow_all, 1, "aside", 0);
	text = list_of(shared->pid, 0);
	CHILD_ASSERT(text);
	wanted[0] = '\0';
	want_two(wanted, shared->ids, true);
	CHILD_ASSERT_STREQ(wanted, text);
	kill(shared->pid, SIGKILL);
	wait_child(shared->pid);
	shared->pid = 0;
	return 0;
}

TEST_F(filters, show_hashes_only_above_the_filters_of_the_reader)
{
	EXPECT_EQ(0, exit_summary(in_child(reader_with_filter, self->shared)));
}

static int reader_with_hidepid(void *arg)
{
	struct shared *shared = arg;
	int fd;

	CHILD_ASSERT_EQ(0, unshare(CLONE_NEWNS));
	CHILD_ASSERT_EQ(0, mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
	CHILD_ASSERT_EQ(0, mount("proc", "/proc", "proc", 0, "hidepid=2"));
	fd = open_list(shared->pid);
	CHILD_ASSERT_LE(0, fd);
	become_user(SOME_USER);
	CHILD_ASSERT_ERRNO(ENOENT, open_list(shared->pid));
	fd = open_list(getpid());
	CHILD_ASSERT_LE(0, fd);
	return 0;
}

TEST_F(filters, are_hidden_by_hidepid)
{
	ASSERT_TRUE(start_stopped(self->shared, target_with_three));
	EXPECT_EQ(0, exit_summary(in_child(reader_with_hidepid, self->shared)));
}

/*
 * Readers beside attaches, forks and exits.
 */

static int target_changes(void *arg)
{
	struct shared *shared = arg;
	pid_t pid;
	int i;

	stop_here(shared);
	for (i = 0; i < 100; i++) {
		CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
		pid = fork();
		CHILD_ASSERT_LE(0, pid);
		if (!pid) {
			shared->other = getpid();
			attach_verdict(SECCOMP_RET_ALLOW, 0);
			_exit(0);
		}
		wait_child(pid);
	}
	return 0;
}

static void *reader_until_the_end(void *arg)
{
	struct shared *shared = arg;
	unsigned long lists = 0;
	char *text;

	while (kill(shared->pid, 0) == 0) {
		text = list_of(shared->pid, 0);
		lists += !!text;
		free(text);
		free(list_of(shared->other, 0));
	}
	return (void *)lists;
}

TEST_F(filters, can_be_read_while_tasks_attach_and_exit)
{
	pthread_t readers[2];
	unsigned int i;
	void *lists;

	ASSERT_TRUE(start_stopped(self->shared, target_changes));
	self->shared->other = self->shared->pid;
	for (i = 0; i < ARRAY_SIZE(readers); i++)
		ASSERT_EQ(0,
			  pthread_create(&readers[i], NULL,
					 reader_until_the_end, self->shared));
	ASSERT_TRUE(go_on(self->shared));
	EXPECT_EQ(0, exit_summary(wait_child(self->shared->pid)));
	for (i = 0; i < ARRAY_SIZE(readers); i++) {
		ASSERT_EQ(0, pthread_join(readers[i], &lists));
		EXPECT_LT(0, (long)lists);
	}
	self->shared->pid = 0;
}

TEST_HARNESS_MAIN
