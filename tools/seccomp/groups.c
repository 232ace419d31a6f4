// SPDX-License-Identifier: GPL-2.0-only
/*
 * Groups of system calls.
 */
#include <stddef.h>
#include <string.h>

#include "groups.h"
#include "tool.h"
#include "groups_table.h"

/**
 * group_at - Return a group by its place
 * @index: place in the list of all groups, from 0
 *
 * Return: the group; or NULL behind the last.
 */
const struct group *group_at(unsigned int index)
{
	return index < ARRAY_SIZE(groups) ? &groups[index] : NULL;
}

/**
 * group_by_name - Find a group by its name
 * @name: "@basic-io"
 *
 * Return: the group, or NULL.
 */
const struct group *group_by_name(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(groups); i++)
		if (!strcmp(groups[i].name, name))
			return &groups[i];
	return NULL;
}

/**
 * group_calls - Return the calls of a group
 * @name: name of the group, "@basic-io"
 *
 * Return: sorted names with NULL behind the last, of calls that some
 * architecture has; or NULL if there is no such group.
 */
const char *const *group_calls(const char *name)
{
	const struct group *group = group_by_name(name);

	return group ? group->calls : NULL;
}
