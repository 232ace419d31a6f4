# SPDX-License-Identifier: GPL-2.0-only
#
#	gnuplot -e "results='FILE'; archs='ARCH...'; kind='svg'; picture='FILE'" \
#		plot.gp
#
# Plots the cost of a call against the number of filters under the container
# profile. The picture has a row for each architecture and a column for each
# kind of call.

set datafile separator ','
# Rows that a curve does not select must not interrupt the curve.
set datafile missing NaN
calls = 'getpid kexec_load personality'
titles = "'always allowed' 'always refused' 'depends on the argument'"

height = 40 + 320 * words(archs)
if (kind eq 'svg') {
	set terminal svg size 1000, height noenhanced font 'sans,12' \
		background 'white'
} else {
	set terminal pngcairo size 1000, height noenhanced font 'sans,10'
}
set output picture

set logscale xy
set xtics (1, 2, 8, 32)
set xrange [0.8:40]
set yrange [100:100000]
set grid ytics lc rgb '#dddddd'
set xlabel 'filters'
set key top left Left reverse samplen 2

# Return the value of a selected row, and NaN for every other row.
pick(k, t, a, m) = (strcol(1) eq k && strcol(2) eq a && strcol(3) eq t && \
	strcol(4) eq 'container' && strcol(6) eq m) ? column(7) : NaN
plain(a, m) = (strcol(1) eq 'ours' && strcol(2) eq a && \
	strcol(4) eq 'none' && strcol(6) eq m) ? column(7) : NaN

set multiplot layout words(archs), 3 \
	title 'Cost of a system call under a container profile, attached so\
 often (make bench KEEP=1)'
do for [a in archs] {
	do for [i = 1:3] {
		call = word(calls, i)
		undefine STATS_*
		stats results using (plain(a, call)) nooutput
		none = exists('STATS_min') ? STATS_min : NaN
		set title sprintf("%s, %s:\n%s", a, call, word(titles, i))
		set ylabel (i == 1 ? 'guest instructions' : '')
		# Show the key in the first column: its curves leave room.
		if (i == 1) { set key } else { unset key }
		plot none title 'no filter' lw 1 dt 2 lc rgb '#888888', \
			results using 5:(pick('base', 'linear', a, call)) \
			title 'base, linear' with linespoints lw 2 pt 7 \
			lc rgb '#d95f02', \
			results using 5:(pick('base', 'binary', a, call)) \
			title 'base, binary tree' with linespoints lw 2 pt 6 \
			lc rgb '#e6ab02', \
			results using 5:(pick('ours', 'linear', a, call)) \
			title 'ours, linear' with linespoints lw 2 pt 5 \
			lc rgb '#1b9e77', \
			results using 5:(pick('ours', 'binary', a, call)) \
			title 'ours, binary tree' with linespoints lw 2 pt 4 \
			lc rgb '#7570b3'
	}
}
unset multiplot
