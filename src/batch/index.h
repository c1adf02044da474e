/* Index: pages that list all outputs of a plan, with pictures of their first pages. Made from the
 * plan, what is known of its items, and what stands in the output folder, and from nothing else:
 * the same state gives the same bytes. */
#pragma once

#include "batch/plan.h"
#include "batch/record.h"
#include "compose/strings.h"

/* What is known of an item. */
typedef struct IndexResult {
  const Record *record; /* of its last sound build; NULL: it had none */
  const char *fault;    /* what is wrong with it now, in one line; NULL: nothing */
  bool lost;            /* it was not finished */
} IndexResult;

typedef struct IndexRequest {
  const BatchPlan *plan;
  const IndexResult *results; /* one for each item */
  const char *folder;         /* of the outputs */
  const char *formats;        /* that items are made in, joined by commas */
  const char *title;          /* NULL: the language's own */
  const char *language;
  const Strings *strings; /* of the language */
  /* How the language words a parameter's value; NULL: as it is. May be NULL. */
  const char *(*label)(const char *value, void *user);
  void *user;
} IndexRequest;

typedef struct Index Index;

/* Looks at the outputs in the folder. `request` must outlive the index, which lives in `arena`. */
const Index *index_new(Arena *arena, const IndexRequest *request);

/* The page as HTML, one file but for the pictures; its links lead from the folder. */
char *index_html(const Index *index);

/* The page as a briefing in Markdown, to be composed with the folder as its root. */
char *index_document(const Index *index);

/* The path below the folder of the picture of an output's first page. */
char *index_thumbnail(Arena *arena, const char *output);

/* Pixels across such a picture: sharp on common screens at two thirds of it. */
enum { INDEX_THUMBNAIL_WIDTH = 240 };
