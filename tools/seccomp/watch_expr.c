// SPDX-License-Identifier: GPL-2.0-only
/*
 * Expressions of watch.
 *
 *	or      := and { "||" and }
 *	and     := unary { "&&" unary }
 *	unary   := "!" unary | "(" or ")" | test
 *	test    := FIELD SIGN VALUE
 *
 * Each verdict is tested here. watch_expr_filter() also makes an event filter of the
 * kernel, which lets at least the verdicts pass that the expression selects.
 */
#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "abi.h"
#include "action_names.h"
#include "args.h"
#include "tool.h"
#include "watch.h"

/* Parentheses and "!" inside each other. The parser calls itself for each. */
#define DEPTH_MAX 64
/* Most bytes of an event filter: the kernel reads less than a page. */
#define FILTER_MAX 3500

enum field {
	FIELD_ACTION,
	FIELD_ARCH,
	FIELD_ARG0,
	FIELD_ARG1,
	FIELD_ARG2,
	FIELD_ARG3,
	FIELD_ARG4,
	FIELD_ARG5,
	FIELD_CALL,
	FIELD_COMM,
	FIELD_ERRNO,
	FIELD_ID,
	FIELD_LABEL,
	FIELD_NR,
	FIELD_PID,
	FIELD_COUNT,
};

static const char *const field_names[FIELD_COUNT] = {
	[FIELD_ACTION] = "action", [FIELD_ARCH] = "arch",
	[FIELD_ARG0] = "arg0",	   [FIELD_ARG1] = "arg1",
	[FIELD_ARG2] = "arg2",	   [FIELD_ARG3] = "arg3",
	[FIELD_ARG4] = "arg4",	   [FIELD_ARG5] = "arg5",
	[FIELD_CALL] = "call",	   [FIELD_COMM] = "comm",
	[FIELD_ERRNO] = "errno",   [FIELD_ID] = "id",
	[FIELD_LABEL] = "label",   [FIELD_NR] = "nr",
	[FIELD_PID] = "pid",
};

enum op {
	OP_AND,
	OP_OR,
	OP_NOT,
	OP_EQ,
	OP_NE,
	OP_LE,
	OP_GE,
	OP_LT,
	OP_GT,
	OP_GLOB,
};

/* Those of event filters are the same. */
static const char *const operator_tokens[] = {
	[OP_EQ] = "==", [OP_NE] = "!=", [OP_LE] = "<=",	 [OP_GE] = ">=",
	[OP_LT] = "<",	[OP_GT] = ">",	[OP_GLOB] = "~",
};

/**
 * struct watch_expr - an expression
 * @op: operator
 * @left: left operand, or the only one; NULL for a comparison
 * @right: right operand of && and ||
 * @field: what a comparison looks at
 * @text: value of a string field; else NULL
 * @number: value of a number field
 */
struct watch_expr {
	enum op op;
	struct watch_expr *left;
	struct watch_expr *right;
	enum field field;
	char *text;
	__u64 number;
};

/**
 * struct parser - state of the parser
 * @start: the expression
 * @at: next character
 * @depth: parentheses and "!" that are open
 * @error: receives the first error
 */
struct parser {
	const char *start;
	const char *at;
	unsigned int depth;
	struct watch_error *error;
};

static bool is_string(enum field field)
{
	return field == FIELD_CALL || field == FIELD_COMM ||
	       field == FIELD_LABEL;
}

static bool is_arg(enum field field)
{
	return field >= FIELD_ARG0 && field <= FIELD_ARG5;
}

static bool is_ordered(enum field field)
{
	return field == FIELD_ERRNO || field == FIELD_NR ||
	       field == FIELD_PID || is_arg(field);
}

/* --- Parser ----------------------------------------------------------------------- */

static struct watch_expr *parse_or(struct parser *parser);

static void *fail_at(struct parser *parser, const char *at, const char *message)
{
	parser->error->column = at - parser->start + 1;
	snprintf(parser->error->message, sizeof(parser->error->message), "%s",
		 message);
	return NULL;
}

static void skip_blanks(struct parser *parser)
{
	while (isspace((unsigned char)*parser->at))
		parser->at++;
}

static bool accept(struct parser *parser, const char *token)
{
	skip_blanks(parser);
	if (strncmp(parser->at, token, strlen(token)))
		return false;
	parser->at += strlen(token);
	return true;
}

static struct watch_expr *new_expr(enum op op, struct watch_expr *left,
				   struct watch_expr *right)
{
	struct watch_expr *expr = xcalloc(1, sizeof(*expr));

