/* The steps of text_layout: runs are joined and cut into pieces, lines are chosen, lines are made.
 */
#pragma once

#include "compose/composer_private.h"

/* Text between two places where style may change or a line may end. */
typedef struct Piece {
  size_t start, end; /* what is seen, without the spaces after it */
  bool space;        /* is a space after it? */
  double width, space_width;
  size_t run;
  bool may_break;  /* may the line end after it? */
  bool must_break; /* and does it? */
  bool soft_hyphen;
} Piece;

typedef struct Paragraph {
  const Composer *composer;
  const TextLayout *layout;
  TextRuns runs;
  GString *text;
  GArray *starts; /* size_t: where each run starts in text, and its end */
  GArray *pieces; /* Piece */
} Paragraph;

/* Pieces [first, last] stand on one line. */
typedef struct LineRange {
  guint first, last;
} LineRange;

/* No line holds a longer word; longer ones are taken apart beforehand, which keeps hostile input
 * linear. */
enum { WORD_MAX = 200 };

/* What is shown at the end of a line that cuts a word: drawn as a hyphen, read as a soft one. */
#define SOFT_HYPHEN "\xc2\xad"

void paragraph_init(Paragraph *paragraph, const Composer *composer, const TextLayout *layout,
                    TextRuns runs);
void paragraph_finish(Paragraph *paragraph);

TextStyle paragraph_style(const Paragraph *paragraph, const TextRun *run);
double paragraph_measure(const Paragraph *paragraph, size_t run, const char *text, size_t length);

/* Pieces that are wider than a line are cut. Then the lines, in order: LineRange. Cut words become
 * two pieces, so the pieces are not those of before. */
GArray *paragraph_break(Paragraph *paragraph);

/* A piece in two at byte `cut` of the text; the first ends with a hyphen if `hyphen`. */
void piece_split(const Paragraph *paragraph, const Piece *piece, size_t cut, bool hyphen,
                 Piece *first, Piece *rest);

/* The place after the character at `at` and the marks that combine with it; at most `end`. */
size_t next_character(const char *text, size_t at, size_t end);

/* Places where the piece's word may be parted: bytes of the text, at most `max`, in order.
 * `forced`: the word does not fit on a line, so that names are parted too. */
size_t piece_hyphens(const Paragraph *paragraph, const Piece *piece, bool forced, size_t *places,
                     size_t max);
