/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Argument windows: where a filter finds the copies of what arguments point to.
 *
 * A filter loads from a window at offsets that <linux/seccomp_ext.h> defines. The
 * kernel keeps the headers of all windows together, and the bytes of each window
 * in a page. So an offset has two parts here: a source and an offset in it.
 */
#ifndef _KERNEL_SECCOMP_WINDOW_H
#define _KERNEL_SECCOMP_WINDOW_H

#include <linux/build_bug.h>
#include <linux/kconfig.h>
#include <linux/seccomp.h>
#include <linux/types.h>
#include <uapi/linux/seccomp_ext.h>

/**
 * struct seccomp_window_header - first words of a window, as a filter loads them
 * @status: enum seccomp_arg_status
 * @kind: enum seccomp_arg_kind
 * @length: number of bytes of the copy; the page has zeroes behind them
 * @facts: SECCOMP_PATH_*; 0 if no filter of the path loads them
 */
struct seccomp_window_header {
	u32 status;
	u32 kind;
	u32 length;
	u32 facts;
};

/**
 * enum seccomp_source - source of a word of a call
 * @SECCOMP_SOURCE_REGS: saved registers, struct pt_regs
 * @SECCOMP_SOURCE_HEADERS: &seccomp_windows.headers
 * @SECCOMP_SOURCE_DATA: bytes of window 0; those of the other windows follow
 * @SECCOMP_SOURCES: number of sources
 */
enum seccomp_source {
	SECCOMP_SOURCE_REGS,
	SECCOMP_SOURCE_HEADERS,
	SECCOMP_SOURCE_DATA,
	SECCOMP_SOURCES = SECCOMP_SOURCE_DATA + SECCOMP_ARG_WINDOWS,
};

/**
 * struct seccomp_windows - the windows of a call
 * @sources: address of each source. The data of a window without bytes are a page
 *	of zeroes, so that each offset below SECCOMP_ARG_DATA_MAX can be loaded
 * @headers: header of each window
 *
 * Only the task that makes the call uses it. While the task waits, a supervisor reads
 * and replaces the copies under the lock of the listener.
 */
struct seccomp_windows {
	const void *sources[SECCOMP_SOURCES];
	struct seccomp_window_header headers[SECCOMP_ARG_WINDOWS];
};

/*
 * A set of windows: the lower bits say which windows a filter loads, the upper
 * ones of which of them it loads the facts.
 */
#define SECCOMP_WINDOW_BIT(window) BIT(window)
#define SECCOMP_FACTS_BIT(window) BIT(8 + (window))
#define SECCOMP_WINDOW_MASK (BIT(SECCOMP_ARG_WINDOWS) - 1)

#define SECCOMP_WINDOW_FIRST SECCOMP_ARG_WINDOW(0)
#define SECCOMP_WINDOW_END SECCOMP_ARG_WINDOW(SECCOMP_ARG_WINDOWS)
#define SECCOMP_WINDOW_HEADER sizeof(struct seccomp_window_header)

static_assert(SECCOMP_ARG_DATA(0) - SECCOMP_ARG_WINDOW(0) ==
	      SECCOMP_WINDOW_HEADER);

/*
 * Is it an offset in a window? Callers check the alignment. Without argument
 * copies there are no windows, and the compiler drops all code for them.
 */
static inline bool seccomp_is_window(u32 k)
{
	return IS_ENABLED(CONFIG_SECCOMP_DEEP_ARGS) &&
	       k >= SECCOMP_WINDOW_FIRST && k < SECCOMP_WINDOW_END;
}

/* Return the window of an offset for which seccomp_is_window() is true. */
static inline unsigned int seccomp_window_of(u32 k)
{
	return (k >> SECCOMP_ARG_WINDOW_SHIFT) - 1;
}

/* Return the position of an offset inside its window. */
static inline u32 seccomp_window_position(u32 k)
{
	return k & ((1U << SECCOMP_ARG_WINDOW_SHIFT) - 1);
}

static inline bool seccomp_window_is_header(u32 k)
{
	return seccomp_window_position(k) < SECCOMP_WINDOW_HEADER;
}

/* Can the word at this offset be other than zero? */
static inline bool seccomp_window_has_word(u32 k)
{
	return seccomp_window_position(k) <
	       SECCOMP_WINDOW_HEADER + SECCOMP_ARG_DATA_MAX;
}

/* Return the source of an offset for which seccomp_window_has_word() is true. */
static inline unsigned int seccomp_window_source(u32 k)
{
	if (seccomp_window_is_header(k))
		return SECCOMP_SOURCE_HEADERS;
	return SECCOMP_SOURCE_DATA + seccomp_window_of(k);
}

/* Return the offset in that source. */
static inline u16 seccomp_window_offset(u32 k)
{
	if (seccomp_window_is_header(k))
		return seccomp_window_of(k) * SECCOMP_WINDOW_HEADER +
		       seccomp_window_position(k);
	return seccomp_window_position(k) - SECCOMP_WINDOW_HEADER;
}

/* Return the set with the window of a load, and with its facts if it loads them. */
static inline u16 seccomp_window_set(u32 k)
{
	const unsigned int window = seccomp_window_of(k);

	if (k == SECCOMP_ARG_FACTS(window))
		return SECCOMP_WINDOW_BIT(window) | SECCOMP_FACTS_BIT(window);
	return SECCOMP_WINDOW_BIT(window);
}

/**
 * struct seccomp_input - input of a whole program
 * @sd: the call
 * @windows: its windows; only for programs that load from windows
 *
 * Compiled code finds @windows behind @sd.
 */
struct seccomp_input {
	struct seccomp_data sd;
	const struct seccomp_windows *windows;
};

#endif /* _KERNEL_SECCOMP_WINDOW_H */
