#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Sets the Debian system of `make debian` up; runs in it, after its packages are
# installed. root/ is copied before.

set -eu

echo vm >/etc/hostname
printf '127.0.0.1 localhost vm\n::1 localhost\n' >/etc/hosts
echo '/dev/vda / ext4 defaults 0 1' >/etc/fstab
passwd -d root >/dev/null
useradd -m -s /bin/bash user
passwd -d user >/dev/null
: >/etc/machine-id

systemctl enable seccomp-files.service
# The tests start these when they need them.
for unit in auditd chrony containerd lxc lxc-net nginx podman podman-restart \
	podman-auto-update redis-server ssh tor; do
	systemctl disable "$unit" 2>/dev/null || :
done
# These only delay a boot that ends minutes later.
systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer \
	e2scrub_all.timer e2scrub_reap.service fstrim.timer man-db.timer \
	systemd-journal-flush.service systemd-timesyncd.service \
	systemd-udev-settle.service systemd-pstore.service getty@tty1.service \
	systemd-binfmt.service systemd-hwdb-update.service apparmor.service