	*expr = (struct watch_expr){ .op = op, .left = left, .right = right };
	return expr;
}

static size_t word_length(const char *at)
{
	size_t length = 0;

	while (isalnum((unsigned char)at[length]) ||
	       (at[length] && strchr("_-.:+/*?", at[length])))
		length++;
	return length;
}

static bool parse_field(struct parser *parser, enum field *field)
{
	const size_t length = word_length(parser->at);
	unsigned int i;

	for (i = 0; i < FIELD_COUNT; i++) {
		if (strlen(field_names[i]) != length ||
		    memcmp(field_names[i], parser->at, length))
			continue;
		*field = i;
		parser->at += length;
		return true;
	}
	fail_at(parser, parser->at,
		"expected action, arch, arg0 to arg5, call, comm, errno, id, label, nr, pid, ! or (");
	return false;
}

static bool parse_operator(struct parser *parser, enum field field, enum op *op)
{
	const char *expected = "expected == or !=";

	skip_blanks(parser);
	if (is_string(field))
		expected = "expected ==, != or ~";
	else if (is_ordered(field))
		expected = "expected ==, !=, <, <=, > or >=";
	/* "<=" precedes "<" in the list. */
	for (*op = OP_EQ; *op <= OP_GLOB; (*op)++) {
		if (*op == OP_GLOB && !is_string(field))
			continue;
		if (*op >= OP_LE && *op <= OP_GT && !is_ordered(field))
			continue;
		if (accept(parser, operator_tokens[*op]))
			return true;
	}
	fail_at(parser, parser->at, expected);
	return false;
}

/* Return the value as a string that the caller frees; or NULL after an error. */
static char *parse_word(struct parser *parser)
{
	const char *start;
	size_t length;

	skip_blanks(parser);
	start = parser->at;
	if (*start == '"') {
		const char *end = strchr(start + 1, '"');

		if (!end)
			return fail_at(
				parser, start,
				"expected a quotation mark at the end of this string");
		parser->at = end + 1;
		return xasprintf("%.*s", (int)(end - start - 1), start + 1);
	}
	length = word_length(start);
	if (!length)
		return fail_at(
			parser, start,
			"expected a value: a word, a number or a string in \"\"");
	parser->at += length;
	return xasprintf("%.*s", (int)length, start);
}

static bool read_number(const char *text, int base, __u64 *number)
{
	char *end;

	if (!isxdigit((unsigned char)*text))
		return false;
	errno = 0;
	*number = strtoull(text, &end, base);
	return !errno && !*end;
}

/* Both names of an action are right, and "kill". */
static bool read_action(const char *text, __u64 *number)
{
	const struct action_names *action = action_names;
	size_t i;

	*number = SECCOMP_RET_KILL_PROCESS;
	if (!strcmp(text, "kill"))
		return true;
	for (i = 0; i < NR_ACTION_NAMES; i++, action++) {
		*number = action->ret;
		if (action->ret != SECCOMP_RET_ALLOW &&
		    (!strcmp(text, action->policy) ||
		     !strcmp(text, action->kernel)))
			return true;
	}
	return false;
}

static bool read_errno(const char *text, __u64 *number)
{
	if (read_number(text, 0, number))
		return *number <= SECCOMP_RET_DATA;
	return *text == 'E' && constant_value(text, number);
}

static bool is_call(const char *name)
{
	const struct abi *abi;
	unsigned int i;

	for (i = 0; (abi = abi_at(i)); i++)
		if (abi_call_number(abi, name) >= 0)
			return true;
	return false;
}

/* An ABI is kept as its pointer. Two ABIs share an AUDIT_ARCH_*. */
static bool read_arch(const char *text, __u64 *number)
{
	*number = (uintptr_t)abi_by_name(text);
	return *number;
}

/* Set the value of a comparison. Return what was expected, or NULL. */
static const char *set_value(struct watch_expr *expr, const char *text)
{
	switch (expr->field) {
	case FIELD_CALL:
		if (expr->op != OP_GLOB && !is_call(text))
			return "expected the name of a system call; seccompctl names lists them";
		return NULL;
	case FIELD_COMM:
	case FIELD_LABEL:
		return NULL;
	case FIELD_ACTION:
		return read_action(text, &expr->number) ?
			       NULL :
			       "expected kill_process, kill_thread, trap, errno, notify, ...";
	case FIELD_ERRNO:
		return read_errno(text, &expr->number) ?
			       NULL :
			       "expected an error such as EPERM, or its number";
	case FIELD_ARCH:
		return read_arch(text, &expr->number) ?
			       NULL :
			       "expected an architecture such as x86-64, x86, x32, arm64 or arm";
	case FIELD_ID:
		return read_number(text, 16, &expr->number) ?
			       NULL :
			       "expected the id of a filter, 16 hexadecimal digits";
	case FIELD_NR:
	case FIELD_PID:
		return read_number(text, 0, &expr->number) &&
				       expr->number <= 0xffffffff ?
			       NULL :
			       "expected a number of 32 bits";
	default:
		return read_number(text, 0, &expr->number) ||
				       constant_value(text, &expr->number) ?
			       NULL :
			       "expected a number or a constant";
	}
}

