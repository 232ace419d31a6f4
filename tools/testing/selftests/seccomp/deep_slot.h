/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A fixture: a filtered thread with a slot, and the mapping of the slot.
 *
 * A listener of the thread's filter holds its calls after the kernel has copied the
 * path. The first thread has no filter.
 *
 * Include this header after "callsite.h", "notify.h" and "deep_attack.h".
 */
#ifndef SELFTESTS_SECCOMP_DEEP_SLOT_H
#define SELFTESTS_SECCOMP_DEEP_SLOT_H

/* openat(2) of 32-bit x86 */
#define IA32_OPENAT 295

/* Marks a call that the filtered thread makes as an ia32 call. */
#define IA32_CALL 0x10000000000LL

/*
 * The filtered thread
 */
static inline struct outcome make_call(const struct call *call)
{
	struct outcome out = {};
	unsigned long args[6];
	long ret;
	int i;

	for (i = 0; i < 6; i++)
		args[i] = call->args[i];
#ifdef __x86_64__
	if (call->nr & IA32_CALL)
		ret = (int)text_site32().call(call->nr & ~IA32_CALL, args);
	else
#endif
		ret = text_site().call(call->nr, args);
	out.ret = ret < 0 && ret >= -ERRNO_CAP ? -1 : ret;
	out.err = out.ret == -1 ? -ret : 0;
	return out;
}

static void *filtered_main(void *arg)
{
	struct target *t = arg;
	struct outcome out;
	struct call call;

	if (write(t->thread_sock, &(pid_t){ sys_gettid() }, sizeof(pid_t)) < 0)
		return NULL;
	while (read(t->thread_sock, &call, sizeof(call)) == sizeof(call)) {
		out = make_call(&call);
		if (write(t->thread_sock, &out, sizeof(out)) != sizeof(out))
			break;
	}
	return NULL;
}

static inline bool start_filtered(struct target *t)
{
	int pair[2];

	*t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return false;
	t->sock = pair[0];
	t->thread_sock = pair[1];
	return !pthread_create(&t->thread, NULL, filtered_main, t) &&
	       read(t->sock, &t->pid, sizeof(t->pid)) == sizeof(t->pid);
}

/* Attach a filter to the thread, with a listener. */
static inline bool filter_thread(struct target *t,
				 const struct path_policy *policy)
{
	static struct deep_filter f;
	struct sock_fprog prog;
	struct outcome out;

	deep_begin_abi(&f, policy->arch, policy->nr);
	put_string_case(&f, policy->window, JUDGED_PATH, policy->judged);
	put_string_case(&f, policy->window, REFUSED_PATH, policy->refused);
	deep_return(&f, policy->other);
	prog = (struct sock_fprog){ .len = f.len, .filter = f.insns };
	out = call_and_wait(t, __NR_seccomp, SECCOMP_SET_MODE_FILTER,
			    DEEP_ARGS | SECCOMP_FILTER_FLAG_NEW_LISTENER,
			    (unsigned long)&prog);
	t->listener = out.ret;
	errno = out.err;
	return out.ret >= 0;
}

/*
 * A thread with a slot, and the mapping of the slot
 */
FIXTURE(slot)
{
	struct target thread;
	struct slot_map maps[SLOT_MAPS_MAX];
	struct attack_target target;
	int map_count;
	long long open_nr;
	char *path; /* memory for the path; below 2 GiB */
	unsigned long page; /* address of the copy of the path */
	__u64 id; /* notification of the call that waits */
};

FIXTURE_VARIANT(slot)
{
	bool ia32;
};

/* clang-format off */
FIXTURE_VARIANT_ADD(slot, native)
{
	.ia32 = false,
};

#ifdef __x86_64__
FIXTURE_VARIANT_ADD(slot, ia32)
{
	.ia32 = true,
};
#endif
/* clang-format on */

#ifndef MAP_32BIT
#define MAP_32BIT 0
#endif

#define slot_data FIXTURE_DATA(slot)

/*
 * Let the thread open JUDGED_PATH, wait until the call has been judged, and then
 * change the path. Return false if there is no notification.
 */
