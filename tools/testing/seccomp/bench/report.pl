#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-only
#
#	report.pl [--check] [--relative] BUDGETS RESULTS NOTES ARCH...
#
# Prints the results, a CSV file, as tables with columns for the base and for
# our kernel. Lists of spreads, missing values and missed budgets follow. With
# --check, the exit status is 1 if a budget is missed. With --relative, only
# limits that are a factor or relative to the base count: the others are for the
# small configuration.
#
# A line of NOTES has a kind (missing, skip or fact), the architecture, base or
# ours, and the rest of the guest's line. Tabs separate the fields.

use strict;
use warnings;

my ($check, $relative);
while (@ARGV && $ARGV[0] =~ /^--(check|relative)$/) {
	$1 eq 'check' ? ($check = 1) : ($relative = 1);
	shift;
}
die "usage: report.pl [--check] [--relative] BUDGETS RESULTS NOTES ARCH...\n"
    unless @ARGV > 3;
my ($budgets_file, $results_file, $notes_file, @archs) = @ARGV;

my (%value, %unit, %spread, %seen, @measures, @missed, @missing, @facts);
my (%skipped, @skips);
my ($does_not_fit, $checked, $left_out) = (0, 0, 0);

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
		    $unit, $spread) = split /,/;
		my @key = ($arch, $kernel, $tree, $profile, $depth, $measure);
		push @measures, $measure unless $seen{"measure $measure"}++;
		$value{join $;, @key} = $value;
		$spread{join $;, @key} = $spread;
		$unit{$measure} //= $unit;
		$does_not_fit++ if $value eq 'does not fit';
	}
}

sub read_notes {
	for (rows($notes_file)) {
		my ($kind, $arch, $kernel, @rest) = split /\t/;
		if ($kind eq 'fact') {
			push @facts, [$arch, $kernel, @rest];
		} elsif ($kind eq 'skip') {
			my $reason = pop @rest;
			$skipped{join $;, $arch, $kernel, @rest} = $reason;
			push @skips, "$arch $kernel @rest: $reason";
		} else {
			push @missing, "$arch $kernel @rest";
		}
	}
}

my %budget;

# Returns a limit: a term (none, base, another [measure] of the row, or 0) with
# an operator and a number. Returns undef for "-", so that a list keeps its length.
sub parse_limit {
	my ($limit) = @_;
	return undef if $limit eq '-';
	$limit =~ /^(?:(none|base|\[[^]]+\])(?: ([+*]) ([\d.]+))?|([\d.]+))$/
	    or die "report.pl: $budgets_file: bad limit '$limit'\n";
	return { term => '', operator => '+', number => $4 } if defined $4;
	return { term => $1, operator => $2 // '+', number => $3 // 0 };
}

sub is_relative {
	my ($limit) = @_;
	return $limit->{term} eq 'base' || $limit->{operator} eq '*';
}

