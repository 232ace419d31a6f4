#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-only
#
#	report.pl [--check] BUDGETS RESULTS MISSING ARCH...
#
# Prints the results, a CSV file, as tables with columns for the base and for
# our kernel. A list of missing values and a list of missed budgets follow. With
# --check, the exit status is 1 if a budget is missed.

use strict;
use warnings;

my $check = @ARGV && $ARGV[0] eq '--check' && shift;
die "usage: report.pl [--check] BUDGETS RESULTS MISSING ARCH...\n"
    unless @ARGV > 3;
my ($budgets_file, $results_file, $missing_file, @archs) = @ARGV;

my (%value, %unit, %seen, @measures, @missed);
my ($does_not_fit, $checked) = (0, 0);

sub rows {
	my ($path) = @_;
	open(my $file, '<', $path) or die "report.pl: $path: $!\n";
	chomp(my @lines = <$file>);
	return @lines;
}

sub read_results {
	my (undef, @lines) = rows($results_file);
	for (@lines) {
		my ($kernel, $arch, $tree, $profile, $depth, $measure, $value,
		    $unit) = split /,/;
		push @measures, $measure unless $seen{"measure $measure"}++;
		$value{$arch, $kernel, $tree, $profile, $depth, $measure} =
		    $value;
		$unit{$measure} //= $unit;
		$does_not_fit++ if $value eq 'does not fit';
	}
}

my %budget;

