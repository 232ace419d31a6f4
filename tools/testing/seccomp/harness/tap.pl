#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-only
#
# Reads the output of a run of test programs and prints the result of each case.
#
#	tap.pl NONCE FILE PROGRAM...
#
# FILE has the output of each PROGRAM between two lines
#
#	@NONCE start PROGRAM
#	@NONCE end PROGRAM STATUS
#
# The line for a case has these fields, with tabs between: pass, fail or skip; the
# program; the case; the reason, if it is known. A program gets a failing case if it
# does not start or end, has no plan or fewer results than planned, or fails without
# a failing case. Perl's TAP::Parser reads the TAP.

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

# Return the output of each program, and its exit status.
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
			# A carriage return makes TAP::Parser read a message as
			# the description of a case.
			$line =~ s/\r//g;
			$text{$name} .= $line;
		}
	}
	close($input);
	return (\%text, \%status);
}

# Return the last four lines of a message.
sub last_words {
	my @words = grep { !/^\s*(RUN|OK|FAIL)\b/ } @_;

	splice(@words, 0, @words - 4) if @words > 4;
	return @words;
}

# The message of a case is before its result (kselftest) or after it.
sub failing_case {
	my ($program, $case, $before, $after) = @_;
	my @words = last_words(@$before);

	@words = last_words(@$after) if !@words;
	result('fail', $program, $case, join('; ', @words));
}

sub read_cases {
	my ($program, $text) = @_;
	my ($failed, $words, @pending) = (0, []);

	# TAP::Parser reports a missing plan only if there is some text.
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
	# The plan 1..0 skips the whole program.
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
		# A kselftest exits with 4 if it has skipped all cases.
		result('fail', $program, 'end', "status $end, but no failing case");
	}
}
