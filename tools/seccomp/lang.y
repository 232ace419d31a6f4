/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Grammar of policies.
 */
%code requires {
#include "lang.h"
#include "lang_build.h"
}

%code provides {
int lang_yylex(LANG_YYSTYPE *value, LANG_YYLTYPE *place, void *scanner);
}

%code {
/* A node begins where its first part begins. */
#define YYLLOC_DEFAULT(current, right, count) \
	((current) = (count) ? YYRHSLOC(right, 1) : YYRHSLOC(right, 0))

/* Give up after a message. */
#define TRY(done)             \
	do {                  \
		if (!(done))  \
			YYABORT; \
	} while (0)

static void lang_yyerror(const struct place *place, void *scanner,
			 struct lang_text *text, const char *message);
}

%define api.pure full
%define api.prefix {lang_yy}
%define api.location.type {struct place}
%define parse.error custom
%define parse.lac full
%locations
%param {void *scanner}
%parse-param {struct lang_text *text}
/* "(flags & 3)" may be an operand or an expression. Both mean the same. */
%expect 1

%union {
	struct lang_word word;
	struct policy_number number;
	struct policy_value *value;
	struct lang_values values;
	struct policy_operand operand;
	enum policy_compare compare;
	struct policy_expr *expr;
	struct policy_action action;
	struct policy_branch *branch;
	struct lang_branches branches;
	struct policy_call *call;
	struct lang_calls calls;
	unsigned int version;
}

%token YYEOF 0 "the end of the file"
%token NEWLINE "the end of the line"
%token ALLOW "'allow'" ERRNO "'errno'" KILL_PROCESS "'kill_process'"
%token KILL_THREAD "'kill_thread'" LOG "'log'" NOTIFY "'notify'"
%token TRACE "'trace'" TRAP "'trap'"
%token ARCH "'arch'" DEFAULT "'default'" ELSE "'else'" FLAGS "'flags'"
%token GROUP "'group'" INCLUDE "'include'" OTHER_ARCH "'other_arch'"
%token UNKNOWN "'unknown'"
%token <word> KILL "'kill'" NAME "a name" GROUP_NAME "a group"
%token <word> STRING "a string" VERSION "a version such as 6.1" ADDRESS "an address"
%token <number> NUMBER "a number"
%token AND "'&&'" OR "'||'" EQ "'=='" NE "'!='" LE "'<='" GE "'>='" SHIFT "'<<'"
%token PREFIX "'^='" RANGE "'..'" IN "'in'"

%type <number> number_or number_shift number_atom data
%type <value> value element range
%type <values> elements set
%type <operand> name masked operand
%type <compare> sign
%type <expr> expr or and unary negated comparison
%type <action> action other_action
%type <branch> condition
%type <branches> conditions branches chain
%type <call> call item
%type <calls> calls items
%type <version> version

%%

policy:
	%empty
|	policy line
;

line:
	NEWLINE
|	statement NEWLINE
;

statement:
	DEFAULT ':' action	{ TRY(lang_set_default(text, &@1, &$3)); }
|	UNKNOWN ':' action	{ TRY(lang_set_unknown(text, &@1, 0, &$3)); }
|	UNKNOWN '(' version ')' ':' action
				{ TRY(lang_set_unknown(text, &@1, $3, &$6)); }
|	UNKNOWN '(' calls ')' ':' action
				{ TRY(lang_set_above(text, &@1, &$3, &$6)); }
|	OTHER_ARCH ':' action	{ TRY(lang_set_other(text, &@1, &$3)); }
|	ARCH ':' archs
|	INCLUDE STRING		{ TRY(!lang_include(text->reader, &@2, &$2)); }
|	GROUP GROUP_NAME ':' items
				{ TRY(lang_add_group(text, &@2, &$2, &$4)); }
|	FLAGS ':' flags
|	other_action ':' items	{ lang_add_list(text, &@1, &$1, &$3); }
|	KILL ':' items		{
				struct policy_action kill = lang_kill(&@1);

				lang_add_list(text, &@1, &kill, &$3);
	}
|	KILL ':' chain		{
				struct lang_calls calls = lang_kill_call(text, &@1, &$1);

				lang_add_rule(text, &@1, &calls, &$3);
	}
|	calls ':' branches	{ lang_add_rule(text, &@1, &$1, &$3); }
;

version:
	VERSION			{ TRY(lang_version(text, &@1, &$1, &$$)); }
;

archs:
	arch
|	archs arch
;

arch:
	NAME			{ lang_add_arch(text, &@1, &$1); }
;

flags:
	LOG			{ text->reader->policy->log = true; }
;

items:
	item			{ $$ = lang_calls($1); }
|	items item		{ $$ = lang_calls_add($1, $2); }
;

