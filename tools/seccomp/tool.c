// SPDX-License-Identifier: GPL-2.0-only
/*
 * Messages and memory of seccompctl.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tool.h"

static void print_message(const char *format, va_list values)
{
	fputs("seccompctl: ", stderr);
	vfprintf(stderr, format, values);
	fputc('\n', stderr);
}

/**
 * usage_error - Report bad arguments or bad input
 * @format: what is wrong and how to mend it, as for printf(3), without a newline
 *
 * Return: EXIT_USAGE.
 */
int usage_error(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	print_message(format, values);
	va_end(values);
	return EXIT_USAGE;
}

/**
 * system_error - Report that the system refused something
 * @format: what was refused and why, as for printf(3), without a newline
 *
 * Return: EXIT_SYSTEM.
 */
int system_error(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	print_message(format, values);
	va_end(values);
	return EXIT_SYSTEM;
}

static void *check_memory(void *memory)
{
	if (memory)
		return memory;
	exit(system_error("out of memory"));
}

/**
 * xcalloc - Allocate zeroed memory, or end the program
 * @count: number of items
 * @size: size of an item in bytes
 *
 * Return: memory that the caller frees; never NULL.
 */
void *xcalloc(size_t count, size_t size)
{
	return check_memory(calloc(count ?: 1, size));
}

/**
 * xrealloc - Resize memory, or end the program
 * @memory: memory of malloc(3), or NULL
 * @count: new number of items
 * @size: size of an item in bytes
 *
 * Return: memory that the caller frees; never NULL.
 */
void *xrealloc(void *memory, size_t count, size_t size)
{
	return check_memory(reallocarray(memory, count ?: 1, size));
}

/**
 * xstrdup - Copy a string, or end the program
 * @text: the string
 *
 * Return: a copy that the caller frees; never NULL.
 */
char *xstrdup(const char *text)
{
	return check_memory(strdup(text));
}

/**
 * xasprintf - Format a string, or end the program
 * @format: as for printf(3)
 *
 * Return: a string that the caller frees; never NULL.
 */
char *xasprintf(const char *format, ...)
{
	va_list values;
	char *text = NULL;

	va_start(values, format);
	if (vasprintf(&text, format, values) < 0)
		text = NULL;
	va_end(values);
	return check_memory(text);
}
