/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the actions of the grammar build.
 *
 * Functions that return a pointer which may be NULL, or a bool, fail with NULL
 * or false after a message.
 */
#ifndef _SECCOMPCTL_LANG_BUILD_H
#define _SECCOMPCTL_LANG_BUILD_H

#include <linux/seccomp.h>

#include "lang.h"
#include "tool.h"

/* Lists that grow at their end. */
struct lang_calls {
	struct policy_call *first, *last;
};

struct lang_values {
	struct policy_value *first, *last;
};

struct lang_branches {
	struct policy_branch *first, *last;
};

/* Statements. */
bool lang_set_default(struct lang_text *text, const struct place *place,
		      const struct policy_action *action);
bool lang_set_unknown(struct lang_text *text, const struct place *place,
		      unsigned int version, const struct policy_action *action);
bool lang_set_above(struct lang_text *text, const struct place *place,
		    const struct lang_calls *calls,
		    const struct policy_action *action);
bool lang_set_other(struct lang_text *text, const struct place *place,
		    const struct policy_action *action);
void lang_add_arch(struct lang_text *text, const struct place *place,
		   const struct lang_word *name);
bool lang_add_group(struct lang_text *text, const struct place *place,
		    const struct lang_word *name,
		    const struct lang_calls *calls);
void lang_add_list(struct lang_text *text, const struct place *place,
		   const struct policy_action *action,
		   const struct lang_calls *calls);
void lang_add_rule(struct lang_text *text, const struct place *place,
		   const struct lang_calls *calls,
		   const struct lang_branches *branches);
bool lang_version(struct lang_text *text, const struct place *place,
		  const struct lang_word *word, unsigned int *version);

/* Calls. */
struct policy_call *lang_call(struct lang_text *text, const struct place *place,
			      const struct lang_word *word);
struct policy_call *lang_group(struct lang_text *text,
			       const struct place *place,
			       const struct lang_word *word);
struct lang_calls lang_kill_call(struct lang_text *text,
				 const struct place *place,
				 const struct lang_word *word);
struct lang_calls lang_calls(struct policy_call *call);
struct lang_calls lang_calls_add(struct lang_calls calls,
				 struct policy_call *call);

/* Actions and branches. */
struct policy_action lang_action(const struct place *place, __u32 ret);
struct policy_action lang_kill(const struct place *place);
bool lang_errno_name(struct lang_text *text, const struct place *place,
		     const struct place *name_place,
		     const struct lang_word *name,
		     struct policy_action *action);
bool lang_action_data(struct lang_text *text, const struct place *place,
		      const struct place *data_place, __u32 ret,
		      const struct policy_number *data,
		      struct policy_action *action);
struct policy_branch *lang_branch(struct lang_text *text,
				  const struct place *place,
				  struct policy_expr *expr,
				  const struct policy_action *action);
struct lang_branches lang_branches(struct policy_branch *branch);
struct lang_branches lang_branches_add(struct lang_branches branches,
				       struct policy_branch *branch);

/* Expressions. */
struct policy_expr *lang_join(struct lang_text *text,
			      enum policy_expr_kind kind,
			      struct policy_expr *left,
			      struct policy_expr *right);
struct policy_expr *lang_not(struct lang_text *text, const struct place *place,
			     struct policy_expr *expr);
struct policy_expr *lang_nonzero(struct lang_text *text,
				 const struct policy_operand *operand);
struct policy_expr *lang_compare(struct lang_text *text,
				 const struct policy_operand *operand,
				 enum policy_compare compare,
				 const struct place *place,
				 const struct lang_values *values);
struct policy_operand lang_operand(const struct place *place,
				   const struct lang_word *arg,
				   const struct lang_word *field);
struct policy_operand lang_masked(const struct policy_operand *operand,
				  const struct place *place,
				  const struct policy_number *mask);

/* Values. */
struct lang_values lang_values(struct policy_value *value);
struct lang_values lang_values_add(struct lang_values values,
				   struct policy_value *value);
struct policy_value *lang_number(struct lang_text *text,
				 const struct place *place,
				 const struct policy_number *number);
struct policy_value *lang_range(struct lang_text *text,
				const struct place *place,
				const struct policy_number *low,
				const struct policy_number *high);
struct policy_value *lang_string(struct lang_text *text,
				 const struct place *place,
				 const struct lang_word *word);
struct policy_value *lang_address(struct lang_text *text,
				  const struct place *place,
				  const struct lang_word *word);

/* Numbers. */
bool lang_constant(struct lang_text *text, const struct place *place,
		   const struct lang_word *name, struct policy_number *number);
bool lang_minus(struct lang_text *text, const struct place *place,
		const struct policy_number *operand,
		struct policy_number *number);
bool lang_shift(struct lang_text *text, const struct place *place,
		const struct policy_number *left,
		const struct policy_number *count,
		struct policy_number *number);
struct policy_number lang_or(const struct policy_number *left,
			     const struct policy_number *right);
struct policy_number lang_invert(const struct policy_number *operand);

/* Is @left less than @right? */
bool number_less(const struct policy_number *left,
		 const struct policy_number *right);

#endif /* _SECCOMPCTL_LANG_BUILD_H */