item:
	call
|	GROUP_NAME		{ $$ = lang_group(text, &@1, &$1); }
;

call:
	NAME			{ TRY($$ = lang_call(text, &@1, &$1)); }
|	KILL			{ TRY($$ = lang_call(text, &@1, &$1)); }
;

/* One KILL alone may be an action, too. */
calls:
	NAME			{
				struct policy_call *call = lang_call(text, &@1, &$1);

				TRY(call);
				$$ = lang_calls(call);
	}
|	KILL call		{
				struct policy_call *call = lang_call(text, &@1, &$1);

				TRY(call);
				$$ = lang_calls_add(lang_calls(call), $2);
	}
|	calls call		{ $$ = lang_calls_add($1, $2); }
;

branches:
	chain
|	KILL			{
				struct policy_action kill = lang_kill(&@1);

				$$ = lang_branches(lang_branch(text, &@1, NULL, &kill));
	}
;

chain:
	other_action		{ $$ = lang_branches(lang_branch(text, &@1, NULL, &$1)); }
|	conditions
|	conditions semicolon ELSE action
				{
				$$ = lang_branches_add($1, lang_branch(text, &@3, NULL, &$4));
	}
;

conditions:
	condition		{ $$ = lang_branches($1); }
|	conditions semicolon condition
				{ $$ = lang_branches_add($1, $3); }
;

/* A rule goes on behind the newline. */
semicolon:
	';'
|	semicolon NEWLINE
;

condition:
	'(' expr ')' action	{ $$ = lang_branch(text, &@1, $2, &$4); }
;

action:
	other_action
|	KILL			{ $$ = lang_kill(&@1); }
;

other_action:
	ALLOW			{ $$ = lang_action(&@1, SECCOMP_RET_ALLOW); }
|	LOG			{ $$ = lang_action(&@1, SECCOMP_RET_LOG); }
|	NOTIFY			{ $$ = lang_action(&@1, SECCOMP_RET_USER_NOTIF); }
|	KILL_PROCESS		{ $$ = lang_action(&@1, SECCOMP_RET_KILL_PROCESS); }
|	KILL_THREAD		{ $$ = lang_action(&@1, SECCOMP_RET_KILL_THREAD); }
|	ERRNO NAME		{ TRY(lang_errno_name(text, &@1, &@2, &$2, &$$)); }
|	ERRNO NUMBER		{
				TRY(lang_action_data(text, &@1, &@2, SECCOMP_RET_ERRNO,
						     &$2, &$$));
	}
|	TRAP data		{
				TRY(lang_action_data(text, &@1, &@2, SECCOMP_RET_TRAP,
						     &$2, &$$));
	}
|	TRACE data		{
				TRY(lang_action_data(text, &@1, &@2, SECCOMP_RET_TRACE,
						     &$2, &$$));
	}
;

data:
	%empty			{ $$ = (struct policy_number){}; }
|	NUMBER
;

expr:
	or
;

or:
	and
|	or OR and		{ $$ = lang_join(text, EXPR_OR, $1, $3); }
;

and:
	unary
|	and AND unary		{ $$ = lang_join(text, EXPR_AND, $1, $3); }
;

unary:
	comparison
|	'(' or ')'		{ $$ = $2; }
|	'!' negated		{ $$ = lang_not(text, &@1, $2); }
;

/* In C, "!a == b" is "(!a) == b". It is refused. */
negated:
	name			{ $$ = lang_nonzero(text, &$1); }
|	'(' or ')'		{ $$ = $2; }
|	'!' negated		{ $$ = lang_not(text, &@1, $2); }
;

comparison:
	operand			{ $$ = lang_nonzero(text, &$1); }
|	operand sign value	{
				struct lang_values values = lang_values($3);

				$$ = lang_compare(text, &$1, $2, &@2, &values);
	}
|	operand PREFIX value	{
				struct lang_values values = lang_values($3);

				$$ = lang_compare(text, &$1, COMPARE_PREFIX, &@2, &values);
	}
|	operand PREFIX set	{ $$ = lang_compare(text, &$1, COMPARE_PREFIX, &@2, &$3); }
|	operand IN set		{ $$ = lang_compare(text, &$1, COMPARE_IN, &@2, &$3); }
|	operand IN range	{
				struct lang_values values = lang_values($3);

				$$ = lang_compare(text, &$1, COMPARE_IN, &@2, &values);
	}
;

operand:
	name
|	masked
|	'(' masked ')'		{ $$ = $2; }
;

masked:
	name '&' number_atom	{ $$ = lang_masked(&$1, &@3, &$3); }
;

name:
	NAME			{ $$ = lang_operand(&@1, &$1, NULL); }
