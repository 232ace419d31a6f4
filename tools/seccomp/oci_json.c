// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading of JSON with messages that name the place.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "oci_json.h"
#include "tool.h"

#define FILE_LIMIT (8 << 20)

static int read_text(const char *path, char **text, size_t *length)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "re") : stdin;
	size_t size = 0, got;
	int status = EXIT_OK;

	*text = NULL;
	*length = 0;
	if (!file)
		return system_error("%s: %s", path, strerror(errno));
	do {
		if (size - *length < 2) {
			size = size * 2 ?: 1 << 16;
			*text = xrealloc(*text, size, 1);
		}
		got = fread(*text + *length, 1, size - *length - 1, file);
		*length += got;
	} while (got && *length <= FILE_LIMIT);
	if (ferror(file))
		status = system_error("%s: %s", path, strerror(errno));
	else if (*length > FILE_LIMIT)
		status = usage_error("%s: too large for a profile", path);
	(*text)[*length] = '\0';
	if (file != stdin)
		fclose(file);
	return status;
}

static void find_line(const char *text, size_t offset, unsigned int *line,
		      unsigned int *column)
{
	size_t i;

	*line = 1;
	*column = 1;
	for (i = 0; i < offset; i++) {
		(*column)++;
		if (text[i] == '\n') {
			(*line)++;
			*column = 1;
		}
	}
}

/* json-c turns larger numbers into UINT64_MAX without an error. */
static const char *find_huge_number(const char *text)
{
	static const char most[] = "18446744073709551615";
	bool quoted = false;
	size_t digits;

	for (; *text; text++) {
		if (*text == '"')
			quoted = !quoted;
		if (quoted) {
			text += *text == '\\' && text[1];
			continue;
		}
		digits = strspn(text, "0123456789");
		if (digits > strlen(most) ||
		    (digits == strlen(most) && strncmp(text, most, digits) > 0))
			return text;
		text += digits ? digits - 1 : 0;
	}
	return NULL;
}

static int parse_text(const char *path, const char *text, size_t length,
		      struct json_object **object)
{
	struct json_tokener *tokener = json_tokener_new();
	enum json_tokener_error error;
	unsigned int line, column;
	const char *huge;
	size_t offset;

	if (!tokener)
		return system_error("out of memory");
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT |
						JSON_TOKENER_VALIDATE_UTF8);
	/* The NUL tells json-c that the text has ended. */
	*object = json_tokener_parse_ex(tokener, text, length + 1);
	error = json_tokener_get_error(tokener);
	offset = json_tokener_get_parse_end(tokener);
	json_tokener_free(tokener);
	if (error == json_tokener_success && strlen(text) == length) {
		huge = find_huge_number(text);
		if (!huge)
			return EXIT_OK;
		find_line(text, huge - text, &line, &column);
		json_object_put(*object);
		*object = NULL;
		return usage_error("%s:%u:%u: the number has more than 64 bits",
				   path, line, column);
	}
	json_object_put(*object);
	*object = NULL;
	if (error == json_tokener_success)
		return usage_error("%s: a NUL byte is not JSON", path);
	find_line(text, offset < length ? offset : length, &line, &column);
	return usage_error("%s:%u:%u: %s; expected JSON", path, line, column,
			   json_tokener_error_desc(error));
}

/**
 * json_read - Read a JSON text
 * @path: name of the file, or "-" for stdin
 * @object: receives the value, for json_object_put(); NULL after a failure
 *	or for null
 *
 * Return: an &enum exit_status.
 */
int json_read(const char *path, struct json_object **object)
{
	size_t length;
	char *text;
	int status;

	*object = NULL;
	status = read_text(path, &text, &length);
	if (status == EXIT_OK)
		status = parse_text(path, text, length, object);
	free(text);
	return status;
}

/**
 * json_error - Report a value that is wrong
 * @place: the value
 * @format: what is wrong and what was expected, as for printf(3)
 *
 * Return: EXIT_USAGE.
 */
