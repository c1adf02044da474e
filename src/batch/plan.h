/* Plan: a batch file (YAML) and the items that its matrix makes.
 *
 *   briefing: yearly.{lang}.md          # relative to the batch file; may name parameters
 *   output: "{region}/{year}.{lang}"    # relative to the output folder, without ending
 *   formats: [pdf]
 *   presets: [slide-half]
 *   theme: briefing
 *   index: [html, pdf]                  # pages that list all outputs: these, or [] for none
 *   title: Cinema of all regions        # of those pages, and their language
 *   lang: kk
 *   matrix:                             # the last varies fastest
 *     year: {from: 2015, to: 2024, step: 1}
 *     region: {sql: SELECT region FROM regions}
 *     lang: [en, ru, kk]
 *   include: [{year: 2025, region: Almaty, lang: en}]
 *   exclude: [{region: Astana, lang: kk}]     # all that have these values */
#pragma once

#include "core/node.h"

typedef struct BatchItem {
  const char *output;        /* path below the output folder, without ending */
  const char *briefing;      /* path of the document */
  const char *const *params; /* names and values in turn, ended by NULL */
} BatchItem;

enum { BATCH_INDEX_HTML = 1, BATCH_INDEX_PDF = 2 };

typedef struct BatchPlan {
  const char *formats, *presets, *theme; /* joined by commas; NULL: not given */
  unsigned index;                        /* BATCH_INDEX_… */
  const char *title, *language;          /* of the index; NULL: not given */
  Span language_span;
  const BatchItem *items;
  size_t count;
} BatchPlan;

/* The values of a query over the data of a document: texts, ended by NULL, in the plan's arena.
 * NULL after a fault, which it reports at `sql`'s place. */
typedef const char *const *(*BatchQuery)(const char *briefing, const Node *sql, void *user);

/* Reads the file; all lives in `arena`. NULL (and faults) where it is not sound. An `error` only
 * where the file cannot be read. */
BatchPlan *batch_plan_load(Arena *arena, const char *path, BatchQuery query, void *user,
                           DiagList *diags, GError **error);

/* BATCH_INDEX_… as names joined by commas ("html,pdf", "" for none), and back; what is no such name
 * counts for nothing. */
const char *batch_index_names(unsigned forms);
unsigned batch_index_forms(const char *names);

/* The value of parameter `name`; NULL: it is not among them. */
const char *batch_param(const char *const *params, const char *name);

/* `pattern` with each {name} replaced by its parameter's value. NULL, and in *unknown (in the
 * arena) the name, where there is none of it; the pattern itself from its brace on where that is
 * never closed. */
char *batch_pattern_fill(Arena *arena, const char *pattern, const char *const *params,
                         const char **unknown);

/* Is it a relative path that goes down only, with no empty or hidden parts or control characters?
 */
bool batch_path_is_sound(const char *path);