sub read_budgets {
	for (grep { !/^(#|$)/ } rows($budgets_file)) {
		my ($profile, $measure, $limit) = split /\t/;
		$limit =~ /^(none ([+*]) )?([\d.]+)$/
		    or die "report.pl: $budgets_file: bad limit '$limit'\n";
		$budget{$profile, $measure} = {
			profile => $profile, measure => $measure,
			operator => $2 // '', number => $3,
		};
	}
}

sub lookup {
	return $value{join $;, @_};
}

sub number {
	my ($value) = @_;
	return defined $value && $value =~ /^-?[\d.]+$/;
}

# Returns the value without a filter. It belongs to no tree.
sub without {
	my ($arch, $kernel, $measure) = @_;
	return lookup($arch, $kernel, '-', 'none', 0, $measure);
}

# Returns the limit in instructions. Returns nothing if the measure has no
# budget, or if a relative budget lacks the value without a filter.
sub limit {
	my ($arch, $profile, $measure) = @_;
	my $budget = $budget{$profile, $measure} or return;
	return $budget->{number} unless $budget->{operator};
	my $none = without($arch, 'ours', $measure);
	return unless number($none);
	return $budget->{operator} eq '+' ? $none + $budget->{number}
	    : $none * $budget->{number};
}

# Compares whole instructions. The fraction is the clock's share of a loop.
sub over {
	my ($value, $limit) = @_;
	return sprintf('%.0f', $value) > sprintf('%.0f', $limit);
}

sub cell {
	my ($value) = @_;
	return '?' unless defined $value;
	return '-' unless number($value);
	return sprintf '%.0f', $value;
}

# Returns "ok" or "MISSED" for all depths together. A depth without a
# measurement misses the budget. A depth that does not fit is fine if another
# depth fits.
sub verdict {
	my ($arch, $tree, $profile, $measure, @depths) = @_;
	return '' unless $budget{$profile, $measure};
	my $limit = limit($arch, $profile, $measure);
	my @values = map { lookup($arch, 'ours', $tree, $profile, $_,
				  $measure) } @depths;
	my @wrong;
	push @wrong, 'no value without a filter' unless defined $limit;
	if (grep { !defined } @values) {
		push @wrong, 'not measured';
	} elsif (!grep { number($_) } @values) {
		push @wrong, 'not even one filter fits';
	}
	if (defined $limit) {
		my @over = grep { number($values[$_]) &&
				  over($values[$_], $limit) } 0 .. $#depths;
		push @wrong, sprintf('budget %.0f, measured %s', $limit,
		    join(', ', map { sprintf '%.0f (%d)', $values[$_],
				     $depths[$_] } @over)) if @over;
	}
	$checked++;
	$seen{"checked $arch $profile $measure"}++;
	return 'ok' unless @wrong;
	push @missed, "$arch, $profile ($tree), $measure: " .
	    join('; ', @wrong);
	return 'MISSED';
}

sub depths_of {
	my ($arch, $profile, @wanted) = @_;
	my %depths;
	for (keys %value) {
		my ($a, undef, undef, $p, $depth, $measure) = split /$;/;
		$depths{$depth} = 1 if $a eq $arch && $p eq $profile &&
		    grep { $_ eq $measure } @wanted;
	}
	return sort { $a <=> $b } keys %depths;
}

# Prints the cost of each call by depth.
sub depth_table {
	my ($arch, $profile, $tree, @wanted) = @_;
	my @depths = depths_of($arch, $profile, @wanted) or return;
	my $columns = '%-19s %6s' . ' %6s' x (2 * @depths) . " %6s %s\n";

	printf "\n%s, %s of %s programs: guest instructions by the number of " .
	    "filters\n", $arch, $profile, $tree;
	printf $columns, '', '', 'base:', ('') x $#depths, 'ours:',
	    ('') x $#depths, '', '';
	printf $columns, '', 'none', @depths, @depths, 'budget', '';
	for my $measure (@wanted) {
		my $limit = limit($arch, $profile, $measure);
		printf $columns, $measure,
		    cell(without($arch, 'ours', $measure)),
		    (map { my $kernel = $_;
			   map { cell(lookup($arch, $kernel, $tree, $profile,
					     $_, $measure)) } @depths
		    } 'base', 'ours'),
		    defined $limit ? cell($limit) : '',
		    verdict($arch, $tree, $profile, $measure, @depths);
	}
}

# Prints the measures with one value for a profile: length, attach, notify and
# memory.
sub plain_table {
	my ($arch) = @_;
	my $columns = "%-15s %-6s %-18s %8s %8s %7s %-6s %s\n";

	printf "\n%s: one profile\n", $arch;
	printf $columns, 'profile', '', '', 'base', 'ours', 'budget', '',
	    'unit';
	for my $row (single_rows($arch)) {
		my ($profile, $tree, $depth, $measure) = @$row;
		my $limit = limit($arch, $profile, $measure);
		printf $columns, "$profile of $depth", $tree, $measure,
		    cell(lookup($arch, 'base', $tree, $profile, $depth,
				$measure)),
		    cell(lookup($arch, 'ours', $tree, $profile, $depth,
				$measure)),
		    defined $limit ? cell($limit) : '',
		    verdict($arch, $tree, $profile, $measure, $depth),
		    $unit{$measure};
	}
}

sub single_rows {
	my ($arch) = @_;
	my %rows;
	for (keys %value) {
		my ($a, undef, $tree, $profile, $depth, $measure) = split /$;/;
		next unless $a eq $arch &&
		    $measure =~ /^(length|attach|notify|memory)/;
		$rows{$profile, $tree, $depth, $measure} =
		    [$profile, $tree, $depth, $measure];
	}
	my %order = map { $measures[$_] => $_ } 0 .. $#measures;
	return sort {
		$a->[0] cmp $b->[0] || $b->[1] cmp $a->[1] ||
		    $order{$a->[3]} <=> $order{$b->[3]}
	} values %rows;
}

# Prints the cost of real programs with a filter, relative to no filter.
sub workload_table {
	my ($arch) = @_;
	my @workloads = grep { /^workload/ } @measures or return;
	my $columns = "%-18s %-8s %12s %14s %14s %9s %s\n";

	printf "\n%s, container: real programs, instructions with the filter " .
	    "relative to no filter\n", $arch;
	printf $columns, '', '', 'without', 'base', 'ours', 'budget', '';
	for my $measure (@workloads) {
		my $budget = $budget{'container', $measure};
		for my $tree ('linear', 'binary') {
			printf $columns, $measure, $tree,
			    cell(without($arch, 'ours', $measure)),
			    (map { ratio($arch, $_, $tree, $measure) }
			     'base', 'ours'),
			    $budget ? sprintf('%.3f', $budget->{number}) : '',
			    verdict($arch, $tree, 'container', $measure, 1);
		}
	}
}

sub ratio {
	my ($arch, $kernel, $tree, $measure) = @_;
	my $with = lookup($arch, $kernel, $tree, 'container', 1, $measure);
	my $none = without($arch, $kernel, $measure);
	return '?' unless number($with) && number($none) && $none;
	return sprintf '%.4f', $with / $none;
}

sub tables {
	my ($arch) = @_;
	my @calls = grep { !/^(length|attach|notify|memory|workload|fork)/ }
	    @measures;

	for my $profile ('container', 'stack') {
		for my $tree ('linear', 'binary') {
			depth_table($arch, $profile, $tree, @calls);
		}
	}
	for my $tree ('linear', 'binary') {
		depth_table($arch, 'container', $tree, 'fork and exit');
	}
	plain_table($arch);
	workload_table($arch);
}

# Counts a budget as missed if no value was measured for it.
sub unmeasured {
	for my $arch (@archs) {
		for (@budget{sort keys %budget}) {
			next if $seen{"checked $arch $_->{profile} " .
				      $_->{measure}};
			push @missed, "$arch, $_->{profile}, $_->{measure}: " .
			    "not measured";
			$checked++;
		}
	}
}

sub summary {
	my @missing = rows($missing_file);

	print "\n";
	print "-: the kernel does not accept that many filters (ENOMEM)\n"
	    if $does_not_fit;
	print "Missing values:\n", map { s/\t/ /gr =~ s/^/    /r . "\n" }
	    @missing if @missing;
	print "Budgets missed (with the number of filters):\n",
	    map { "    $_\n" } @missed if @missed;
	printf "%d budgets: %d met, %d missed; %d values, %d do not fit, " .
	    "%d missing\n", $checked, $checked - @missed, scalar @missed,
	    scalar(keys %value) - $does_not_fit, $does_not_fit, scalar @missing;
}

read_results();
read_budgets();
for my $arch (@archs) {
	tables($arch) if grep { /^$arch$;/ } keys %value;
}
unmeasured();
summary();
exit(!%value || $check && @missed ? 1 : 0);