sub read_budgets {
	for (grep { !/^(#|$)/ } rows($budgets_file)) {
		my ($profile, $measure, @limits) = split /\t/;
		die "report.pl: $budgets_file: no limit in '$_'\n"
		    unless @limits == 1 || @limits == 2;
		my %limits;
		@limits{'x86_64', 'arm64'} = map { parse_limit($_) }
		    @limits == 1 ? @limits[0, 0] : @limits;
		for my $arch (@archs) {
			my $limit = $limits{$arch} or next;
			next if $relative && !is_relative($limit);
			$budget{$arch, $profile, $measure} = $limit;
		}
	}
}

# A budget for one tree replaces the one for both.
sub budget_of {
	my ($arch, $tree, $profile, $measure) = @_;
	return $budget{$arch, "$profile/$tree", $measure} //
	    $budget{$arch, $profile, $measure};
}

sub lookup {
	return $value{join $;, @_};
}

sub number {
	my ($value) = @_;
	return defined $value && $value =~ /^-?[\d.]+$/;
}

# Returns the value without a filter. It belongs to no tree. The measurements of
# 32-bit calls and of other work at entry have their own.
sub without {
	my ($arch, $kernel, $profile, $measure) = @_;
	return lookup($arch, $kernel, '-', $profile, 0, $measure) //
	    lookup($arch, $kernel, '-', 'none', 0, $measure);
}

# Returns the limit in instructions at a depth. Returns nothing if the measure
# has no budget, or if the value that the limit refers to is missing.
sub limit {
	my ($arch, $tree, $profile, $depth, $measure) = @_;
	my $budget = budget_of($arch, $tree, $profile, $measure) or return;
	my $term = 0;
	if ($budget->{term} eq 'none') {
		$term = without($arch, 'ours', $profile, $measure);
	} elsif ($budget->{term} eq 'base') {
		$term = lookup($arch, 'base', $tree, $profile, $depth,
			       $measure);
	} elsif ($budget->{term} =~ /^\[(.+)\]$/) {
		$term = lookup($arch, 'ours', $tree, $profile, $depth, $1);
	}
	return unless number($term);
	return $budget->{operator} eq '+' ? $term + $budget->{number}
	    : $term * $budget->{number};
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
	return sprintf($value < 10 ? '%.1f' : '%.0f', $value);
}

# Returns what is wrong with a value at a depth, or an empty string.
sub fault {
	my ($arch, $tree, $profile, $depth, $measure) = @_;
	my $value = lookup($arch, 'ours', $tree, $profile, $depth, $measure);
	return "not measured ($depth)" unless defined $value;
	return '' unless number($value);
	my $limit = limit($arch, $tree, $profile, $depth, $measure);
	return "no value to compare with ($depth)" unless defined $limit;
	return '' unless over($value, $limit);
	return "budget " . cell($limit) . ", measured " . cell($value) .
	    " ($depth)";
}

# Returns "ok" or "MISSED" for all depths together. A depth without a
# measurement misses the budget. A depth that does not fit is fine if another
# depth fits.
sub verdict {
	my ($arch, $tree, $profile, $measure, @depths) = @_;
	return '' unless budget_of($arch, $tree, $profile, $measure);
	my @faults = grep { $_ } map {
		fault($arch, $tree, $profile, $_, $measure) } @depths;
	push @faults, 'not even one filter fits' unless @faults || grep {
		number(lookup($arch, 'ours', $tree, $profile, $_, $measure))
	} @depths;
	$checked++;
	$seen{"checked $arch $profile $measure"}++;
	return 'ok' unless @faults;
	push @missed, "$arch, $profile ($tree), $measure: " .
	    join('; ', @faults);
	return 'MISSED';
}

# Returns the measured points of an architecture: for each profile and tree, a
# hash from the measure to the list of its depths. Depth 0 is "without".
sub points {
	my ($arch) = @_;
	my (%depths, %points);
	for (keys %value) {
		my ($a, undef, $tree, $profile, $depth, $measure) = split /$;/;
		next unless $a eq $arch && $measure !~ /^workload/;
		next if $depth == 0 && $profile !~ /^(entry|key)$/;
		$depths{$profile}{$tree}{$measure}{$depth} = 1;
	}
	for my $profile (keys %depths) {
		for my $tree (keys %{$depths{$profile}}) {
			my $of = $depths{$profile}{$tree};
			$points{$profile}{$tree}{$_} =
			    [sort { $a <=> $b } keys %{$of->{$_}}]
			    for keys %$of;
		}
	}
	return \%points;
}

# Sorts by the order of the results.
sub in_order {
	my %order = map { $measures[$_] => $_ } 0 .. $#measures;
	return sort { $order{$a} <=> $order{$b} } @_;
}

# Prints the cost of each call by depth.
sub depth_table {
	my ($arch, $profile, $tree, $depths, @wanted) = @_;
	my @depths = @$depths;
	my $columns = '%-19s %6s' . ' %6s' x (2 * @depths) . " %6s %s\n";

	printf "\n%s, %s of %s programs: guest instructions by the number of " .
	    "filters\n", $arch, $profile, $tree;
	printf $columns, '', '', 'base:', ('') x $#depths, 'ours:',
	    ('') x $#depths, '', '';
	printf $columns, '', 'none', @depths, @depths, 'budget', '';
	for my $measure (@wanted) {
		my $limit = limit($arch, $tree, $profile, $depths[0], $measure);
		printf $columns, $measure,
		    cell(without($arch, 'ours', $profile, $measure)),
		    (map { my $kernel = $_;
			   map { cell(lookup($arch, $kernel, $tree, $profile,
					     $_, $measure)) } @depths
		    } 'base', 'ours'),
		    defined $limit ? cell($limit) : '',
		    verdict($arch, $tree, $profile, $measure, @depths);
	}
}

# Prints the tables of measures with several depths. Returns the others, as
# [profile, tree, depth, measure].
sub depth_tables {
	my ($arch) = @_;
	my $points = points($arch);
	my @others;
	for my $profile (sort keys %$points) {
		for my $tree (sort { $b cmp $a } keys %{$points->{$profile}}) {
			my $of = $points->{$profile}{$tree};
			my %together;
			push @{$together{"@{$of->{$_}}"}}, $_
			    for in_order(keys %$of);
			for my $depths (sort keys %together) {
				my @depths = split / /, $depths;
				my @wanted = @{$together{$depths}};
				if (@depths > 1) {
					depth_table($arch, $profile, $tree,
						    \@depths, @wanted);
				} else {
					push @others, map { [$profile, $tree,
					    $depths[0], $_] } @wanted;
				}
			}
		}
	}
	return @others;
}

# Prints the measures with one depth.
sub plain_table {
	my ($arch, @others) = @_;
	my $columns = "%-16s %-6s %-23s %8s %9s %8s %8s %-6s %s\n";

	printf "\n%s: one depth\n", $arch;
	printf $columns, 'profile', '', '', 'none', 'base', 'ours', 'budget',
	    '', 'unit';
	for my $row (@others) {
		my ($profile, $tree, $depth, $measure) = @$row;
		my $none = without($arch, 'ours', $profile, $measure);
		my $limit = limit($arch, $tree, $profile, $depth, $measure);
		printf $columns, "$profile of $depth", $tree, $measure,
		    $depth && defined $none ? cell($none) : '',
		    cell(lookup($arch, 'base', $tree, $profile, $depth,
				$measure)),
		    cell(lookup($arch, 'ours', $tree, $profile, $depth,
				$measure)),
		    defined $limit ? cell($limit) : '',
		    verdict($arch, $tree, $profile, $measure, $depth),
		    $unit{$measure};
	}
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
		my $budget = $budget{$arch, 'container', $measure};
		for my $tree ('linear', 'binary') {
			printf $columns, $measure, $tree,
			    cell(without($arch, 'ours', 'container', $measure)),
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
	my $none = without($arch, $kernel, 'container', $measure);
	return '?' unless number($with) && number($none) && $none;
	return sprintf '%.4f', $with / $none;
}

# Prints what the guest says about mitigations, once if both kernels agree.
sub fact_table {
	my ($arch) = @_;
	my %kernels;
	my @names;
	for (grep { $_->[0] eq $arch } @facts) {
		my (undef, $kernel, $name, $text) = @$_;
		push @names, "$name: $text"
		    unless $kernels{"$name: $text"};
		push @{$kernels{"$name: $text"}}, $kernel;
	}
	print "\n$arch: mitigations in the guest\n" if @names;
	for (@names) {
		print "    $_", (@{$kernels{$_}} > 1 ? '' :
				 " (only $kernels{$_}[0])"), "\n";
	}
}

# Lists the values that a second set of rounds does not repeat.
sub spread_list {
	my ($arch) = @_;
	my ($exact, $once, @lines) = (0, 0);
	for (sort keys %spread) {
		my ($a, $kernel, $tree, $profile, $depth, $measure) =
		    split /$;/;
		next unless $a eq $arch && number($value{$_});
		if (!number($spread{$_})) {
			$once++;
		} elsif (sprintf('%.1f', $spread{$_}) <= 0.5) {
			$exact++;
		} else {
			push @lines, sprintf "    %-5s %-15s %-6s %-24s %11s" .
			    " %8s  %.2f%%\n", $kernel, "$profile of $depth",
			    $tree, $measure, cell($value{$_}),
			    cell($spread{$_}),
			    100 * $spread{$_} / ($value{$_} + 0 || 1);
		}
	}
	printf "\n%s: two sets of rounds agree within half an instruction for " .
	    "%d values;\n%d values have one round or follow from others. The " .
	    "other values and their spreads:\n", $arch, $exact, $once;
	print @lines;
}

sub tables {
	my ($arch) = @_;

	fact_table($arch);
	plain_table($arch, depth_tables($arch));
	workload_table($arch);
	spread_list($arch);
}

# Does neither kernel have what a measurement needs?
sub skipped_on_both {
	my ($arch, $profile, $measure) = @_;
	my %kernels;
	for (keys %skipped) {
		my ($a, $kernel, undef, $p, undef, $m) = split /$;/;
		$kernels{$kernel} = 1 if $a eq $arch && $p eq $profile &&
		    $m eq $measure;
	}
	return $kernels{base} && $kernels{ours};
}

# Counts a budget as missed if no value was measured for it.
sub unmeasured {
	for (sort keys %budget) {
		my ($arch, $profile, $measure) = split /$;/;
		$profile =~ s{/.*}{};
		next if $seen{"checked $arch $profile $measure"};
		if (skipped_on_both($arch, $profile, $measure)) {
			$left_out++;
			next;
		}
		push @missed, "$arch, $profile, $measure: not measured";
		$checked++;
	}
}

sub summary {
	print "\n";
	print "-: the kernel does not accept that many filters (ENOMEM)\n"
	    if $does_not_fit;
	print "Skipped:\n", map { "    $_\n" } @skips if @skips;
	print "Missing values:\n", map { "    $_\n" } @missing if @missing;
	print "Budgets missed (with the number of filters):\n",
	    map { "    $_\n" } @missed if @missed;
	printf "%d budgets: %d met, %d missed, %d skipped; %d values, " .
	    "%d do not fit, %d missing\n", $checked, $checked - @missed,
	    scalar @missed, $left_out, scalar(keys %value) - $does_not_fit,
	    $does_not_fit, scalar @missing;
}

read_results();
read_notes();
read_budgets();
for my $arch (@archs) {
	tables($arch) if grep { /^$arch$;/ } keys %value;
}
unmeasured();
summary();
exit(!%value || $check && @missed ? 1 : 0);
