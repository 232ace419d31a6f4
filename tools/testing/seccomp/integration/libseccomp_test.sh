#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Runs the tests of libseccomp's features; see features.c.
cd "$(dirname "$0")" && exec ./features
