#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-only
#
# Reads what a run of test programs has printed and says what each case came to.
#
#	tap.pl NONCE FILE PROGRAM...
#
# The output of each PROGRAM stands in FILE between two lines
#
#	@NONCE start PROGRAM
#	@NONCE end PROGRAM STATUS
#
# Printed is a line for each case: pass, fail or skip, the program, the case, and
# what is known about the reason, with tabs between. A program that does not
# start or end, plans nothing, gives fewer results than it planned, or fails
# without a failing case has a failing case of its own for that. TAP itself is
# read by Perl's TAP::Parser.

use strict;
use warnings;
use TAP::Parser;

my ($nonce, $file, @programs) = @ARGV;
if (!@programs) {
	print STDERR "tap.pl: use: tap.pl NONCE FILE PROGRAM...\n";
	exit 2;
}

sub result {
	my ($state, $program, $case, $reason) = @_;

	$reason //= '';
	s/[\t\n\r]+/ /g for $case, $reason;
	print join("\t", $state, $program, $case, $reason), "\n";
}

# What each program printed, and the status that it ended with.
sub read_output {
	my ($name, %text, %status);

	open(my $input, '<:raw', $file) or die "tap.pl: $file: $!\n";
	while (my $line = <$input>) {
		if ($line =~ /^\@\Q$nonce\E start (\S+)$/) {
			$name = $1;
			$text{$name} //= '';
		} elsif ($line =~ /^\@\Q$nonce\E end (\S+) (\d+)$/) {
			$status{$1} = $2;
			undef $name;
		} elsif (defined $name) {
			# TAP::Parser takes the words of a message for the
			# text of a case when a carriage return is in it.
			$line =~ s/\r//g;
			$text{$name} .= $line;
		}
	}
	close($input);
	return (\%text, \%status);
}

# Of what a program has said, the end says most.
sub last_words {
	my @words = grep { !/^\s*(RUN|OK|FAIL)\b/ } @_;

	splice(@words, 0, @words - 4) if @words > 4;
	return @words;
}

# The words of a case may stand before its result (kselftest) or after it.
sub failing_case {
	my ($program, $case, $before, $after) = @_;
	my @words = last_words(@$before);

	@words = last_words(@$after) if !@words;
	result('fail', $program, $case, join('; ', @words));
}

sub read_cases {
	my ($program, $text) = @_;
	my ($failed, $words, @pending) = (0, []);

	# Not even a plan: the parser wants some text to complain about.
	$text = "\n" if $text eq '';
	my $parser = TAP::Parser->new({ tap => $text, ignore_exit => 1 });

	while (my $line = $parser->next) {
		if ($line->is_comment) {
			push @$words, $line->comment;
			next;
		}
		if ($line->is_bailout) {
			result('fail', $program, 'bail out', $line->explanation);
			$failed++;
			next;
		}
		next unless $line->is_test;

		failing_case(@pending, $words) if @pending;
		@pending = ();
		my $case = $line->description =~ s/^- //r;
		$case = 'case ' . $line->number if $case eq '';
		if ($line->has_skip) {
			result('skip', $program, $case,
			       $line->explanation || 'no reason given');
		} elsif ($line->is_actual_ok) {
			result('pass', $program, $case);
		} else {
			@pending = ($program, $case, $words);
			$failed++;
		}
		$words = [];
	}
	failing_case(@pending, $words) if @pending;
	# A whole program may be skipped by its plan, 1..0.
	if ($parser->skip_all) {
		result('skip', $program, 'all', $parser->skip_all);
		return $failed;
	}
	for my $error ($parser->parse_errors) {
		result('fail', $program, 'TAP', $error);
		$failed++;
	}
	return $failed;
}

my ($text, $status) = read_output();
for my $program (@programs) {
	if (!defined $text->{$program}) {
		result('fail', $program, 'start', 'did not run');
		next;
	}
	my $failed = read_cases($program, $text->{$program});
	my $end = $status->{$program};
	if (!defined $end) {
		result('fail', $program, 'end', 'did not end');
	} elsif ($end >= 128) {
		result('fail', $program, 'end', 'killed by signal ' . ($end - 128));
	} elsif ($end == 124 || $end == 143) {
		result('fail', $program, 'end', 'took too long');
	} elsif ($end && $end != 4 && !$failed) {
		# 4 is how a kselftest says that it has skipped everything.
		result('fail', $program, 'end', "status $end, but no failing case");
	}
}
