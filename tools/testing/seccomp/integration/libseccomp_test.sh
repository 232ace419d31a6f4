#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What libseccomp itself makes of this kernel: see features.c.
cd "$(dirname "$0")" && exec ./features
