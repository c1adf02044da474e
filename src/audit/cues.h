/* Cues: words that tell how a number was made from others, and which way it went. */
#pragma once

#include "audit/words.h"

typedef enum Cue {
  CUE_UP = 1 << 0,         /* rose, more, выросли, артты */
  CUE_DOWN = 1 << 1,       /* fell, less, снизились, азайды */
  CUE_DIFFERENCE = 1 << 2, /* gap, than, разница */
  CUE_SUM = 1 << 3,        /* together, total, всего, барлығы */
  CUE_SHARE = 1 << 4,      /* share, of, доля, үлес */
  CUE_MEAN = 1 << 5,       /* average, в среднем, орта */
  CUE_RANK = 1 << 6,       /* place, rank, место, орын */
  CUE_COUNT = 1 << 7,      /* regions, countries, областей: a number of members */
  CUE_REST = 1 << 8,       /* rest, other, остальные, қалған */
  CUE_RATE = 1 << 9,       /* per, each, на одного, бір … шаққанда */
  CUE_BEFORE = 1 << 10, /* a year earlier, previous, годом ранее, өткен жылы */
  CUE_BASE = 1 << 11,   /* since, against: the year that follows is what is compared with */
  CUE_AFTER = 1 << 12,  /* stands after what it belongs to, as Kazakh has it */
  CUE_GOAL = 1 << 14,   /* must, target, должно, керек: of a year to come */
  CUE_TO = 1 << 13,     /* right before a number: what it went to, to, до */
} Cue;

/* What the word alone says; 0: nothing. */
unsigned cue_of_word(const Word *word);