static struct watch_expr *parse_compare(struct parser *parser)
{
	struct watch_expr compare = {};
	const char *expected, *at;
	char *text;

	if (!parse_field(parser, &compare.field) ||
	    !parse_operator(parser, compare.field, &compare.op))
		return NULL;
	skip_blanks(parser);
	at = parser->at;
	text = parse_word(parser);
	if (!text)
		return NULL;
	expected = set_value(&compare, text);
	if (expected) {
		free(text);
		return fail_at(parser, at, expected);
	}
	if (is_string(compare.field))
		compare.text = text;
	else
		free(text);
	return memcpy(xcalloc(1, sizeof(compare)), &compare, sizeof(compare));
}

static struct watch_expr *parse_unary(struct parser *parser);

static struct watch_expr *parse_group(struct parser *parser)
{
	struct watch_expr *expr = parse_or(parser);

	if (!expr || accept(parser, ")"))
		return expr;
	watch_expr_free(expr);
	return fail_at(parser, parser->at, "expected ), && or ||");
}

static struct watch_expr *parse_not(struct parser *parser)
{
	struct watch_expr *expr = parse_unary(parser);

	return expr ? new_expr(OP_NOT, expr, NULL) : NULL;
}

static struct watch_expr *parse_unary(struct parser *parser)
{
	struct watch_expr *expr;

	skip_blanks(parser);
	if (*parser->at != '!' && *parser->at != '(')
		return parse_compare(parser);
	if (parser->depth == DEPTH_MAX)
		return fail_at(parser, parser->at,
			       "too many ( and ! inside each other");
	parser->depth++;
	if (accept(parser, "!")) {
		expr = parse_not(parser);
	} else {
		accept(parser, "(");
		expr = parse_group(parser);
	}
	parser->depth--;
	return expr;
}

/* Parse operands that @token joins. */
static struct watch_expr *
parse_list(struct parser *parser, enum op op, const char *token,
	   struct watch_expr *(*operand)(struct parser *))
{
	struct watch_expr *left = operand(parser), *right;

	while (left && accept(parser, token)) {
		right = operand(parser);
		if (!right) {
			watch_expr_free(left);
			return NULL;
		}
		left = new_expr(op, left, right);
	}
	return left;
}

static struct watch_expr *parse_and(struct parser *parser)
{
	return parse_list(parser, OP_AND, "&&", parse_unary);
}

static struct watch_expr *parse_or(struct parser *parser)
{
	return parse_list(parser, OP_OR, "||", parse_and);
}

/**
 * watch_expr_parse - Parse an expression
 * @text: the expression
 * @error: receives what is wrong
 *
 * Return: the expression, which the caller frees; or NULL if it is wrong.
 */
struct watch_expr *watch_expr_parse(const char *text, struct watch_error *error)
{
	struct parser parser = { .start = text, .at = text, .error = error };
	struct watch_expr *expr = parse_or(&parser);

	skip_blanks(&parser);
	if (!expr || !*parser.at)
		return expr;
	watch_expr_free(expr);
	return fail_at(&parser, parser.at, "expected && or ||, or the end");
}

/**
 * watch_expr_both - Join two expressions by &&
 * @left: an expression, which the result takes over; or NULL
 * @right: likewise
 *
 * Return: the joined expression, or that one which is not NULL.
 */
struct watch_expr *watch_expr_both(struct watch_expr *left,
				   struct watch_expr *right)
{
	if (!left || !right)
		return left ? left : right;
	return new_expr(OP_AND, left, right);
}

/**
 * watch_expr_free - Free an expression
 * @expr: the expression, or NULL
 *
 * A long list nests on its left side. So the loop goes there.
 */
void watch_expr_free(struct watch_expr *expr)
{
	struct watch_expr *left;

	for (; expr; expr = left) {
		left = expr->left;
		watch_expr_free(expr->right);
		free(expr->text);
		free(expr);
	}
}

