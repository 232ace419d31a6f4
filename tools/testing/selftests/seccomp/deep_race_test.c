// SPDX-License-Identifier: GPL-2.0-only
/*
 * Change what arguments point to while the calls run.
 *
 * A call must do what the filter has seen, or fail as the filter says. Each race
 * lasts for a limited time, and until each caller has made some calls. A test checks
 * what must always hold. It does not check how often the race occurred.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "callsite.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "deep.h"
#include "deep_attack.h"

#include <arpa/inet.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <linux/userfaultfd.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/uio.h>

/* Duration of each race, and the calls that each caller makes at least. */
#define RACE_MS 400
#define MIN_ROUNDS 20

#define CALLERS 2

static const struct path_policy strict_policy = {
	.arch = NATIVE_ARCH,
	.nr = __NR_openat,
	.window = 1,
	.judged = SECCOMP_RET_ALLOW,
	.refused = REFUSED,
	.other = REFUSED,
};

/* Memory that a flipper changes. Both paths need less than 16 bytes. */
static char *flipped;

/**
 * struct caller - a thread that makes calls until the race stops
 * @thread: the thread
 * @number: its index
 * @rounds: calls that it has made
 * @allowed: calls that were allowed and did the right thing
 * @refused: calls that the filter has refused
 * @faults: calls that failed with EFAULT
 * @wrong: calls with another result; @result is the last one
 *
 * The caller writes it. Other threads read @rounds.
 */
struct caller {
	pthread_t thread;
	int number;
	int rounds, allowed, refused, faults, wrong;
	long result;
};

static struct {
	int stop, ready, flips;
} race;

static bool is_stopped(void)
{
	return SHARED_LOAD(race.stop);
}

static void count_result(struct caller *c, long result)
{
	if (!result)
		c->allowed++;
	else if (result == -REFUSED_ERRNO)
		c->refused++;
	else if (result == -EFAULT)
		c->faults++;
	else
		c->wrong++, c->result = result;
	SHARED_INC(c->rounds);
}

static long open_path(const char *path)
{
	long fd = syscall(__NR_openat, AT_FDCWD, path, O_RDONLY);

	return opened_file(fd, errno);
}

/* Attach the filter to this thread and check it without a race. */
static bool begin_caller(struct caller *c)
{
	bool good = !attach_path_policy(&strict_policy, 0) &&
		    open_path(JUDGED_PATH) == 0 &&
		    open_path(REFUSED_PATH) == -REFUSED_ERRNO;

	if (!good)
		c->wrong++, c->result = -errno;
	SHARED_INC(race.ready);
	return good;
}

static void *open_flipped(void *arg)
{
	struct caller *c = arg;

	if (begin_caller(c))
		while (!is_stopped())
			count_result(c, open_path(flipped));
	return NULL;
}

static void start_callers(struct __test_metadata *_metadata,
			  struct caller *callers, int count,
			  void *(*fn)(void *))
{
	int i;

	ASSERT_EQ(0, no_new_privs());
	memset(&race, 0, sizeof(race));
	memset(callers, 0, count * sizeof(*callers));
	for (i = 0; i < count; i++) {
		callers[i].number = i;
		ASSERT_EQ(0, pthread_create(&callers[i].thread, NULL, fn,
					    &callers[i]));
	}
	ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(race.ready) == count));
}

/* Has the caller made some calls, or a wrong one? */
static bool has_rounds(struct caller *c)
{
	return SHARED_LOAD(c->rounds) >= MIN_ROUNDS || SHARED_LOAD(c->wrong);
}

/* A round with an exec takes a second on a debug kernel and a busy host. */
static bool wait_for_rounds(struct caller *c)
{
	return WAIT_UNTIL(has_rounds(c)) || WAIT_UNTIL(has_rounds(c)) ||
	       WAIT_UNTIL(has_rounds(c));
}

/* Let the race run, stop it, and check the results. */
static void finish_race(struct __test_metadata *_metadata,
			struct caller *callers, int count)
{
	long long end = now_ms() + RACE_MS;
	int i;

	for (i = 0; i < count; i++)
		EXPECT_TRUE(wait_for_rounds(&callers[i]));
	while (now_ms() < end)
		short_pause();
	SHARED_STORE(race.stop, 1);
	for (i = 0; i < count; i++) {
		pthread_join(callers[i].thread, NULL);
		EXPECT_EQ(0, callers[i].wrong)
		TH_LOG("result %ld", callers[i].result);
		TH_LOG("%d calls: %d allowed, %d refused, %d faults",
		       callers[i].rounds, callers[i].allowed,
		       callers[i].refused, callers[i].faults);
	}
}

/* The memory is there all the time, so a call fails with EFAULT for no reason. */
static void expect_no_faults(struct __test_metadata *_metadata,
			     const struct caller *callers, int count)
{
	int i;

	for (i = 0; i < count; i++) {
		EXPECT_LT(0, callers[i].allowed + callers[i].refused);
		EXPECT_EQ(0, callers[i].faults);
	}
}

/*
 * Flippers
 */
static void store_path(char *to, int round)
{
	memcpy(to, round % 2 ? JUDGED_PATH : REFUSED_PATH, sizeof(JUDGED_PATH));
	/* The compiler must not merge this store with the next one. */
	asm volatile("" ::: "memory");
}

