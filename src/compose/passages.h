/* Passages: all that a document says in words, in its order, with its inline figures filled in and
 * each byte's place in the source. What the audit reads. */
#pragma once

#include "compose/claims.h"

typedef enum PassageKind {
  PASSAGE_TITLE, /* the document's title and subtitle */
  PASSAGE_KPI,
  PASSAGE_HEADING,
  PASSAGE_PARAGRAPH, /* of items, quotes and margin notes, too */
  PASSAGE_CELL,      /* of a table that is typed */
  PASSAGE_CAPTION,
  PASSAGE_FOOTNOTE,
  PASSAGE_FIGURE, /* a chart's title, subtitle, description, note, annotation */
  PASSAGE_KIND_COUNT,
} PassageKind;

typedef enum PieceKind {
  PIECE_TEXT,
  PIECE_FIGURE,    /* an inline figure's value: bound to the data */
  PIECE_REFERENCE, /* "Figure 3" */
  PIECE_CODE,
} PieceKind;

/* Bytes [start, end) of a passage's text. */
typedef struct PassagePiece {
  PieceKind kind;
  size_t start, end;
  Span span;              /* in the source */
  const char *expression; /* figures: what stands between the braces; else NULL */
  const char *waiver;     /* why its numbers need no support; NULL: they do */
} PassagePiece;

typedef struct Passage {
  PassageKind kind;
  const char *text;
  const PassagePiece *pieces; /* cover the text, in order */
  size_t piece_count;
  const char *context;  /* what else is said of it: of cells the heads and the caption, of a
                           figure its titles and its table's name; NULL: nothing */
  const char *heads;    /* of cells those of their column and row; else NULL */
  const char *language; /* "ru" */
  size_t section;       /* number of the heading before it, from 1; 0: none */
  size_t group;         /* passages of one list, table or figure share it */
  size_t item, depth;   /* which item of a list it stands in, and how deep; 0: in none */
} Passage;

typedef struct PassageList {
  const Passage *items;
  size_t count;
  const char *file, *language;
  const Claim *claims; /* of all blocks, in the document's order */
  size_t claim_count;
} PassageList;

/* Faults of figures and references go to `diags`. All in `arena`. */
PassageList
compose_passages(Arena *arena, Document *document, const ComposeOptions *options, DiagList *diags);

/* Where bytes [start, end) of the text stand in the source; the whole piece where its text is not
 * spelt there as it is set. */
Span passage_span(const Passage *passage, size_t start, size_t end);
const PassagePiece *passage_piece(const Passage *passage, size_t at);
