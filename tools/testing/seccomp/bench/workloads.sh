#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Measures real programs of Debian's packages, without a filter and under the
# container profile. A value is the number of instructions of the whole guest
# from the start to the end of a program. It excludes the attach of the profile.
#
# The three configurations take turns in each round, and the median counts. The
# first round fills caches, and a later round can have less work by chance.
set -u

bench=$(cd "$(dirname "$0")" && pwd)/bench
work=$(mktemp -d /tmp/workloads.XXXXXX) || exit
trap 'rm -rf "$work"' EXIT
rounds=9
inserts=400
files=500
# Average size of a file in bytes, similar to a kernel tree.
size=12000
requests=2000

progress()
{
	printf 'progress\t%s\n' "$1"
}

# Each insert is one transaction.
prepare_sqlite()
{
	{
		echo 'create table t (id integer primary key, word text);'
		seq "$inserts" |
			sed "s/.*/insert into t (word) values ('word &');/"
	} >"$work/inserts.sql"
}

sqlite()
{
	rm -f "$work"/db*
	"$bench" run "$1" sqlite3 -init "$work/inserts.sql" "$work/db" \
		'select count(*) from t;'
}

prepare_tar()
{
	head -c "$((2 * size))" /bin/busybox >"$work/block"
	for i in $(seq "$files"); do
		mkdir -p "$work/tree/$((i % 20))"
		head -c "$((2 * size * i / files))" "$work/block" \
			>"$work/tree/$((i % 20))/$i"
	done
}

tar_tree()
{
	rm -f "$work/tree.tar"
	"$bench" run "$1" /bin/tar -C "$work" -cf "$work/tree.tar" tree
}

prepare_redis()
{
	:
}

# The profile confines the server and the client. The client starts when the
# server is ready and idle, because the wait for the server would count.
# --ignore-warnings lets the server start on an arm64 kernel without the pages
# of a mapping in /proc.
redis()
{
	socket=$work/redis.sock
	"$bench" with "$1" redis-server --port 0 --unixsocket "$socket" \
		--save '' --appendonly no --dir "$work" \
		--ignore-warnings ARM64-COW-BUG >"$work/redis.log" 2>&1 &
	server=$!
	tries=50
	until redis-cli -s "$socket" ping >/dev/null 2>&1; do
		tries=$((tries - 1))
		if [ "$tries" = 0 ]; then
			tail -n 2 "$work/redis.log" >&2
			return 1
		fi
		sleep 0.2
	done
	"$bench" run "$1" redis-benchmark -s "$socket" -c 1 -n "$requests" \
		-t set,get -q
	status=$?
	kill "$server"
	wait "$server"
	return "$status"
}

# Prints the value number $2 of file $1 in ascending order, or nothing if a round
# is missing.
ranked()
{
	[ "$(wc -l <"$1")" -eq "$rounds" ] || return
	sort -n "$1" | sed -n "$2p"
}

# Prints the median and, as its spread, the range of the three middle rounds.
median()
{
	low=$(ranked "$1" "$(((rounds - 1) / 2))")
	high=$(ranked "$1" "$(((rounds + 3) / 2))")
	[ -z "$low" ] || printf '%s\tinstructions\t%s\n' \
		"$(ranked "$1" "$(((rounds + 1) / 2))")" "$((high - low))"
}

report()
{
	case $2 in
	none) point='-	none	0' ;;
	*)    point="$2	container	1" ;;
	esac
	if [ -n "$3" ]; then
		printf 'value\t%s\tworkload %s\t%s\n' "$point" "$1" "$3"
	else
		printf 'missing\t%s\tworkload %s\t%s\n' "$point" "$1" \
			"$(tr '\n' ' ' <"$work/errors")"
	fi
}

workload()
{
	name=$1 function=$2
	"prepare_$name"
	for tree in none linear binary; do
		: >"$work/$tree"
	done
	for turn in $(seq "$rounds"); do
		progress "$name, round $turn of $rounds"
		for tree in none linear binary; do
			"$function" "$tree" >>"$work/$tree" 2>"$work/errors" ||
				break 2
		done
	done
	for tree in none linear binary; do
		report "$name" "$tree" "$(median "$work/$tree")"
	done
}

workload sqlite sqlite
workload tar tar_tree
workload redis redis
