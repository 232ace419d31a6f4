// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file of a domain, and its ioctls.
 *
 * The file is the right to tighten. A domain stays as it is when its file is
 * released. When its filter loses the last user, pollers get EPOLLHUP.
 */
#include <linux/anon_inodes.h>
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>
#include <uapi/linux/seccomp_ext.h>

#include "attach_args.h"
#include "domain.h"
#include "program.h"
#include "program_cache.h"
#include "program_fd.h"

/* Sizes of the first versions of the structures. */
#define TIGHTEN_SIZE_1 24
#define DOMAIN_INFO_SIZE_1 24

/* The size in an ioctl number may change when the structure grows. */
static unsigned int domain_ioctl_without_size(unsigned int cmd)
{
	return _IOC(_IOC_DIR(cmd), _IOC_TYPE(cmd), _IOC_NR(cmd), 0);
}

/* Get the program that a holder names by its address or by a descriptor. */
static struct seccomp_program *
read_content_program(const struct seccomp_tighten *args, bool deep)
{
	struct sock_fprog fprog;
	int err;

	if (!args->fprog == (args->program_fd == -1))
		return ERR_PTR(-EINVAL);
	if (!args->fprog)
		return seccomp_program_fd_get(args->program_fd, deep);
	err = seccomp_read_fprog(&fprog, u64_to_user_ptr(args->fprog));
	if (err)
		return ERR_PTR(err);
	return seccomp_program_load(&fprog, deep);
}

/*
 * A content can make calls fail in ways that a privileged member does not expect. So
 * no member may be able to get more privileges than the task had that made the
 * domain, or the holder must be privileged: the task that opened the file, and the
 * one that uses it.
 */
static bool may_tighten(struct file *file, const struct seccomp_domain *domain)
{
	return domain->no_new_privs ||
	       (file_ns_capable(file, domain->user_ns, CAP_SYS_ADMIN) &&
		ns_capable_noaudit(domain->user_ns, CAP_SYS_ADMIN));
}

static long domain_tighten(struct file *file, const void __user *uarg)
{
	struct seccomp_domain *domain = file->private_data;
	struct seccomp_program *program;
	struct seccomp_tighten args;
	int err;

	err = seccomp_read_struct(&args, sizeof(args), TIGHTEN_SIZE_1, uarg);
	if (err)
		return err;
	if (args.flags || args.pad)
		return -EINVAL;
	if (!may_tighten(file, domain))
		return -EPERM;
	program = read_content_program(&args, domain->deep);
	if (IS_ERR(program))
		return PTR_ERR(program);
	return seccomp_domain_tighten(domain, program);
}

static long domain_info(struct seccomp_domain *domain, void __user *uarg)
{
	const struct seccomp_content *newest;
	struct seccomp_domain_info info;
	u32 size;
	int err;

	err = seccomp_read_struct(&info, sizeof(info), DOMAIN_INFO_SIZE_1,
				  uarg);
	if (err)
		return err;
	if (info.flags)
		return -EINVAL;
	size = min_t(u32, info.size, sizeof(info));
	info.filter_id = domain->filter_id;
	newest = seccomp_domain_contents(domain);
	info.added = newest ? newest->number : 0;
	info.reserve = domain->reserve - seccomp_domain_used(newest);
	return copy_to_user(uarg, &info, size) ? -EFAULT : 0;
}

static long domain_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *uarg = (void __user *)arg;

	cmd = domain_ioctl_without_size(cmd);
	if (cmd == domain_ioctl_without_size(SECCOMP_IOCTL_DOMAIN_TIGHTEN))
		return domain_tighten(file, uarg);
	if (cmd == domain_ioctl_without_size(SECCOMP_IOCTL_DOMAIN_INFO))
		return domain_info(file->private_data, uarg);
	return -EINVAL;
}

static __poll_t domain_poll(struct file *file, poll_table *table)
{
	struct seccomp_domain *domain = file->private_data;

	poll_wait(file, &domain->pollers, table);
	return READ_ONCE(domain->live) ? 0 : EPOLLHUP;
}

static int domain_release(struct inode *inode, struct file *file)
{
	seccomp_domain_put(file->private_data);
	return 0;
}

static const struct file_operations domain_fops = {
	.poll = domain_poll,
	.release = domain_release,
	.unlocked_ioctl = domain_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

/**
 * seccomp_domain_file - Create the file of a domain
 * @domain: the domain; the file takes its own reference
 *
 * Context: process context; may sleep.
 * Return: the file, which the caller owns; or an error pointer of
 * anon_inode_getfile(), such as ERR_PTR(-ENFILE).
 */
struct file *seccomp_domain_file(struct seccomp_domain *domain)
{
	struct file *file;

	BUILD_BUG_ON(sizeof(struct seccomp_tighten) != TIGHTEN_SIZE_1);
	BUILD_BUG_ON(sizeof(struct seccomp_domain_info) != DOMAIN_INFO_SIZE_1);

	/* User space sees this name in /proc/PID/fd. */
	file = anon_inode_getfile("seccomp domain", &domain_fops, domain,
				  O_RDWR);
	if (!IS_ERR(file))
		seccomp_domain_get(domain);
	return file;
}
