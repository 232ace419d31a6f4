#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Write the config.json of a bundle for runc and crun.

	oci_config.py BUNDLE PROFILE [LISTENER] -- COMMAND...

BUNDLE has rootfs/ and the config.json of `runc spec`, which is changed. PROFILE is
"none", a file of rules in the form that OCI has, or a profile in the form that Docker
and podman have. LISTENER is the socket of a seccomp agent.
"""

import json
import os
import sys


def applies(rule, caps):
    """Does Docker's profile have this rule for a container with these capabilities?"""
    includes, excludes = rule.get('includes') or {}, rule.get('excludes') or {}
    return (all(cap in caps for cap in includes.get('caps') or []) and
            not any(cap in caps for cap in excludes.get('caps') or []) and
            ('arches' not in includes or 'amd64' in includes['arches']) and
            'amd64' not in (excludes.get('arches') or []))


def oci_profile(profile, caps):
    """Return a profile in the form of OCI."""
    result = {key: profile[key] for key in
              ('defaultAction', 'defaultErrnoRet', 'architectures', 'flags')
              if key in profile}
    if 'archMap' in profile:
        arches = [entry for entry in profile['archMap']
                  if entry['architecture'] == 'SCMP_ARCH_X86_64']
        result['architectures'] = ([arches[0]['architecture']] +
                                   arches[0]['subArchitectures'])
    result['syscalls'] = [
        {key: rule[key] for key in ('names', 'action', 'args', 'errnoRet')
         if rule.get(key) not in (None, [])}
        for rule in profile['syscalls'] if applies(rule, caps)]
    return result


def main(arguments):
    """Change the file."""
    if '--' not in arguments or arguments.index('--') not in (2, 3):
        print('oci_config.py: use oci_config.py BUNDLE PROFILE [LISTENER] -- COMMAND...',
              file=sys.stderr)
        return 2
    bundle, profile, *listener = arguments[:arguments.index('--')]
    path = os.path.join(bundle, 'config.json')
    with open(path, encoding='utf-8') as file:
        config = json.load(file)
    process, linux = config['process'], config['linux']
    process['terminal'] = False
    process['args'] = arguments[arguments.index('--') + 1:]
    linux.pop('seccomp', None)
    if profile != 'none':
        with open(profile, encoding='utf-8') as file:
            linux['seccomp'] = oci_profile(json.load(file),
                                           process['capabilities']['bounding'])
    if listener:
        linux['seccomp']['listenerPath'] = listener[0]
        linux['seccomp']['listenerMetadata'] = 'suite'
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(config, file)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