static void *flip_by_store(void *arg)
{
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		store_path(flipped, i);
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

/* Change single bytes, so that callers see each mix of both paths. */
static void *flip_bytes(void *arg)
{
	volatile char *to = flipped;
	size_t byte;
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		for (byte = 0; byte < sizeof(JUDGED_PATH); byte++)
			to[byte] = (i % 2 ? JUDGED_PATH : REFUSED_PATH)[byte];
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

/* Replace the memory. A mapping without access keeps the address reserved. */
static void *flip_by_mapping(void *arg)
{
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		mmap(flipped, PAGE, PROT_NONE, MAP_ANY | MAP_FIXED, -1, 0);
		mmap(flipped, PAGE, PROT_RW, MAP_ANY | MAP_FIXED, -1, 0);
		store_path(flipped, i);
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

static void *flip_by_mprotect(void *arg)
{
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		mprotect(flipped, PAGE, PROT_NONE);
		mprotect(flipped, PAGE, PROT_RW);
		store_path(flipped, i);
		mprotect(flipped, PAGE, PROT_READ);
		mprotect(flipped, PAGE, PROT_RW);
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

static void *flip_by_discard(void *arg)
{
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		madvise(flipped, PAGE, MADV_DONTNEED);
		store_path(flipped, i);
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

/* Move one of two pages to the address. */
static void *flip_by_mremap(void *arg)
{
	char *pages[2];
	int i;

	(void)arg;
	for (i = 0; i < 2; i++) {
		pages[i] = mmap(NULL, PAGE, PROT_RW, MAP_ANY, -1, 0);
		if (pages[i] == MAP_FAILED)
			return NULL;
		store_path(pages[i], i);
	}
	for (i = 0; !is_stopped(); i++) {
		if (mremap(pages[i % 2], PAGE, PAGE,
			   MREMAP_MAYMOVE | MREMAP_FIXED,
			   flipped) == MAP_FAILED ||
		    mremap(flipped, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
			   pages[i % 2]) == MAP_FAILED)
			break;
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

/* Write through another mapping of the same memory, and through its file. */
static void *flip_by_file(void *arg)
{
	const int fd = *(int *)arg;
	int i;

	for (i = 0; !is_stopped(); i++) {
		if (pwrite(fd, i % 2 ? JUDGED_PATH : REFUSED_PATH,
			   sizeof(JUDGED_PATH), 0) < 0)
			break;
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

static void map_flipped(struct __test_metadata *_metadata, int fd)
{
	flipped = mmap(NULL, 2 * PAGE, PROT_RW, fd < 0 ? MAP_ANY : MAP_SHARED,
		       fd, 0);
	ASSERT_NE(MAP_FAILED, flipped);
	store_path(flipped, 0);
}

/* Run callers beside a flipper, which is a thread of this process. */
static void run_callers(struct __test_metadata *_metadata,
			struct caller *callers, void *(*call)(void *),
			void *(*flip)(void *), void *arg)
{
	pthread_t flipper;

	start_callers(_metadata, callers, CALLERS, call);
	ASSERT_EQ(0, pthread_create(&flipper, NULL, flip, arg));
	EXPECT_TRUE(WAIT_UNTIL(SHARED_LOAD(race.flips) > 2));
	finish_race(_metadata, callers, CALLERS);
	pthread_join(flipper, NULL);
}

/* The flipper changes what is in the memory. */
static void run_race(struct __test_metadata *_metadata, void *(*call)(void *),
		     void *(*flip)(void *), void *arg)
{
	struct caller callers[CALLERS];

	run_callers(_metadata, callers, call, flip, arg);
	expect_no_faults(_metadata, callers, CALLERS);
}

/* The flipper takes the memory away, so calls may fail with EFAULT. */
static void run_race_with_faults(struct __test_metadata *_metadata,
				 void *(*call)(void *), void *(*flip)(void *))
{
	struct caller callers[CALLERS];

	run_callers(_metadata, callers, call, flip, NULL);
}

TEST(race_path_is_stored_to)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	run_race(_metadata, open_flipped, flip_by_store, NULL);
}

TEST(race_bytes_of_path_are_stored_to)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	run_race(_metadata, open_flipped, flip_bytes, NULL);
}

TEST(race_memory_of_path_is_mapped_again)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	run_race_with_faults(_metadata, open_flipped, flip_by_mapping);
}

TEST(race_memory_of_path_is_protected)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	run_race_with_faults(_metadata, open_flipped, flip_by_mprotect);
}

TEST(race_memory_of_path_is_discarded)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	run_race(_metadata, open_flipped, flip_by_discard, NULL);
}

TEST(race_memory_of_path_is_moved)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	run_race_with_faults(_metadata, open_flipped, flip_by_mremap);
}

TEST(race_file_with_path_is_written)
{
	int fd = syscall(__NR_memfd_create, "path", 0);

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, ftruncate(fd, 2 * PAGE));
	map_flipped(_metadata, fd);
	run_race(_metadata, open_flipped, flip_by_file, &fd);
}

/*
 * Flippers in other processes
 */
static int flip_from_outside(void *arg)
{
	const pid_t pid = getppid();
	struct iovec remote = { flipped, sizeof(JUDGED_PATH) };
	struct iovec local = { NULL, sizeof(JUDGED_PATH) };
	int *flips = arg, i;
	char file[64];
	int fd;

	snprintf(file, sizeof(file), "/proc/%d/mem", pid);
	fd = open(file, O_RDWR | O_CLOEXEC);
	for (i = 0; !flips[1]; i++) {
		local.iov_base = i % 4 < 2 ? JUDGED_PATH : REFUSED_PATH;
		if (i % 2)
			CHILD_ASSERT_LE(0, process_vm_writev(pid, &local, 1,
							     &remote, 1, 0));
		else
			CHILD_ASSERT_LE(0, pwrite(fd, local.iov_base,
						  local.iov_len,
						  (unsigned long)flipped));
		SHARED_STORE(flips[0], i);
	}
	return 42;
}

TEST(race_other_process_writes_the_path)
{
	struct caller callers[CALLERS];
	int *flips = shared_page();
	pid_t pid;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_NE(NULL, flips);
	map_flipped(_metadata, -1);
	start_callers(_metadata, callers, CALLERS, open_flipped);
	pid = start_child(flip_from_outside, flips);
	EXPECT_TRUE(WAIT_UNTIL(SHARED_LOAD(flips[0]) > 2));
	finish_race(_metadata, callers, CALLERS);
	expect_no_faults(_metadata, callers, CALLERS);
	SHARED_STORE(flips[1], 1);
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
}

static int flip_as_peer(void *arg)
{
	flip_by_store(arg);
	return 42;
}

TEST(race_process_with_the_same_memory_stores_to_the_path)
{
	static char stack[65536] __attribute__((aligned(16)));
	struct caller callers[CALLERS];
	pid_t pid;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	start_callers(_metadata, callers, CALLERS, open_flipped);
	pid = clone(flip_as_peer, stack + sizeof(stack), CLONE_VM | SIGCHLD,
		    NULL);
	ASSERT_LT(0, pid);
	EXPECT_TRUE(WAIT_UNTIL(SHARED_LOAD(race.flips) > 2));
	finish_race(_metadata, callers, CALLERS);
	expect_no_faults(_metadata, callers, CALLERS);
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
}

/* The path lies in the slot of another thread, which makes calls of its own. */
static void *open_both(void *arg)
{
	struct caller *c = arg;
	int i;

	if (begin_caller(c))
		for (i = 0; !is_stopped(); i++) {
			long result =
				open_path(i % 2 ? JUDGED_PATH : REFUSED_PATH);

			if (result != (i % 2 ? 0 : -REFUSED_ERRNO))
				result = WRONG_FILE;
			count_result(c, result);
		}
	return NULL;
}

TEST(race_path_lies_in_a_slot)
{
	struct slot_map maps[SLOT_MAPS_MAX];
	struct caller owner, callers[CALLERS];
	long long end;
	int i;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	start_callers(_metadata, &owner, 1, open_both);
	ASSERT_EQ(1, find_slot_maps(0, maps));
	/* The first thread has the first slot. */
	flipped = (char *)maps[0].start;
	race.ready = 0;
	memset(callers, 0, sizeof(callers));
	for (i = 0; i < CALLERS; i++)
		ASSERT_EQ(0, pthread_create(&callers[i].thread, NULL,
					    open_flipped, &callers[i]));
	end = now_ms() + RACE_MS;
	while (now_ms() < end)
		short_pause();
	finish_race(_metadata, callers, CALLERS);
	pthread_join(owner.thread, NULL);
	EXPECT_EQ(0, owner.wrong);
	EXPECT_LT(0, owner.rounds);
}

/*
 * Attacks on the mapping beside calls. None of them changes what calls do.
 */
static void *attack_until_stopped(void *arg)
{
	struct attack_target *target = arg;
	size_t i;

	while (!is_stopped()) {
		for (i = 0; i < ARRAY_SIZE(slot_attacks); i++) {
			struct call call =
				attack_call(target, &slot_attacks[i]);
			long ret = syscall(call.nr, call.args[0], call.args[1],
					   call.args[2], call.args[3],
					   call.args[4], call.args[5]);

			if (!attack_result_is_right(&slot_attacks[i], ret,
						    errno)) {
				fprintf(stderr, "# %s: %ld, errno %d\n",
					slot_attacks[i].name, ret, errno);
				return (void *)1;
			}
			/* The other thread changes the path. */
			store_path(flipped, i);
		}
		SHARED_INC(race.flips);
	}
	return NULL;
}

TEST(race_mapping_is_attacked)
{
	struct slot_map maps[SLOT_MAPS_MAX];
	struct caller callers[CALLERS];
	struct attack_target target;
	pthread_t attacker;
	void *wrong;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	start_callers(_metadata, callers, CALLERS, open_flipped);
	ASSERT_EQ(1, find_slot_maps(0, maps));
	target.map = maps[0];
	ASSERT_TRUE(prepare_attacks(&target));
	ASSERT_EQ(0, pthread_create(&attacker, NULL, attack_until_stopped,
				    &target));
	EXPECT_TRUE(WAIT_UNTIL(SHARED_LOAD(race.flips) > 1));
	finish_race(_metadata, callers, CALLERS);
	expect_no_faults(_metadata, callers, CALLERS);
	pthread_join(attacker, &wrong);
	EXPECT_EQ(NULL, wrong);
}

/*
 * Socket addresses
 */
#define JUDGED_PORT 20971
#define REFUSED_PORT 20972

static struct sockaddr_in inet_address(int port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

/*
 * Allow only JUDGED_PORT of AF_INET in a socket address at @offset of the data of a
 * window.
 */
static int attach_port_policy(int nr, int window, __u32 offset)
{
	const struct sockaddr_in judged = inet_address(JUDGED_PORT);
	struct deep_filter f;
	__u32 word;

	memcpy(&word, &judged, sizeof(word));
	deep_begin(&f, nr);
	deep_match(&f, SECCOMP_ARG_STATUS(window), SECCOMP_ARG_COPIED, REFUSED);
	deep_match(&f, SECCOMP_ARG_DATA(window) + offset, word, REFUSED);
	deep_return(&f, SECCOMP_RET_ALLOW);
	return deep_attach(&f);
}

static void *flip_port(void *arg)
{
	volatile struct sockaddr_in *address = (void *)flipped;
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		address->sin_port = htons(i % 2 ? JUDGED_PORT : REFUSED_PORT);
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

/* Bind a socket to an address. Return 0 if it is bound to JUDGED_PORT. */
static long bind_to(const void *to)
{
	struct sockaddr_in bound = {};
	socklen_t size = sizeof(bound);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), one = 1;
	long result;

	if (fd < 0)
		return -errno;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	result = syscall(__NR_bind, fd, to, sizeof(struct sockaddr_in));
	if (result)
		result = -errno;
	else if (getsockname(fd, (struct sockaddr *)&bound, &size) ||
		 bound.sin_port != htons(JUDGED_PORT))
		result = WRONG_FILE;
	close(fd);
	return result;
}

static void *bind_flipped(void *arg)
{
	const struct sockaddr_in judged = inet_address(JUDGED_PORT);
	const struct sockaddr_in refused = inet_address(REFUSED_PORT);
	struct caller *c = arg;

	if (attach_port_policy(__NR_bind, 1, 0) || bind_to(&judged) ||
	    bind_to(&refused) != -REFUSED_ERRNO)
		c->wrong++;
	SHARED_INC(race.ready);
	while (!is_stopped() && !c->wrong)
		count_result(c, bind_to(flipped));
	return NULL;
}

static bool has_loopback(void)
{
	const struct sockaddr_in judged = inet_address(JUDGED_PORT);

	return !bind_to(&judged);
}

#define NO_LOOPBACK "no address 127.0.0.1"

static void map_address(struct __test_metadata *_metadata)
{
	const struct sockaddr_in judged = inet_address(JUDGED_PORT);

	map_flipped(_metadata, -1);
	memset(flipped, 0, PAGE);
	memcpy(flipped, &judged, sizeof(judged));
}

TEST(race_address_of_bind_is_stored_to)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	if (!has_loopback())
		SKIP(return, NO_LOOPBACK);
	map_address(_metadata);
	run_race(_metadata, bind_flipped, flip_port, NULL);
}

/* A socket that must never receive a byte. */
static int open_receiver(int port)
{
	const struct sockaddr_in address = inet_address(port);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd >= 0 &&
	    bind(fd, (const struct sockaddr *)&address, sizeof(address)))
		return -1;
	return fd;
}

static long send_to(int fd, const void *to)
{
	long sent = syscall(__NR_sendto, fd, "x", 1, MSG_DONTWAIT, to,
			    sizeof(struct sockaddr_in));

	if (sent == 1 || (sent == -1 && errno == EAGAIN))
		return 0;
	return sent == -1 ? -errno : WRONG_FILE;
}

static void *send_flipped(void *arg)
{
	const struct sockaddr_in judged = inet_address(JUDGED_PORT);
	const struct sockaddr_in refused = inet_address(REFUSED_PORT);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct caller *c = arg;

	if (attach_port_policy(__NR_sendto, 4, 0) || send_to(fd, &judged) ||
	    send_to(fd, &refused) != -REFUSED_ERRNO)
		c->wrong++;
	SHARED_INC(race.ready);
	while (!is_stopped() && !c->wrong)
		count_result(c, send_to(fd, flipped));
	close(fd);
	return NULL;
}

static void race_of_senders(struct __test_metadata *_metadata,
			    void *(*send)(void *), void *(*flip)(void *))
{
	int receiver = open_receiver(JUDGED_PORT);
	int refused = open_receiver(REFUSED_PORT);
	char byte;

	ASSERT_LE(0, receiver);
	ASSERT_LE(0, refused);
	run_race(_metadata, send, flip, NULL);
	EXPECT_EQ(1, recv(receiver, &byte, 1, 0));
	EXPECT_EQ(-1, recv(refused, &byte, 1, 0))
	TH_LOG("a refused datagram has arrived");
}

TEST(race_address_of_sendto_is_stored_to)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	if (!has_loopback())
		SKIP(return, NO_LOOPBACK);
	map_address(_metadata);
	race_of_senders(_metadata, send_flipped, flip_port);
}

