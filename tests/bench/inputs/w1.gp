# Grouped bars with values. gnuplot -c w1.gp CSV PNG
set datafile separator ","
set terminal pngcairo size 1600,1000 font "DejaVu Sans,18"
set output ARG2
set title "Box office by origin of film, bn tenge" font ",25"
set key top left horizontal
set border 1
set xtics nomirror
set ytics nomirror
set grid ytics
set yrange [0:30]
set style data histograms
set style histogram clustered gap 1
set style fill solid
plot ARG1 using 2:xtic(1) skip 1 title "National" lc rgb "#1f5a94", \
  ARG1 using 3 skip 1 title "Foreign" lc rgb "#e07b39", \
  ARG1 using ($0 - 0.17):2:(sprintf("%.1f", $2)) skip 1 with labels offset 0, 0.7 font ",12" notitle, \
  ARG1 using ($0 + 0.17):3:(sprintf("%.1f", $3)) skip 1 with labels offset 0, 0.7 font ",12" notitle
