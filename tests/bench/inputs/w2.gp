# A donut with values beside its parts and a legend below. gnuplot -c w2.gp CSV PNG
set datafile separator ","
set terminal pngcairo size 1200,1200 font "DejaVu Sans,18"
set output ARG2
set title "Admissions by genre, percent" font ",25"
stats ARG1 using 2 skip 1 name "share" nooutput
angle(part) = part / share_sum * 2 * pi
unset border
unset tics
set size square
set xrange [-1.5:1.5]
set yrange [-1.7:1.3]
colours = "0x1f5a94 0xe07b39 0x4c9f70 0xb8433f 0x7a5ea8 0xc9a227 0x6b7785"
set style fill solid border rgb "white"
set object circle at 0, 0 size 0.6 front fillcolor rgb "white" fillstyle solid noborder
set key bottom center horizontal maxcols 4
end = pi / 2
from = pi / 2
plot ARG1 using (0):(0):(1.1):((start = end, end = start - angle($2), end) * 180 / pi):(start * 180 / pi):(int(word(colours, int($0) + 1))) \
    skip 1 with circles lc rgb variable notitle, \
  ARG1 using (middle = from - angle($2) / 2, from = from - angle($2), 1.24 * cos(middle)):(1.24 * sin(middle)):(sprintf("%.1f", $2)) \
    skip 1 with labels notitle, \
  for [i = 1:7] ARG1 using (NaN):(NaN) skip 1 with boxes lc rgb int(word(colours, i)) \
    title word("Comedy Family Drama Action Historical Horror Other", i)