/*
 * sendmsg(2): the header points to the address. A flipper changes the address, the
 * pointer to it, and its length.
 */
struct flipped_message {
	struct sockaddr_in address;
	struct sockaddr_in other;
	struct msghdr header;
};

static void *flip_message(void *arg)
{
	struct flipped_message *m = (void *)flipped;
	volatile struct sockaddr_in *address = &m->address;
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		address->sin_port = htons(i % 2 ? JUDGED_PORT : REFUSED_PORT);
		SHARED_STORE(m->header.msg_name,
			     i % 4 < 2 ? &m->address : &m->other);
		SHARED_STORE(m->header.msg_namelen,
			     i % 3 ? sizeof(m->address) : 2 * PAGE);
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

static long send_message(int fd, const struct msghdr *header)
{
	long sent = syscall(__NR_sendmsg, fd, header, MSG_DONTWAIT);

	if (sent == 1 || (sent == -1 && errno == EAGAIN))
		return 0;
	return sent == -1 ? -errno : WRONG_FILE;
}

static void *send_flipped_message(void *arg)
{
	struct sockaddr_in address = inet_address(JUDGED_PORT);
	struct iovec iov = { "x", 1 };
	struct msghdr header = {
		.msg_name = &address,
		.msg_namelen = sizeof(address),
		.msg_iov = &iov,
		.msg_iovlen = 1,
	};
	const struct flipped_message *message = (void *)flipped;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct caller *c = arg;

	if (attach_port_policy(__NR_sendmsg, 1, SECCOMP_MSG_NAME_OFFSET) ||
	    send_message(fd, &header))
		c->wrong++;
	address.sin_port = htons(REFUSED_PORT);
	if (send_message(fd, &header) != -REFUSED_ERRNO)
		c->wrong++;
	SHARED_INC(race.ready);
	while (!is_stopped() && !c->wrong)
		count_result(c, send_message(fd, &message->header));
	close(fd);
	return NULL;
}

TEST(race_address_in_message_is_stored_to)
{
	static struct iovec iov = { "x", 1 };
	struct flipped_message *m;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	if (!has_loopback())
		SKIP(return, NO_LOOPBACK);
	map_address(_metadata);
	m = (void *)flipped;
	m->other = inet_address(REFUSED_PORT);
	m->header = (struct msghdr){
		.msg_name = &m->address,
		.msg_namelen = sizeof(m->address),
		.msg_iov = &iov,
		.msg_iovlen = 1,
	};
	race_of_senders(_metadata, send_flipped_message, flip_message);
}

/*
 * clone3(2): a flag for a new namespace appears and disappears.
 */
static long clone_with(void *args)
{
	struct stat own, seen;
	int status;
	pid_t pid;

	if (stat("/proc/self/ns/uts", &own))
		return -errno;
	pid = syscall(__NR_clone3, args, sizeof(struct clone_args));
	if (pid < 0)
		return -errno;
	if (!pid) {
		status = stat("/proc/self/ns/uts", &seen);
		syscall(__NR_exit_group, status || seen.st_ino != own.st_ino);
	}
	if (waitpid(pid, &status, __WALL) != pid || status)
		return WRONG_FILE;
	return 0;
}

static int attach_clone_policy(void)
{
	struct deep_filter f;

	deep_begin(&f, __NR_clone3);
	deep_match(&f, SECCOMP_ARG_STATUS(0), SECCOMP_ARG_COPIED, REFUSED);
	deep_match(&f, SECCOMP_ARG_DATA(0), 0, REFUSED);
	deep_match(&f, SECCOMP_ARG_DATA(0) + 4, 0, REFUSED);
	deep_return(&f, SECCOMP_RET_ALLOW);
	return deep_attach(&f);
}

static void *clone_flipped(void *arg)
{
	struct clone_args plain = { .exit_signal = SIGCHLD };
	struct clone_args namespace = { .flags = CLONE_NEWUTS,
					.exit_signal = SIGCHLD };
	struct caller *c = arg;

	if (attach_clone_policy() || clone_with(&plain) ||
	    clone_with(&namespace) != -REFUSED_ERRNO)
		c->wrong++;
	SHARED_INC(race.ready);
	while (!is_stopped() && !c->wrong)
		count_result(c, clone_with(flipped));
	return NULL;
}

static void *flip_clone_flags(void *arg)
{
	struct clone_args *args = (void *)flipped;
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		SHARED_STORE(args->flags, i % 2 ? 0 : CLONE_NEWUTS);
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

TEST(race_flags_of_clone3_are_stored_to)
{
	struct clone_args *args;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	args = (void *)flipped;
	*args = (struct clone_args){ .exit_signal = SIGCHLD };
	run_race(_metadata, clone_flipped, flip_clone_flags, NULL);
}

/*
 * sched_setattr(2): the size inside the structure changes. Without another size,
 * the length of the copy is this size.
 */
#define SHORT_ATTR 48
#define LONG_ATTR 56
#define OTHER_SIZE_ERRNO EXDEV

static long set_attr(const void *attr)
{
	return syscall(__NR_sched_setattr, 0, attr, 0) ? -errno : 0;
}

static int attach_size_policy(void)
{
	struct deep_filter f;

	deep_begin(&f, __NR_sched_setattr);
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_COPIED, REFUSED);
	deep_put(&f, INSN_LOAD(SECCOMP_ARG_LENGTH(1)));
	deep_put(&f, INSN(BPF_MISC | BPF_TAX, 0));
	deep_put(&f, INSN_LOAD(SECCOMP_ARG_DATA(1)));
	deep_put(&f, INSN_JUMP(BPF_JMP | BPF_JEQ | BPF_X, 0, 1, 0));
	deep_return(&f, DEEP_ERRNO(OTHER_SIZE_ERRNO));
	deep_return(&f, SECCOMP_RET_ALLOW);
	return deep_attach(&f);
}

static void *set_flipped_attr(void *arg)
{
	struct caller *c = arg;

	if (attach_size_policy() || set_attr(NULL) != -REFUSED_ERRNO)
		c->wrong++;
	SHARED_INC(race.ready);
	while (!is_stopped() && !c->wrong)
		count_result(c, set_attr(flipped));
	return NULL;
}

static void *flip_size(void *arg)
{
	__u32 *size = (void *)flipped;
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		SHARED_STORE(*size, i % 2 ? SHORT_ATTR : LONG_ATTR);
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

TEST(race_size_inside_is_stored_to)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	memset(flipped, 0, LONG_ATTR);
	*(__u32 *)flipped = SHORT_ATTR;
	run_race(_metadata, set_flipped_attr, flip_size, NULL);
}

/*
 * openat2(2): path and flags change at once.
 */
struct flipped_open {
	char path[16];
	struct open_how how;
};

static long openat2_with(const char *path, const struct open_how *how)
{
	long fd = syscall(__NR_openat2, AT_FDCWD, path, how, sizeof(*how));

	if (fd >= 0 && (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY) {
		close(fd);
		return WRONG_FILE;
	}
	return opened_file(fd, errno);
}

static int attach_how_policy(void)
{
	struct deep_filter f;

	deep_begin(&f, __NR_openat2);
	deep_match_string(&f, 1, JUDGED_PATH, REFUSED);
	deep_match(&f, SECCOMP_ARG_STATUS(2), SECCOMP_ARG_COPIED, REFUSED);
	deep_match(&f, SECCOMP_ARG_DATA(2), O_RDONLY, REFUSED);
	deep_return(&f, SECCOMP_RET_ALLOW);
	return deep_attach(&f);
}

static void *openat2_flipped(void *arg)
{
	const struct open_how good = { .flags = O_RDONLY };
	const struct open_how bad = { .flags = O_RDWR };
	struct flipped_open *open = (void *)flipped;
	struct caller *c = arg;

	if (attach_how_policy() || openat2_with(JUDGED_PATH, &good) ||
	    openat2_with(REFUSED_PATH, &good) != -REFUSED_ERRNO ||
	    openat2_with(JUDGED_PATH, &bad) != -REFUSED_ERRNO)
		c->wrong++;
	SHARED_INC(race.ready);
	while (!is_stopped() && !c->wrong)
		count_result(c, openat2_with(open->path, &open->how));
	return NULL;
}

static void *flip_how(void *arg)
{
	struct flipped_open *open = (void *)flipped;
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		store_path(open->path, i % 3);
		SHARED_STORE(open->how.flags, i % 2 ? O_RDONLY : O_RDWR);
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

TEST(race_how_of_openat2_is_stored_to)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	memset(flipped, 0, PAGE);
	run_race(_metadata, openat2_flipped, flip_how, NULL);
}

/*
 * execve(2): the strings of argv and the pointers to them change.
 */
#define JUDGED_ARG "allowed"
#define REFUSED_ARG "refused"
#define EXEC_VARIABLE "SECCOMP_TEST_RACE_ARGV"

/* A new program exits with 42 if it has the judged argument. */
static __attribute__((constructor(101))) void check_argv(int argc, char **argv,
							 char **envp)
{
	(void)envp;
	if (!getenv(EXEC_VARIABLE))
		return;
	_exit(argc == 2 && !strcmp(argv[1], JUDGED_ARG) ? 42 : 43);
}

struct flipped_argv {
	char *argv[3];
	char judged[8], refused[8], own[8];
};

static int exec_argv(void *arg)
{
	char *const envp[] = { EXEC_VARIABLE "=1", NULL };

	syscall(__NR_execve, "/proc/self/exe", arg, envp);
	_exit(errno == REFUSED_ERRNO ? 44 : 45);
}

/* The child shares the memory until it executes, so the flipper reaches it. */
static long exec_with(char *const argv[], char *stack)
{
	pid_t pid = clone(exec_argv, stack, CLONE_VM | CLONE_VFORK | SIGCHLD,
			  (void *)argv);

	switch (exit_summary(wait_child(pid))) {
	case 42:
		return 0;
	case 44:
		return -REFUSED_ERRNO;
	default:
		return WRONG_FILE;
	}
}

/* Allow only the argv { "x", JUDGED_ARG }. */
static int attach_argv_policy(void)
{
	static const char strings[] = "x\0" JUDGED_ARG;
	struct deep_filter f;

	deep_begin(&f, __NR_execve);
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_COPIED, REFUSED);
	deep_match(&f, SECCOMP_ARG_LENGTH(1), sizeof(strings), REFUSED);
	deep_match_bytes(&f, 1, strings, sizeof(strings), REFUSED);
	deep_return(&f, SECCOMP_RET_ALLOW);
	return deep_attach(&f);
}

static void *exec_flipped(void *arg)
{
	char *const judged[] = { "x", JUDGED_ARG, NULL };
	char *const refused[] = { "x", REFUSED_ARG, NULL };
	struct caller *c = arg;
	const size_t size = 65536;
	char *stack = malloc(size);

	if (!stack || attach_argv_policy() || exec_with(judged, stack + size) ||
	    exec_with(refused, stack + size) != -REFUSED_ERRNO)
		c->wrong++;
	SHARED_INC(race.ready);
	while (!is_stopped() && !c->wrong)
		count_result(c,
			     exec_with((char *const *)flipped, stack + size));
	free(stack);
	return NULL;
}

static void *flip_argv(void *arg)
{
	struct flipped_argv *f = (void *)flipped;
	int i;

	(void)arg;
	for (i = 0; !is_stopped(); i++) {
		char *const strings[] = { f->judged, f->refused, f->own };

		SHARED_STORE(f->argv[1], strings[i % 3]);
		memcpy(f->own, i % 2 ? JUDGED_ARG : REFUSED_ARG,
		       sizeof(f->own));
		SHARED_STORE(race.flips, i);
	}
	return NULL;
}

TEST(race_argv_of_execve_is_stored_to)
{
	struct flipped_argv *f;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	memset(flipped, 0, PAGE);
	f = (void *)flipped;
	strcpy(f->judged, JUDGED_ARG);
	strcpy(f->refused, REFUSED_ARG);
	strcpy(f->own, REFUSED_ARG);
	f->argv[0] = "x";
	f->argv[1] = f->judged;
	run_race(_metadata, exec_flipped, flip_argv, NULL);
}

/*
 * A supervisor reads the copy and continues the call, whatever the memory is now.
 */
static int supervised_listener;

static int attach_notifying(void)
{
	struct deep_filter f;

	deep_begin(&f, __NR_openat);
	deep_return(&f, SECCOMP_RET_USER_NOTIF);
	return deep_attach_with(&f,
				DEEP_ARGS | SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

static void *open_supervised(void *arg)
{
	struct caller *c = arg;

	supervised_listener = attach_notifying();
	if (supervised_listener < 0)
		c->wrong++;
	SHARED_INC(race.ready);
	while (!is_stopped() && !c->wrong)
		count_result(c, open_path(flipped));
	return NULL;
}

/* Continue a call with the judged path. Deny other ones, and what is not copied. */
static bool supervise_one(int listener)
{
	char copy[64] = "";
	struct seccomp_notif notif;
	struct seccomp_notif_arg arg = {
		.arg = 1,
		.size = sizeof(copy),
		.buffer = (unsigned long)copy,
	};

	memset(&notif, 0, sizeof(notif));
	if (events_of(listener, 20) <= 0)
		return true;
	if (receive_raw(listener, &notif))
		return errno == ENOENT;
	arg.id = notif.id;
	if (get_arg(listener, &arg))
		return false;
	if (arg.status == SECCOMP_ARG_COPIED &&
	    arg.length == strlen(JUDGED_PATH) && !strcmp(copy, JUDGED_PATH))
		return !respond_continue(listener, notif.id);
	return !respond_error(listener, notif.id, REFUSED_ERRNO);
}

static void run_supervised(struct __test_metadata *_metadata,
			   void *(*flip)(void *))
{
	pthread_t flipper;
	struct caller c;
	long long end;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	start_callers(_metadata, &c, 1, open_supervised);
	ASSERT_EQ(0, c.wrong);
	ASSERT_EQ(0, pthread_create(&flipper, NULL, flip, NULL));
	end = now_ms() + RACE_MS;
	while (now_ms() < end || (SHARED_LOAD(c.rounds) < MIN_ROUNDS &&
				  now_ms() < end + TIMEOUT_MS))
		ASSERT_TRUE(supervise_one(supervised_listener));
	SHARED_STORE(race.stop, 1);
	/* Reply to the last call, if there is one. */
	while (pthread_tryjoin_np(c.thread, NULL))
		ASSERT_TRUE(supervise_one(supervised_listener));
	pthread_join(flipper, NULL);
	EXPECT_EQ(0, c.wrong)
	TH_LOG("result %ld", c.result);
	EXPECT_LE(MIN_ROUNDS, c.rounds);
	TH_LOG("%d calls: %d allowed, %d refused, %d faults", c.rounds,
	       c.allowed, c.refused, c.faults);
}

TEST(race_supervised_path_is_stored_to)
{
	run_supervised(_metadata, flip_by_store);
}

TEST(race_supervised_memory_is_protected)
{
	run_supervised(_metadata, flip_by_mprotect);
}

/*
 * A tracer changes memory and pointer at its stop. The call is judged again.
 */
static int traced_opener(void *arg)
{
	const struct path_policy policy = {
		.arch = NATIVE_ARCH,
		.nr = __NR_openat,
		.window = 1,
		.judged = SECCOMP_RET_TRACE,
		.refused = REFUSED,
		.other = REFUSED,
	};
	struct caller c = {};
	pthread_t flipper;
	int *go = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, pthread_create(&flipper, NULL, flip_by_store, NULL));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(*go)));
	CHILD_ASSERT_EQ(0, attach_path_policy(&policy, 0));
	while (SHARED_LOAD(*go) == 1)
		count_result(&c, open_path(flipped));
	SHARED_STORE(race.stop, 1);
	CHILD_ASSERT_EQ(0, c.wrong);
	CHILD_ASSERT_LT(0, c.rounds);
	return 42;
}

