/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reading of JSON with messages that name the place: "syscalls[3].args[0].op".
 */
#ifndef _SECCOMPCTL_OCI_JSON_H
#define _SECCOMPCTL_OCI_JSON_H

#include <json.h>
#include <linux/types.h>
#include <stdbool.h>

/**
 * struct json_place - a value of a JSON text
 * @file: name of the file in messages
 * @path: members and indices that lead to the value, maybe cut; "" for the text
 * @value: the value; NULL for null
 */
struct json_place {
	const char *file;
	char path[200];
	struct json_object *value;
};

/* Each prints a message on failure, and returns an &enum exit_status. */
int json_read(const char *path, struct json_object **object);
int json_error(const struct json_place *place, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
int json_expect(const struct json_place *place, enum json_type type);
int json_get_text(const struct json_place *place, const char **text);
int json_get_number(const struct json_place *place, __u64 limit, __u64 *number);

/* The value of a member, or an item of an array; also NULL ones. */
bool json_member(const struct json_place *place, const char *key,
		 struct json_place *member);
size_t json_length(const struct json_place *place);
void json_item(const struct json_place *place, size_t index,
	       struct json_place *item);
int json_check_keys(const struct json_place *place, const char *const *keys);

#endif /* _SECCOMPCTL_OCI_JSON_H */
