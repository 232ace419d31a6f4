// SPDX-License-Identifier: GPL-2.0-only
/*
 *	watch_feed expr EXPRESSION
 *	watch_feed records [--json] [EXPRESSION]
 *	watch_feed events [--json] [EXPRESSION]
 *
 * Feeds watch with made-up input, for test_watch.py. expr prints the event filters of
 * an expression. records reads records of audit, and events reads raw trace events,
 * one a line: "verdict" or "args", the thread, the time, and fields by name. A line
 * "read" ends a read. The program prints what watch prints.
 */
#include "../events.c"

static struct watch_expr *expr;
static bool json;

static void print(struct verdict *verdict, void *data)
{
	if (!watch_expr_matches(expr, verdict))
		return;
	if (json)
		verdict_print_json(verdict);
	else
		verdict_print(verdict, false);
}

static struct watch_expr *parse(const char *text)
{
	struct watch_error error;
	struct watch_expr *parsed = watch_expr_parse(text, &error);

	if (!parsed) {
		printf("%u: %s\n", error.column, error.message);
		exit(EXIT_USAGE);
	}
	return parsed;
}

static void print_filter(enum watch_event event)
{
	char *filter = watch_expr_filter(expr, event);

	puts(filter ? filter : "none");
	free(filter);
}

static void feed_records(void)
{
	char line[9000];
	struct verdict verdict;

	while (fgets(line, sizeof(line), stdin)) {
		if (record_decode(&verdict, line))
			print(&verdict, NULL);
		else
			puts("no record");
	}
}

/* --- Raw trace events ------------------------------------------------------------- */

struct place {
	const char *name;
	unsigned int offset;
	unsigned int size;
};

#define COMMON                                                                 \
	"format:\n"                                                            \
	"\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n" \
	"\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n" \
	"\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\t"    \
	"signed:0;\n"                                                          \
	"\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"
#define FIELD(type, name, offset, size)                                \
	"\tfield:" type " " name ";\toffset:" #offset ";\tsize:" #size \
	";\tsigned:0;\n"

/* clang-format off */
static const char verdict_format[] =
	"name: seccomp_verdict\nID: 7\n" COMMON
	FIELD("u64", "id", 8, 8)
	FIELD("u64", "ip", 16, 8)
	FIELD("u64", "arg0", 24, 8)
	FIELD("u64", "arg1", 32, 8)
	FIELD("u64", "arg2", 40, 8)
	FIELD("u64", "arg3", 48, 8)
	FIELD("u64", "arg4", 56, 8)
	FIELD("u64", "arg5", 64, 8)
	FIELD("u32", "arch", 72, 4)
	FIELD("int", "nr", 76, 4)
	FIELD("u32", "action", 80, 4)
	FIELD("u32", "data", 84, 4)
	FIELD("char", "label[32]", 88, 32)
	FIELD("char", "attach_comm[61]", 120, 61)
	"\nprint fmt: \"nr=%d\", REC->nr\n";
static const char args_format[] =
	"name: seccomp_args\nID: 8\n" COMMON
	FIELD("u32", "arch", 8, 4)
	FIELD("int", "nr", 12, 4)
	FIELD("u32", "arg", 16, 4)
	FIELD("u32", "status", 20, 4)
	FIELD("u32", "kind", 24, 4)
	FIELD("u32", "length", 28, 4)
	FIELD("__data_loc char[]", "text", 32, 4)
	"\nprint fmt: \"nr=%d\", REC->nr\n";
/* clang-format on */

static const struct place verdict_places[] = {
	{ "id", 8, 8 },
	{ "ip", 16, 8 },
	{ "arg0", 24, 8 },
	{ "arg1", 32, 8 },
	{ "arg2", 40, 8 },
	{ "arg3", 48, 8 },
	{ "arg4", 56, 8 },
	{ "arg5", 64, 8 },
	{ "arch", 72, 4 },
	{ "nr", 76, 4 },
	{ "action", 80, 4 },
	{ "data", 84, 4 },
	{ "label", 88, 32 },
	{ "attach_comm", 120, 61 },
	{},
};

static const struct place args_places[] = {
	{ "arch", 8, 4 },
	{ "nr", 12, 4 },
	{ "arg", 16, 4 },
	{ "status", 20, 4 },
	{ "kind", 24, 4 },
	{ "length", 28, 4 },
	{},
};

static unsigned int set_field(char *bytes, unsigned int size,
			      const struct place *places, const char *name,
			      const char *value)
{
	__u64 number = strtoull(value, NULL, 0);
	__u32 place = size | (strlen(value) + 1) << 16;

	if (!strcmp(name, "text")) {
		memcpy(bytes + 32, &place, sizeof(place));
		strcpy(bytes + size, value);
		return size + strlen(value) + 1;
	}
	while (places->name && strcmp(places->name, name))
		places++;
	if (!places->name)
		exit(system_error("no field %s", name));
	if (places->size > 8)
		memcpy(bytes + places->offset, value,
		       strnlen(value, places->size));
	else
		memcpy(bytes + places->offset, &number, places->size);
	return size;
}

/* Words have one of these between them. */
#define SPACES "\n "

/* Records lie in a block of their own size, so that a sanitizer sees a read too far. */
static void feed_event(struct events *events, char *line)
{
	const bool is_verdict = !strcmp(strtok(line, SPACES), "verdict");
	const unsigned short type = is_verdict ? 7 : 8;
	const int pid = atoi(strtok(NULL, SPACES));
	struct tep_record record = {
		.ts = strtoull(strtok(NULL, SPACES), NULL, 10),
	};
	unsigned int size = is_verdict ? 184 : 36;
	char bytes[4096] = {}, *word, *value;

	memcpy(bytes, &type, sizeof(type));
	memcpy(bytes + 4, &pid, sizeof(pid));
	while ((word = strtok(NULL, SPACES))) {
		value = strchr(word, '=');
		*value++ = '\0';
		size = set_field(bytes, size,
				 is_verdict ? verdict_places : args_places,
				 word, value);
	}
	record.size = size;
	record.data = memcpy(xcalloc(1, size), bytes, size);
	handle_event(tep_find_event(events->tep, type), &record, 0, events);
	free(record.data);
}

static void feed_events(void)
{
	struct events *events = xcalloc(1, sizeof(*events));
	char line[4096];

	events->tep = tep_alloc();
	if (tep_parse_event(events->tep, verdict_format,
			    sizeof(verdict_format) - 1, SYSTEM) ||
	    tep_parse_event(events->tep, args_format, sizeof(args_format) - 1,
			    SYSTEM))
		exit(system_error("bad format"));
	while (fgets(line, sizeof(line), stdin)) {
		if (strcmp(line, "read\n"))
			feed_event(events, line);
		else
			hand_on_verdicts(events, false, print, NULL);
	}
	puts("end");
	hand_on_verdicts(events, true, print, NULL);
	events_close(events);
}

int main(int argc, char **argv)
{
	const char *mode = argv[1];

	argv += 2;
	if (*argv && !strcmp(*argv, "--json")) {
		json = true;
		argv++;
	}
	if (*argv)
		expr = parse(*argv);
	if (!strcmp(mode, "expr")) {
		print_filter(WATCH_VERDICTS);
		print_filter(WATCH_COPIES);
	} else if (!strcmp(mode, "records")) {
		feed_records();
	} else {
		feed_events();
	}
	watch_expr_free(expr);
	return EXIT_OK;
}