TEST(race_tracer_changes_the_call)
{
	unsigned long words[2];
	int *go = shared_page();
	int stop, stops = 0;
	long long end;
	pid_t pid;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_NE(NULL, go);
	map_flipped(_metadata, -1);
	store_path(flipped + PAGE, 0);
	memset(&race, 0, sizeof(race));
	memcpy(words, REFUSED_PATH, sizeof(REFUSED_PATH));
	pid = start_child(traced_opener, go);
	ASSERT_EQ(0, seize(pid, PTRACE_O_TRACESECCOMP));
	SHARED_STORE(*go, 1);
	end = now_ms() + RACE_MS;
	for (;;) {
		stop = wait_stop(pid);
		if (stop < 0 || stop >= ENDED_BY_EXIT)
			break;
		if (stop == STOP_SECCOMP) {
			switch (stops++ % 4) {
			case 0:
				ptrace(PTRACE_POKEDATA, pid, flipped, words[0]);
				break;
			case 1:
				/* A page that holds the refused path. */
				set_arg(pid, 1, (unsigned long)flipped + PAGE);
				break;
			case 2:
				set_arg(pid, 1, 0);
				break;
			}
		}
		if (now_ms() > end && stops > 8)
			SHARED_STORE(*go, 2);
		resume(pid, PTRACE_CONT);
	}
	EXPECT_EQ(ENDED_BY_EXIT + 42, stop);
	EXPECT_LT(0, stops);
	TH_LOG("%d stops", stops);
}

