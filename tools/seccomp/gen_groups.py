#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Generate groups_table.h from the groups of systemd's SystemCallFilter=.

usage: gen_groups.py [COMMAND [ARGUMENT]...] > groups_table.h

COMMAND is systemd-analyze of the wanted version, "systemd-analyze" by default. Its
command syscall-filter prints the groups. Groups inside of groups are resolved here.
"""

import re
import subprocess
import sys

HEAD = '''\
/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Groups of system calls. gen_groups.py made this file. Do not edit.
 *
 * Source: systemd-analyze syscall-filter of {version}
 */
'''


def parse(text):
    """Return [(name, summary, [member, ...]), ...] in the order of the text."""
    groups = []
    for line in text.splitlines():
        if re.fullmatch(r'@[a-z-]+', line):
            groups.append((line, '', []))
        elif line.startswith('    # ') and groups and not groups[-1][1]:
            groups[-1] = (groups[-1][0], line[6:], groups[-1][2])
        elif re.fullmatch(r'    @?[A-Za-z0-9_-]+', line) and groups:
            groups[-1][2].append(line.strip())
        elif line and not line.startswith('#'):
            raise ValueError(f'neither a group nor a member: {line!r}')
    if not groups:
        raise ValueError('no group in the output of systemd-analyze')
    return groups


def flatten(groups):
    """Return {name: sorted calls} with the groups inside of groups resolved."""
    members = {name: names for name, _, names in groups}

    def calls(name, above):
        if name in above:
            raise ValueError(f'{name} contains itself')
        found = set()
        for member in members[name]:
            if member.startswith('@'):
                found |= calls(member, above | {name})
            else:
                found.add(member)
        return found

    return {name: sorted(calls(name, frozenset())) for name in members}


def identifier(name):
    """Return the name of the array for a group."""
    return name[1:].replace('-', '_') + '_calls'


def table(version, groups):
    """Return the text of groups_table.h."""
    flat = flatten(groups)
    lines = [HEAD.format(version=version)]
    for name, _, _ in groups:
        lines.append(f'static const char *const {identifier(name)}[] = {{')
        lines += [f'\t"{call}",' for call in flat[name]]
        lines += ['\tNULL,', '};', '']
    lines.append('static const struct group groups[] = {')
    for name, summary, _ in groups:
        lines += [f'\t{{ "{name}",', f'\t  "{summary}",',
                  f'\t  {identifier(name)} }},']
    lines.append('};')
    return '\n'.join(lines) + '\n'


def output(command):
    """Return what a command prints."""
    return subprocess.run(command, stdout=subprocess.PIPE, encoding='utf-8',
                          check=True).stdout


def main():
    """Print the table."""
    command = sys.argv[1:] or ['systemd-analyze']
    version = output(command + ['--version']).splitlines()[0]
    groups = parse(output(command + ['--no-pager', 'syscall-filter']))
    sys.stdout.write(table(version, groups))


if __name__ == '__main__':
    main()
