#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-only
#
# Turns the output of a kernel build into one line of progress. Prints a line for
# each tenth if standard output is no terminal.
#
#	make ... | progress.pl NAME OBJECTS
#
# OBJECTS is an estimate of their number, or 0 if it is not known.

use strict;
use warnings;

my ($name, $total) = @ARGV;
my ($done, $began, $last) = (0, time, 0);
my $step = $total ? $total / 10 : 100;
my $next_line = $step;
my $tty = -t STDOUT;
$| = 1;

sub clock {
	my $seconds = shift;

	return sprintf('%d:%02d', $seconds / 60, $seconds % 60);
}

sub show {
	my $now = shift;
	my $of = $total ? ' of about ' . ($total > $done ? $total : $done) : '';
	my $line = "$name: $done$of objects, " . clock($now - $began);

	# The first few objects are no base for an estimate.
	if ($now - $began >= 5 && $done < $total) {
		my $left = ($now - $began) * ($total - $done) / $done;
		$line .= ', about ' . clock($left) . ' left';
	}
	printf $tty ? "\r%-75s" : "%s\n", $line;
}

while (my $line = <STDIN>) {
	# Objects of the kernel, not of the tools that build it.
	next unless $line =~ m{^  (CC|AS) +(?!/|scripts/|tools/)\S+\.o$};
	$done++;
	my $now = time;
	if ($tty) {
		show($now) if $now != $last;
		$last = $now;
	} elsif ($done >= $next_line) {
		show($now);
		$next_line += $step;
	}
}
if ($tty && $done) {
	show(time);
	print "\n";
}