|	NAME '.' NAME		{ $$ = lang_operand(&@1, &$1, &$3); }
;

sign:
	EQ			{ $$ = COMPARE_EQ; }
|	NE			{ $$ = COMPARE_NE; }
|	'<'			{ $$ = COMPARE_LT; }
|	LE			{ $$ = COMPARE_LE; }
|	'>'			{ $$ = COMPARE_GT; }
|	GE			{ $$ = COMPARE_GE; }
;

set:
	'{' elements '}'	{ $$ = $2; }
|	'{' elements ',' '}'	{ $$ = $2; }
;

elements:
	element			{ $$ = lang_values($1); }
|	elements ',' element	{ $$ = lang_values_add($1, $3); }
;

element:
	value
|	range
;

range:
	number_or RANGE number_or
				{ TRY($$ = lang_range(text, &@1, &$1, &$3)); }
;

value:
	number_or		{ $$ = lang_number(text, &@1, &$1); }
|	STRING			{ $$ = lang_string(text, &@1, &$1); }
|	ADDRESS			{ TRY($$ = lang_address(text, &@1, &$1)); }
;

number_or:
	number_shift
|	number_or '|' number_shift
				{ $$ = lang_or(&$1, &$3); }
;

number_shift:
	number_atom
|	number_shift SHIFT number_atom
				{ TRY(lang_shift(text, &@3, &$1, &$3, &$$)); }
;

number_atom:
	NUMBER
|	NAME			{ TRY(lang_constant(text, &@1, &$1, &$$)); }
|	'-' number_atom		{ TRY(lang_minus(text, &@1, &$2, &$$)); }
|	'~' number_atom		{ $$ = lang_invert(&$2); }
|	'(' number_or ')'	{ $$ = $2; }
;

%%

static bool is_action(yysymbol_kind_t symbol)
{
	switch (symbol) {
	case YYSYMBOL_ALLOW:
	case YYSYMBOL_ERRNO:
	case YYSYMBOL_KILL_PROCESS:
	case YYSYMBOL_KILL_THREAD:
	case YYSYMBOL_LOG:
	case YYSYMBOL_NOTIFY:
	case YYSYMBOL_TRACE:
	case YYSYMBOL_TRAP:
		return true;
	default:
		return false;
	}
}

static const char *symbol_phrase(yysymbol_kind_t symbol)
{
	switch (symbol) {
	case YYSYMBOL_KILL:
		return "'kill'";
	case YYSYMBOL_NAME:
		return "a name";
	default:
		return yysymbol_name(symbol);
	}
}

/* Write "'==', '!=' or ')'". */
static char *list_expected(const yypcontext_t *context)
{
	yysymbol_kind_t symbols[YYNTOKENS];
	int count = yypcontext_expected_tokens(context, symbols, YYNTOKENS);
	const char *phrases[YYNTOKENS];
	int i, used = 0, actions = 0;
	char *list, *longer;

	for (i = 0; i < count; i++)
		actions += is_action(symbols[i]);
	for (i = 0; i < count; i++) {
		/* One phrase stands for all actions. */
		if (actions > 1 && is_action(symbols[i]))
			continue;
		if (actions > 1 && symbols[i] == YYSYMBOL_KILL)
			continue;
		phrases[used++] = symbol_phrase(symbols[i]);
	}
	if (actions > 1)
		phrases[used++] = "an action";
	list = xstrdup(used ? phrases[0] : "something else");
	for (i = 1; i < used; i++) {
		longer = xasprintf("%s%s%s", list, i == used - 1 ? " or " : ", ",
				   phrases[i]);
		free(list);
		list = longer;
	}
	return list;
}

static int yyreport_syntax_error(const yypcontext_t *context, void *scanner,
				 struct lang_text *text)
{
	const yysymbol_kind_t token = yypcontext_token(context);
	const struct place *place = yypcontext_location(context);
	char *expected;

	if (text->failed || token == YYSYMBOL_YYEMPTY)
		return 0;
	expected = list_expected(context);
	if (token == YYSYMBOL_NEWLINE || token == YYSYMBOL_YYEOF || !text->word)
		lang_fail(text, place, "unexpected end of the %s; expected %s",
			  token == YYSYMBOL_NEWLINE ? "line" : "file", expected);
	else
		lang_fail(text, place, "unexpected '%.*s'; expected %s",
			  (int)(text->word_len > 40 ? 40 : text->word_len),
			  text->word, expected);
	free(expected);
	return 0;
}

/* The parser calls this only if its stack is full. */
static void lang_yyerror(const struct place *place, void *scanner,
			 struct lang_text *text, const char *message)
{
	if (!text->failed)
		lang_fail(text, place, "too complicated; expected a simpler expression");
}