static inline bool begin_call(slot_data *self)
{
	struct seccomp_notif notif;

	strcpy(self->path, JUDGED_PATH);
	if (!send_call(&self->thread, self->open_nr, AT_FDCWD,
		       (unsigned long)self->path, O_RDONLY) ||
	    receive(self->thread.listener, &notif))
		return false;
	self->id = notif.id;
	strcpy(self->path, REFUSED_PATH);
	return true;
}

/* Let the call continue. Return 0 if it has opened the right file. */
static inline long end_call(slot_data *self)
{
	struct outcome out;

	if (respond_continue(self->thread.listener, self->id))
		return -errno;
	out = outcome_of(&self->thread);
	return opened_file(out.ret, out.err);
}

/* Let the thread open a path. Return as opened_file() does. */
static inline long open_by_thread(slot_data *self, const char *path)
{
	struct outcome out;

	strcpy(self->path, path);
	out = call_and_wait(&self->thread, self->open_nr, AT_FDCWD,
			    (unsigned long)self->path, O_RDONLY);
	return opened_file(out.ret, out.err);
}

/* Is the mapping as it was? Return NULL, or what is wrong. */
static inline const char *wrong_mapping(slot_data *self)
{
	struct slot_map maps[SLOT_MAPS_MAX];
	int i, count = find_slot_maps(0, maps);

	if (count != self->map_count)
		return "another number of mappings";
	for (i = 0; i < count; i++) {
		if (maps[i].start != self->maps[i].start ||
		    maps[i].end != self->maps[i].end)
			return "another address or size";
		if (strcmp(maps[i].perms, "r--p"))
			return "other permissions";
	}
	return NULL;
}

/* Do copies still decide what calls do? Return NULL, or what is wrong. */
static inline const char *wrong_copies(slot_data *self)
{
	char seen[64] = "";

	if (open_by_thread(self, REFUSED_PATH) != -REFUSED_ERRNO)
		return "a refused path was not refused";
	if (!begin_call(self))
		return "no notification";
	if (!peek(self->page, seen, sizeof(seen)))
		seen[0] = '\0';
	if (end_call(self))
		return "the judged file was not opened";
	if (strcmp(seen, JUDGED_PATH))
		return "the copy is not in the mapping";
	return wrong_mapping(self);
}

#define EXPECT_SOUND()                                   \
	do {                                             \
		const char *wrong_ = wrong_copies(self); \
		EXPECT_EQ(NULL, wrong_)                  \
		{                                        \
			TH_LOG("%s", wrong_);            \
		}                                        \
	} while (0)

FIXTURE_SETUP(slot)
{
	const struct path_policy policy = {
		.arch = variant->ia32 ? AUDIT_ARCH_I386 : NATIVE_ARCH,
		.nr = variant->ia32 ? IA32_OPENAT : __NR_openat,
		.window = 1,
		.judged = SECCOMP_RET_USER_NOTIF,
		.refused = REFUSED,
		.other = SECCOMP_RET_ALLOW,
	};
	int i;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
#ifdef __x86_64__
	if (variant->ia32 && !has_ia32())
		SKIP(return, "no ia32 calls in this kernel");
#endif
	self->open_nr = policy.nr | (variant->ia32 ? IA32_CALL : 0);
	self->path = mmap(NULL, PAGE, PROT_RW, MAP_ANY | MAP_32BIT, -1, 0);
	ASSERT_NE(MAP_FAILED, self->path);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_TRUE(start_filtered(&self->thread));
	ASSERT_TRUE(filter_thread(&self->thread, &policy))
	TH_LOG("errno %d", errno);
	/* The thread takes its slot. */
	ASSERT_TRUE(begin_call(self));
	self->map_count = find_slot_maps(0, self->maps);
	ASSERT_LT(0, self->map_count);
	for (i = 0; i < self->map_count && !self->page; i++) {
		self->page = find_slot_page(&self->maps[i], JUDGED_PATH);
		if (variant->ia32 && self->page >> 32)
			self->page = 0;
		self->target.map = self->maps[i];
	}
	ASSERT_NE(0, self->page);
	ASSERT_TRUE(prepare_attacks(&self->target));
	ASSERT_EQ(0, end_call(self));
}

FIXTURE_TEARDOWN(slot)
{
}

#endif /* SELFTESTS_SECCOMP_DEEP_SLOT_H */
