# SPDX-License-Identifier: GPL-2.0-only
#
# Prints rows of the demonstration's tables. Tabs separate the fields: request,
# decision, effect, expected decision, expected effect. A field that is wider
# than its column continues in the next line. COLUMNS in the environment sets
# the width of the table.

BEGIN {
	FS = "\t"
	room = ENVIRON["COLUMNS"] + 0
	if (room < 72)
		room = 100
	room -= 2 + 3 * 2 + 5
	width[1] = int(room * 0.34)
	width[2] = int(room * 0.27)
	width[3] = room - width[1] - width[2]
}

# Removes the first piece of rest[i] that fits its column, and returns it. The
# piece ends at a space if possible.
function take(i,   piece, n) {
	sub(/^ +/, "", rest[i])
	n = length(rest[i])
	if (n > width[i]) {
		piece = substr(rest[i], 1, width[i] + 1)
		n = width[i]
		if (match(piece, / [^ ]*$/) && RSTART > width[i] / 3)
			n = RSTART - 1
	}
	piece = substr(rest[i], 1, n)
	rest[i] = substr(rest[i], n + 1)
	return piece
}

function put_row(a, b, c, mark,   line) {
	rest[1] = a
	rest[2] = b
	rest[3] = c
	do {
		line = sprintf("  %-" width[1] "s  %-" width[2] "s  %-" \
			       width[3] "s  %s", take(1), take(2), take(3), mark)
		sub(/ +$/, "", line)
		print line
		mark = ""
	} while (rest[1] rest[2] rest[3] != "")
}

function dashes(n,   s) {
	while (n--)
		s = s "-"
	return s
}

$1 == "HEAD" {
	put_row("request", "kernel's decision", "what the program saw", "")
	put_row(dashes(width[1]), dashes(width[2]), dashes(width[3]), "")
	next
}

$2 == $4 && $3 == $5 {
	put_row($1, $2, $3, "ok")
	next
}

{
	put_row($1, $2, $3, "WRONG")
	put_row("(expected)", $4, $5, "")
}