/*
 * Signals: a call that waits in its body is interrupted, and starts again. Then the
 * kernel copies and judges it again.
 */
FIXTURE(restart)
{
	char dir[32], judged[64], refused[64];
	struct target caller;
};

FIXTURE_SETUP(restart)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	strcpy(self->dir, "/tmp/seccomp-fifo-XXXXXX");
	ASSERT_NE(NULL, mkdtemp(self->dir));
	snprintf(self->judged, sizeof(self->judged), "%s/judged", self->dir);
	snprintf(self->refused, sizeof(self->refused), "%s/refusd", self->dir);
	ASSERT_EQ(0, mkfifo(self->judged, 0600));
	ASSERT_EQ(0, mkfifo(self->refused, 0600));
	map_flipped(_metadata, -1);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_TRUE(start_worker(&self->caller));
}

FIXTURE_TEARDOWN(restart)
{
	if (!self->judged[0])
		return;
	unlink(self->judged);
	unlink(self->refused);
	rmdir(self->dir);
}

static int handled;

/* The handler makes a deep call of its own, which uses the slot. */
static void open_in_handler(int sig)
{
	int fd = openat(AT_FDCWD, JUDGED_PATH, O_RDONLY);

	(void)sig;
	if (fd >= 0)
		close(fd);
	SHARED_INC(handled);
}

