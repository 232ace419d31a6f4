/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * User namespaces.
 *
 * Include this header after "common.h".
 */
#ifndef SELFTESTS_SECCOMP_USER_NS_H
#define SELFTESTS_SECCOMP_USER_NS_H

/* A user without capabilities. */
#define SOME_USER 12345

/* Exit status of a child that can get no namespace. */
#define NO_NAMESPACE 77
#define NO_USER_NS "no user namespaces for users"

/*
 * In a child: become the root of a user namespace, as any user can. Return 0, or the
 * errno if the kernel refuses the namespace. @user is the user outside.
 */
static inline int become_namespace_root(unsigned int user)
{
	char map[32];
	int fd, len;

	become_user(user);
	if (unshare(CLONE_NEWUSER))
		return errno;
	fd = open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, fd);
	len = snprintf(map, sizeof(map), "0 %u 1\n", user);
	CHILD_ASSERT_EQ(len, write(fd, map, len));
	close(fd);
	CHILD_ASSERT_EQ(0, geteuid());
	return 0;
}

#endif /* SELFTESTS_SECCOMP_USER_NS_H */