/* --- Test of a verdict ------------------------------------------------------------ */

static bool compare_text(const struct watch_expr *expr, const char *text)
{
	if (expr->op == OP_GLOB)
		return !fnmatch(expr->text, text, 0);
	return !strcmp(expr->text, text) == (expr->op == OP_EQ);
}

static bool compare_number(const struct watch_expr *expr, __u64 number)
{
	switch (expr->op) {
	case OP_EQ:
		return number == expr->number;
	case OP_NE:
		return number != expr->number;
	case OP_LT:
		return number < expr->number;
	case OP_LE:
		return number <= expr->number;
	case OP_GT:
		return number > expr->number;
	default:
		return number >= expr->number;
	}
}

static bool compare_call(const struct watch_expr *expr,
			 const struct verdict *verdict)
{
	const struct abi *abi = abi_of_call(verdict->arch, verdict->nr);
	const char *name = abi ? abi_call_name(abi, verdict->nr) : NULL;

	return compare_text(expr, name ? name : "");
}

static __u64 errno_of(const struct verdict *verdict)
{
	if ((verdict->ret & SECCOMP_RET_ACTION_FULL) != SECCOMP_RET_ERRNO)
		return 0;
	return verdict->ret & SECCOMP_RET_DATA;
}

static bool compare(const struct watch_expr *expr,
		    const struct verdict *verdict)
{
	switch (expr->field) {
	case FIELD_ACTION:
		return compare_number(expr,
				      verdict->ret & SECCOMP_RET_ACTION_FULL);
	case FIELD_ARCH:
		return compare_number(expr,
				      (uintptr_t)abi_of_call(verdict->arch,
							     verdict->nr));
	case FIELD_CALL:
		return compare_call(expr, verdict);
	case FIELD_COMM:
		return compare_text(expr, verdict->comm);
	case FIELD_ERRNO:
		return compare_number(expr, errno_of(verdict));
	case FIELD_ID:
		return compare_number(expr, verdict->id);
	case FIELD_LABEL:
		return compare_text(expr, verdict->label);
	case FIELD_NR:
		return compare_number(expr, verdict->nr);
	case FIELD_PID:
		return compare_number(expr, verdict->pid);
	default:
		return verdict->has_args &&
		       compare_number(expr,
				      verdict->args[expr->field - FIELD_ARG0]);
	}
}

/**
 * watch_expr_matches - Test a verdict
 * @expr: the expression; NULL selects everything
 * @verdict: the verdict
 *
 * Return: true if the expression selects the verdict.
 */
bool watch_expr_matches(const struct watch_expr *expr,
			const struct verdict *verdict)
{
	if (!expr)
		return true;
	switch (expr->op) {
	case OP_AND:
		return watch_expr_matches(expr->left, verdict) &&
		       watch_expr_matches(expr->right, verdict);
	case OP_OR:
		return watch_expr_matches(expr->left, verdict) ||
		       watch_expr_matches(expr->right, verdict);
	case OP_NOT:
		return !watch_expr_matches(expr->left, verdict);
	default:
		return compare(expr, verdict);
	}
}

/* --- Event filters of the kernel -------------------------------------------------- */

/* The kernel and fnmatch(3) agree on patterns without these. */
static char *filter_text(const char *field, const struct watch_expr *expr)
{
	if (!*expr->text || strlen(expr->text) > 200 ||
	    strpbrk(expr->text, "\"'\\[]?!"))
		return NULL;
	if (expr->op != OP_GLOB && strchr(expr->text, '*'))
		return NULL;
	return xasprintf("%s %s \"%s\"", field, operator_tokens[expr->op],
			 expr->text);
}

static char *filter_number(const char *field, const struct watch_expr *expr)
{
	return xasprintf("%s %s 0x%llx", field, operator_tokens[expr->op],
			 expr->number);
}

static char *filter_abi(const struct abi *abi, bool is_equal)
{
	const char *x32 = "";

	if (!strcmp(abi->name, "x32"))
		x32 = " && nr & 0x40000000";
	else if (!strcmp(abi->name, "x86-64"))
		x32 = " && !(nr & 0x40000000)";
	return xasprintf("%s(arch == 0x%x%s)", is_equal ? "" : "!",
			 abi->audit_arch, x32);
}