/* Refuse the path of the second FIFO. */
static void filter_caller(struct __test_metadata *_metadata,
			  FIXTURE_DATA(restart) * self)
{
	static struct deep_filter f;
	struct sock_fprog prog;

	deep_begin(&f, __NR_openat);
	put_string_case(&f, 1, self->refused, REFUSED);
	deep_return(&f, SECCOMP_RET_ALLOW);
	prog = (struct sock_fprog){ .len = f.len, .filter = f.insns };
	ASSERT_EQ(0,
		  err_of(&self->caller, __NR_seccomp, SECCOMP_SET_MODE_FILTER,
			 DEEP_ARGS, (unsigned long)&prog));
}

/* Let the caller wait in its open of the judged FIFO, and interrupt it. */
static void interrupt_open(struct __test_metadata *_metadata,
			   FIXTURE_DATA(restart) * self, int flags,
			   const char *changed_to)
{
	struct sigaction action = { .sa_handler = open_in_handler,
				    .sa_flags = flags };

	handled = 0;
	ASSERT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	strcpy(flipped, self->judged);
	ASSERT_TRUE(send_call(&self->caller, __NR_openat, AT_FDCWD,
			      (unsigned long)flipped, O_RDONLY));
	ASSERT_TRUE(wait_blocked(self->caller.pid, __NR_openat));
	strcpy(flipped, changed_to);
	ASSERT_EQ(0, syscall(__NR_tgkill, getpid(), self->caller.pid, SIGUSR1));
	ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(handled)));
}

TEST_F(restart, judges_the_path_again)
{
	filter_caller(_metadata, self);
	interrupt_open(_metadata, self, SA_RESTART, self->refused);
	EXPECT_EQ(REFUSED_ERRNO, outcome_of(&self->caller).err);
}

TEST_F(restart, copies_the_path_again)
{
	int fd;

	filter_caller(_metadata, self);
	interrupt_open(_metadata, self, SA_RESTART, self->judged);
	ASSERT_TRUE(wait_blocked(self->caller.pid, __NR_openat));
	fd = open(self->judged, O_WRONLY | O_CLOEXEC);
	EXPECT_LE(0, fd);
	EXPECT_EQ(0, outcome_of(&self->caller).err);
	close(fd);
}

TEST_F(restart, does_not_happen_without_sa_restart)
{
	filter_caller(_metadata, self);
	interrupt_open(_metadata, self, 0, self->refused);
	EXPECT_EQ(EINTR, outcome_of(&self->caller).err);
}

/* Signals arrive all the time while a call is copied, judged and run. */
static void count_signal(int sig)
{
	(void)sig;
	SHARED_INC(handled);
}

TEST(race_signals_interrupt_calls)
{
	struct sigaction action = { .sa_handler = count_signal,
				    .sa_flags = SA_RESTART };
	struct caller callers[CALLERS];
	pthread_t flipper;
	long long end;
	int i;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	handled = 0;
	ASSERT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	map_flipped(_metadata, -1);
	start_callers(_metadata, callers, CALLERS, open_flipped);
	ASSERT_EQ(0, pthread_create(&flipper, NULL, flip_by_store, NULL));
	end = now_ms() + RACE_MS;
	while (now_ms() < end) {
		for (i = 0; i < CALLERS; i++)
			pthread_kill(callers[i].thread, SIGUSR1);
		short_pause();
	}
	finish_race(_metadata, callers, CALLERS);
	expect_no_faults(_metadata, callers, CALLERS);
	pthread_join(flipper, NULL);
	EXPECT_LT(0, handled);
}

/*
 * userfaultfd: the kernel waits for memory while it copies.
 */