int json_error(const struct json_place *place, const char *format, ...)
{
	char text[400];
	va_list values;
	size_t i;

	va_start(values, format);
	vsnprintf(text, sizeof(text), format, values);
	va_end(values);
	for (i = 0; text[i]; i++)
		if ((unsigned char)text[i] < ' ')
			text[i] = '?';
	return usage_error("%s: %s%s%s", place->file, place->path,
			   place->path[0] ? ": " : "", text);
}

static const char *type_phrase(enum json_type type)
{
	switch (type) {
	case json_type_object:
		return "an object";
	case json_type_array:
		return "an array";
	case json_type_string:
		return "a string";
	case json_type_int:
		return "a whole number";
	case json_type_null:
		return "null";
	case json_type_boolean:
		return "a boolean";
	default:
		return "a number with a fraction";
	}
}

/**
 * json_expect - Check the type of a value
 * @place: the value
 * @type: the type that it must have
 *
 * Return: an &enum exit_status.
 */
int json_expect(const struct json_place *place, enum json_type type)
{
	enum json_type is = json_object_get_type(place->value);

	if (is == type)
		return EXIT_OK;
	return json_error(place, "this is %s; expected %s", type_phrase(is),
			  type_phrase(type));
}

/**
 * json_get_text - Read a string
 * @place: the value
 * @text: receives the string, which lives as long as the value
 *
 * Return: an &enum exit_status.
 */
int json_get_text(const struct json_place *place, const char **text)
{
	int status = json_expect(place, json_type_string);

	if (status != EXIT_OK)
		return status;
	*text = json_object_get_string(place->value);
	if (strlen(*text) != json_object_get_string_len(place->value))
		return json_error(place, "the string has a NUL byte");
	return EXIT_OK;
}

/**
 * json_get_number - Read a number
 * @place: the value
 * @limit: most that the number can be
 * @number: receives the number
 *
 * Return: an &enum exit_status.
 */
int json_get_number(const struct json_place *place, __u64 limit, __u64 *number)
{
	int status = json_expect(place, json_type_int);

	if (status != EXIT_OK)
		return status;
	if (json_object_get_int64(place->value) < 0)
		return json_error(place, "the number is negative");
	*number = json_object_get_uint64(place->value);
	if (*number > limit)
		return json_error(place,
				  "%llu is too large; expected 0 to %llu",
				  *number, limit);
	return EXIT_OK;
}

static void __attribute__((format(printf, 3, 4)))
add_to_path(struct json_place *place, const struct json_place *parent,
	    const char *format, ...)
{
	size_t length = strlen(parent->path);
	va_list values;

	memcpy(place->path, parent->path, length);
	va_start(values, format);
	vsnprintf(place->path + length, sizeof(place->path) - length, format,
		  values);
	va_end(values);
}

/**
 * json_member - Find a member of an object
 * @place: the object
 * @key: name of the member
 * @member: receives the value
 *
 * Return: whether the object has the member, and it is not null.
 */
bool json_member(const struct json_place *place, const char *key,
		 struct json_place *member)
{
	*member = (struct json_place){ .file = place->file };
	add_to_path(member, place, "%s%s", place->path[0] ? "." : "", key);
	return json_object_object_get_ex(place->value, key, &member->value) &&
	       member->value;
}

/**
 * json_length - Return the number of items of an array
 * @place: the array
 *
 * Return: the number.
 */
size_t json_length(const struct json_place *place)
{
	return json_object_array_length(place->value);
}

/**
 * json_item - Return an item of an array
 * @place: the array
 * @index: index, below json_length()
 * @item: receives the value
 */
void json_item(const struct json_place *place, size_t index,
	       struct json_place *item)
{
	*item = (struct json_place){
		.file = place->file,
		.value = json_object_array_get_idx(place->value, index),
	};
	add_to_path(item, place, "[%zu]", index);
}

/**
 * json_check_keys - Report a member that is not known
 * @place: the object
 * @keys: names of all members that are known, NULL behind the last
 *
 * Return: an &enum exit_status.
 */
int json_check_keys(const struct json_place *place, const char *const *keys)
{
	const char *const *known;

	json_object_object_foreach(place->value, key, value)
	{
		(void)value;
		for (known = keys; *known; known++)
			if (!strcmp(*known, key))
				break;
		if (!*known)
			return json_error(place, "unknown key '%.60s'", key);
	}
	return EXIT_OK;
}