static char *filter_errno(const struct watch_expr *expr)
{
	const bool is_zero = !expr->number;

	if (expr->op != OP_EQ && expr->op != OP_NE)
		return NULL;
	/* Other actions count as errno 0. */
	if (is_zero)
		return xasprintf(expr->op == OP_EQ ?
					 "(action != 0x%x || data == 0)" :
					 "(action == 0x%x && data != 0)",
				 SECCOMP_RET_ERRNO);
	return xasprintf(expr->op == OP_EQ ?
				 "(action == 0x%x && data == %llu)" :
				 "(action != 0x%x || data != %llu)",
			 SECCOMP_RET_ERRNO, expr->number);
}

/* The ABIs that a kernel of this machine can have. */
static bool is_local(const struct abi *abi)
{
	const struct abi *native = abi_native();

	return abi->audit_arch == native->audit_arch ||
	       (native->compat && !strcmp(abi->name, native->compat));
}

static char *filter_call(const struct watch_expr *expr)
{
	char *text = xstrdup(expr->op == OP_NE ? "!(" : "("), *longer;
	const struct abi *abi;
	const char *joint = "";
	unsigned int i;
	int nr;

	for (i = 0; (abi = abi_at(i)); i++) {
		nr = is_local(abi) ? abi_call_number(abi, expr->text) : -1;
		if (nr < 0)
			continue;
		longer = xasprintf("%s%s(arch == 0x%x && nr == %d)", text,
				   joint, abi->audit_arch, nr);
		free(text);
		text = longer;
		joint = " || ";
	}
	longer = *joint ? xasprintf("%s)", text) : NULL;
	free(text);
	return longer;
}

/* The fields of struct seccomp_data and the names of tasks; both events have them. */
static char *filter_call_field(const struct watch_expr *expr)
{
	switch (expr->field) {
	case FIELD_ARCH:
		return filter_abi((const struct abi *)(uintptr_t)expr->number,
				  expr->op == OP_EQ);
	case FIELD_CALL:
		return expr->op == OP_GLOB ? NULL : filter_call(expr);
	case FIELD_COMM:
		return filter_text("comm", expr);
	case FIELD_NR:
		/* The kernel compares signed numbers. */
		if (expr->number > 0x7fffffff ||
		    (expr->op != OP_EQ && expr->op != OP_NE))
			return NULL;
		return filter_number("nr", expr);
	case FIELD_PID:
		return expr->number > 0x7fffffff ?
			       NULL :
			       filter_number("common_pid", expr);
	default:
		return NULL;
	}
}

static char *filter_compare(const struct watch_expr *expr,
			    enum watch_event event)
{
	if (event == WATCH_COPIES)
		return filter_call_field(expr);
	switch (expr->field) {
	case FIELD_ACTION:
		return filter_number("action", expr);
	case FIELD_ERRNO:
		return filter_errno(expr);
	case FIELD_ID:
		return filter_number("id", expr);
	case FIELD_LABEL:
		return filter_text("label", expr);
	default:
		return is_arg(expr->field) ?
			       filter_number(field_names[expr->field], expr) :
			       filter_call_field(expr);
	}
}

/* Returns NULL if the filter becomes too long. */
static char *join(const char *format, char *left, char *right)
{
	char *text = NULL;

	if (strlen(left) + strlen(right) < FILTER_MAX)
		text = xasprintf(format, left, right);
	free(left);
	free(right);
	return text;
}

/*
 * Return a filter, or NULL for one that lets everything pass. With @exact, NULL is
 * returned also if the kernel cannot test all of the expression.
 */
static char *translate(const struct watch_expr *expr, enum watch_event event,
		       bool exact)
{
	char *left, *right;

	if (expr->op > OP_NOT)
		return filter_compare(expr, event);
	if (expr->op == OP_NOT) {
		left = translate(expr->left, event, true);
		return left ? join("!(%s)%s", left, xstrdup("")) : NULL;
	}
	left = translate(expr->left, event, exact);
	right = translate(expr->right, event, exact);
	if (left && right)
		return join(expr->op == OP_AND ? "(%s && %s)" : "(%s || %s)",
			    left, right);
	if (expr->op == OP_AND && !exact)
		return left ? left : right;
	free(left);
	free(right);
	return NULL;
}

/**
 * watch_expr_filter - Make an event filter for the kernel
 * @expr: the expression; NULL selects everything
 * @event: the event that gets the filter
 *
 * The filter lets all events pass that the expression selects, and maybe others.
 *
 * Return: text that the caller frees; or NULL if no filter is of use.
 */
char *watch_expr_filter(const struct watch_expr *expr, enum watch_event event)
{
	char *text = expr ? translate(expr, event, false) : NULL;

	if (text && strlen(text) > FILTER_MAX) {
		free(text);
		return NULL;
	}
	return text;
}