static int open_stall(struct __test_metadata *_metadata)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register reg;
	int fd = syscall(__NR_userfaultfd, O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return -1;
	map_flipped(_metadata, -1);
	reg = (struct uffdio_register){
		.range = { (unsigned long)flipped, 2 * PAGE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	ASSERT_EQ(0, madvise(flipped, 2 * PAGE, MADV_DONTNEED));
	ASSERT_EQ(0, ioctl(fd, UFFDIO_API, &api));
	ASSERT_EQ(0, ioctl(fd, UFFDIO_REGISTER, &reg));
	return fd;
}

/* Wait until a thread waits for a page. Return its address, or 0. */
static unsigned long wait_for_stall(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	struct uffd_msg msg;

	if (poll(&pollfd, 1, TIMEOUT_MS) != 1 ||
	    read(fd, &msg, sizeof(msg)) != sizeof(msg) ||
	    msg.event != UFFD_EVENT_PAGEFAULT)
		return 0;
	return msg.arg.pagefault.address & -PAGE;
}

/* Fill a missing page, and let the threads that wait for it continue. */
static bool end_stall(int fd, unsigned long page, const void *data)
{
	struct uffdio_copy copy = {
		.dst = page,
		.src = (unsigned long)data,
		.len = PAGE,
	};

	return !ioctl(fd, UFFDIO_COPY, &copy);
}

static char stall_data[PAGE] __attribute__((aligned(4096)));

static struct target stalled;

/* Start a thread with a filter. It makes the calls that stall. */
static void start_stalled(struct __test_metadata *_metadata)
{
	static struct deep_filter f;
	struct sock_fprog prog;

	ASSERT_EQ(0, no_new_privs());
	ASSERT_TRUE(start_worker(&stalled));
	deep_begin(&f, __NR_openat);
	put_string_case(&f, 1, JUDGED_PATH, SECCOMP_RET_ALLOW);
	deep_return(&f, REFUSED);
	prog = (struct sock_fprog){ .len = f.len, .filter = f.insns };
	ASSERT_EQ(0, err_of(&stalled, __NR_seccomp, SECCOMP_SET_MODE_FILTER,
			    DEEP_ARGS, (unsigned long)&prog));
}

static long stalled_result(void)
{
	struct outcome out = outcome_of(&stalled);

	return opened_file(out.ret, out.err);
}

#define NO_UFFD "userfaultfd: %s", strerror(errno)

/* The page comes with the judged path, which changes at once. */
TEST(stall_of_path_that_changes_afterwards)
{
	int fd, i, allowed = 0;
	long result;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	fd = open_stall(_metadata);
	if (fd < 0)
		SKIP(return, NO_UFFD);
	start_stalled(_metadata);
	memcpy(stall_data, JUDGED_PATH, sizeof(JUDGED_PATH));
	for (i = 0; i < 40; i++) {
		ASSERT_TRUE(send_call(&stalled, __NR_openat, AT_FDCWD,
				      (unsigned long)flipped, O_RDONLY));
		ASSERT_EQ((unsigned long)flipped, wait_for_stall(fd));
		ASSERT_TRUE(end_stall(fd, (unsigned long)flipped, stall_data));
		if (i % 2)
			sched_yield();
		store_path(flipped, 0);
		result = stalled_result();
		EXPECT_TRUE(result == 0 || result == -REFUSED_ERRNO)
		TH_LOG("result %ld", result);
		allowed += !result;
		ASSERT_EQ(0, madvise(flipped, PAGE, MADV_DONTNEED));
	}
	TH_LOG("%d of %d calls allowed", allowed, i);
	close(fd);
}

/* The first part changes while the kernel waits for the second one. */
TEST(stall_between_two_parts_of_the_path)
{
	char *path;
	long result;
	int fd, i;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	fd = open_stall(_metadata);
	if (fd < 0)
		SKIP(return, NO_UFFD);
	start_stalled(_metadata);
	for (i = 1; i < (int)sizeof(JUDGED_PATH); i++) {
		path = flipped + PAGE - i;
		memset(stall_data, 0, PAGE);
		memcpy(stall_data + PAGE - i, JUDGED_PATH, i);
		ASSERT_TRUE(end_stall(fd, (unsigned long)flipped, stall_data));
		ASSERT_TRUE(send_call(&stalled, __NR_openat, AT_FDCWD,
				      (unsigned long)path, O_RDONLY));
		ASSERT_EQ((unsigned long)flipped + PAGE, wait_for_stall(fd));
		memcpy(path, REFUSED_PATH, i);
		memset(stall_data, 0, PAGE);
		strcpy(stall_data, &JUDGED_PATH[i]);
		ASSERT_TRUE(end_stall(fd, (unsigned long)flipped + PAGE,
				      stall_data));
		result = stalled_result();
		EXPECT_TRUE(result == 0 || result == -REFUSED_ERRNO)
		TH_LOG("%d bytes: result %ld", i, result);
		ASSERT_EQ(0, madvise(flipped, 2 * PAGE, MADV_DONTNEED));
	}
	close(fd);
}

/* The path changes while the kernel waits for the second argument. */
TEST(stall_in_the_second_argument)
{
	static const struct open_how how = { .flags = O_RDONLY };
	static char path[16] = JUDGED_PATH;
	static struct deep_filter f;
	struct sock_fprog prog;
	long result;
	int fd;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	fd = open_stall(_metadata);
	if (fd < 0)
		SKIP(return, NO_UFFD);
	start_stalled(_metadata);
	deep_begin(&f, __NR_openat2);
	deep_match_string(&f, 1, JUDGED_PATH, REFUSED);
	deep_match(&f, SECCOMP_ARG_DATA(2), O_RDONLY, REFUSED);
	deep_return(&f, SECCOMP_RET_ALLOW);
	prog = (struct sock_fprog){ .len = f.len, .filter = f.insns };
	ASSERT_EQ(0, err_of(&stalled, __NR_seccomp, SECCOMP_SET_MODE_FILTER,
			    DEEP_ARGS, (unsigned long)&prog));
	ASSERT_TRUE(send_call(&stalled, __NR_openat2, AT_FDCWD,
			      (unsigned long)path, (unsigned long)flipped,
			      sizeof(how)));
	ASSERT_EQ((unsigned long)flipped, wait_for_stall(fd));
	memcpy(path, REFUSED_PATH, sizeof(REFUSED_PATH));
	memset(stall_data, 0, PAGE);
	memcpy(stall_data, &how, sizeof(how));
	ASSERT_TRUE(end_stall(fd, (unsigned long)flipped, stall_data));
	result = stalled_result();
	/* The kernel copies the arguments in order. */
	EXPECT_EQ(0, result);
	close(fd);
}

/* A signal arrives, and its handler runs before or after the call. */
TEST(stall_with_a_signal)
{
	struct sigaction action = { .sa_handler = count_signal,
				    .sa_flags = SA_RESTART };
	int fd;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	fd = open_stall(_metadata);
	if (fd < 0)
		SKIP(return, NO_UFFD);
	handled = 0;
	ASSERT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	start_stalled(_metadata);
	ASSERT_TRUE(send_call(&stalled, __NR_openat, AT_FDCWD,
			      (unsigned long)flipped, O_RDONLY));
	ASSERT_EQ((unsigned long)flipped, wait_for_stall(fd));
	ASSERT_EQ(0, syscall(__NR_tgkill, getpid(), stalled.pid, SIGUSR1));
	memset(stall_data, 0, PAGE);
	memcpy(stall_data, JUDGED_PATH, sizeof(JUDGED_PATH));
	ASSERT_TRUE(end_stall(fd, (unsigned long)flipped, stall_data));
	EXPECT_EQ(0, stalled_result());
	EXPECT_TRUE(WAIT_UNTIL(SHARED_LOAD(handled) == 1));
	close(fd);
}

/* The monitor goes away. Then the page is an empty one, and so is the path. */
TEST(stall_that_the_monitor_leaves)
{
	int fd;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	fd = open_stall(_metadata);
	if (fd < 0)
		SKIP(return, NO_UFFD);
	start_stalled(_metadata);
	ASSERT_TRUE(send_call(&stalled, __NR_openat, AT_FDCWD,
			      (unsigned long)flipped, O_RDONLY));
	ASSERT_EQ((unsigned long)flipped, wait_for_stall(fd));
	close(fd);
	EXPECT_EQ(-REFUSED_ERRNO, stalled_result());
}

/* @arg: shared memory where the child says that it is about to stall */
static int stall_for_ever(void *arg)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register reg;
	int fd = syscall(__NR_userfaultfd, O_CLOEXEC);
	char *path = mmap(NULL, PAGE, PROT_RW, MAP_ANY, -1, 0);

	reg = (struct uffdio_register){
		.range = { (unsigned long)path, PAGE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_OBJECT(path);
	CHILD_ASSERT_EQ(0, ioctl(fd, UFFDIO_API, &api));
	CHILD_ASSERT_EQ(0, ioctl(fd, UFFDIO_REGISTER, &reg));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_path_policy(&strict_policy, 0));
	SHARED_STORE(*(int *)arg, 1);
	CHILD_ASSERT_NO_RETURN(open_path(path));
}

TEST(stall_ends_by_sigkill)
{
	int *about = shared_page(), i, status;
	pid_t pid;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_NE(NULL, about);
	i = syscall(__NR_userfaultfd, O_CLOEXEC);
	if (i < 0)
		SKIP(return, NO_UFFD);
	close(i);
	for (i = 0; i < 5; i++) {
		*about = 0;
		pid = start_child(stall_for_ever, about);
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(*about)));
		ASSERT_TRUE(WAIT_UNTIL(is_blocked(pid, __NR_openat)));
		ASSERT_EQ(0, kill(pid, SIGKILL));
		status = wait_child(pid);
		EXPECT_TRUE(killed_by(status, SIGKILL));
	}
}

/*
 * Threads with paths of their own never see the copy of another thread.
 */
static const struct {
	const char *path;
	int minor;
} devices[] = {
	{ "/dev/null", 3 },
	{ "/dev/zero", 5 },
	{ "/dev/full", 7 },
	{ "/dev/urandom", 9 },
};

static void *open_own_device(void *arg)
{
	struct caller *c = arg;
	struct stat st;
	int fd;

	SHARED_INC(race.ready);
	while (!is_stopped()) {
		fd = syscall(__NR_openat, AT_FDCWD, devices[c->number].path,
			     O_RDONLY);
		if (fd < 0)
			count_result(c, -errno);
		else if (fstat(fd, &st) ||
			 st.st_rdev != makedev(1, devices[c->number].minor))
			count_result(c, WRONG_FILE);
		else
			count_result(c, 0);
		close(fd);
	}
	return NULL;
}

/* The filter refuses a path that no thread opens, so it reads all paths. */
TEST(race_threads_have_paths_of_their_own)
{
	struct caller callers[ARRAY_SIZE(devices)];

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, deep_deny_string(__NR_openat, 1, "/dev/none", EADV));
	start_callers(_metadata, callers, ARRAY_SIZE(devices), open_own_device);
	finish_race(_metadata, callers, ARRAY_SIZE(devices));
	expect_no_faults(_metadata, callers, ARRAY_SIZE(devices));
}

/*
 * Fork, vfork, exec and exit beside calls
 */
#define LIFE_VARIABLE "SECCOMP_TEST_RACE_LIFE"

static int open_both_once(void)
{
	return open_path(JUDGED_PATH) != 0 ||
	       open_path(REFUSED_PATH) != -REFUSED_ERRNO;
}

static __attribute__((constructor(102))) void check_life(void)
{
	if (getenv(LIFE_VARIABLE))
		_exit(open_both_once() ? 43 : 42);
}

static int open_as_child(void *arg)
{
	(void)arg;
	return open_both_once() ? 43 : 42;
}

static int exec_as_child(void *arg)
{
	char *const argv[] = { "life", NULL };
	char *const envp[] = { LIFE_VARIABLE "=1", NULL };

	(void)arg;
	if (open_both_once())
		return 43;
	syscall(__NR_execve, "/proc/self/exe", argv, envp);
	return 44;
}

static void *open_in_thread(void *arg)
{
	(void)arg;
	return (void *)(long)open_both_once();
}

/* Start a thread that opens and exits. Return 0 if it saw the right files. */
static long one_thread(void)
{
	pthread_t thread;
	void *wrong;

	if (pthread_create(&thread, NULL, open_in_thread, NULL))
		return WRONG_FILE;
	pthread_join(thread, &wrong);
	return wrong ? WRONG_FILE : 0;
}

static void *live_and_die(void *arg)
{
	struct caller *c = arg;
	const size_t size = 65536;
	char *stack = malloc(size);
	int status, i;
	pid_t pid;

	if (!stack || !begin_caller(c))
		return NULL;
	for (i = 0; !is_stopped(); i++) {
		count_result(c, open_path(flipped));
		if (i % 4 == 0) {
			count_result(c, one_thread());
			continue;
		}
		if (i % 4 == 1) {
			pid = fork();
			if (!pid)
				_exit(open_as_child(NULL));
		} else {
			pid = clone(i % 4 == 2 ? open_as_child : exec_as_child,
				    stack + size,
				    CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);
		}
		status = wait_child(pid);
		count_result(c, exited_with(status, 42) ? 0 : WRONG_FILE);
	}
	free(stack);
	return NULL;
}

TEST(race_tasks_start_and_end)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	map_flipped(_metadata, -1);
	run_race(_metadata, live_and_die, flip_by_store, NULL);
}

/* A process with threads in calls is killed, or replaced by exec. */
static int call_until_killed(void *arg)
{
	struct caller callers[CALLERS] = {};
	pthread_t flipper;
	int i;

	memset(&race, 0, sizeof(race));
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < CALLERS; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&callers[i].thread, NULL,
						  open_flipped, &callers[i]));
	CHILD_ASSERT_EQ(0, pthread_create(&flipper, NULL, flip_by_store, NULL));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(race.ready) == CALLERS));
	CHILD_ASSERT_EQ(0, attach_path_policy(&strict_policy, 0));
	SHARED_STORE(*(int *)arg, 1);
	for (i = 0; i < CALLERS; i++)
		CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(callers[i].rounds) > 1));
	CHILD_ASSERT_EQ(0, callers[0].wrong + callers[1].wrong);
	return exec_as_child(NULL);
}

TEST(race_process_ends_during_calls)
{
	int *ready = shared_page(), i, status;
	pid_t pid;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_NE(NULL, ready);
	map_flipped(_metadata, -1);
	for (i = 0; i < 12; i++) {
		*ready = 0;
		pid = start_child(call_until_killed, ready);
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(*ready)));
		if (i % 2)
			kill(pid, SIGKILL);
		status = wait_child(pid);
		/* An exec may come before the signal. */
		EXPECT_TRUE(exited_with(status, 42) ||
			    (i % 2 && killed_by(status, SIGKILL)))
		TH_LOG("status %x", status);
	}
}

/*
 * TSYNC: a filter reaches threads in the midst of calls.
 */
static int attached;

static void *open_refused(void *arg)
{
	struct caller *c = arg;
	struct stat st;
	bool must;
	int fd;

	SHARED_INC(race.ready);
	while (!is_stopped()) {
		must = SHARED_LOAD(attached);
		fd = syscall(__NR_openat, AT_FDCWD, REFUSED_PATH, O_RDONLY);
		if (fd < 0)
			count_result(c, -errno);
		else if (must || fstat(fd, &st) || st.st_rdev != REFUSED_DEV)
			count_result(c, WRONG_FILE);
		else
			count_result(c, 0);
		if (fd >= 0)
			close(fd);
		/* The judged path stays allowed under each filter. */
		count_result(c, open_path(JUDGED_PATH));
	}
	return NULL;
}

TEST(race_filters_reach_threads_in_calls)
{
	struct caller callers[CALLERS];
	int i, before[CALLERS];

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	attached = 0;
	start_callers(_metadata, callers, CALLERS, open_refused);
	for (i = 0; i < CALLERS; i++)
		before[i] = SHARED_LOAD(callers[i].rounds);
	ASSERT_EQ(0, attach_path_policy(&strict_policy,
					SECCOMP_FILTER_FLAG_TSYNC));
	SHARED_STORE(attached, 1);
	for (i = 0; i < 10; i++)
		EXPECT_EQ(0, deep_deny_string(__NR_openat, 1, "/dev/none",
					      EADV + i));
	for (i = 0; i < CALLERS; i++)
		EXPECT_TRUE(WAIT_UNTIL(SHARED_LOAD(callers[i].rounds) >
				       before[i] + 2 * MIN_ROUNDS));
	finish_race(_metadata, callers, CALLERS);
	for (i = 0; i < CALLERS; i++)
		EXPECT_LT(0, callers[i].refused);
}

TEST_HARNESS_MAIN
