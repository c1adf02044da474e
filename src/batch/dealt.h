/* Dealt plans: a plan whose items are dealt to shards, for as many machines; a file (JSON) that
 * needs no other to be read:
 *
 *   {
 *     "sholu-plan": 1,
 *     "shards": 4,
 *     "file": "yearly.yaml",                     # what it was made from; for people
 *     "output": "out/yearly",                    # the folder
 *     "settings": {"formats": "pdf", …},         # whatever the items are built with
 *     "inputs": {"yearly.en.md": "DIGEST", …},   # SHA-256 of files known then
 *     "items": [
 *       {"output": "abai/2015.en", "briefing": "yearly.en.md", "shard": 3, "params": {…}},
 *       …                                        # in the matrix's order
 *     ]
 *   }
 *
 * Paths are as given, or relative to the folder where it was made: shards run in that folder, or in
 * one with the same files. */
#pragma once

#include "batch/plan.h"

enum { DEALT_SHARDS_MAX = 100000 };

typedef struct DealtPlan {
  BatchPlan batch;          /* formats, presets and theme are among the settings */
  unsigned shards;          /* at least 1 */
  const unsigned *shard_of; /* of each item, from 1 */
  const char *file, *folder;
  const char *const *settings; /* names and values in turn, ended by NULL */
  const char *const *inputs;   /* paths and digests in turn, ended by NULL */
  const char *id;              /* SHA-256 of the text; set by reading */
} DealtPlan;

/* The shard of each item, from 1, in the arena. Sizes differ by one at most, no shard gets all of
 * one parameter's value, and an item more or less in the plan moves few others: the outputs' names
 * are put in the order of their digests, which is cut into equal parts. */
const unsigned *batch_deal(Arena *arena, const BatchPlan *plan, unsigned shards);

/* The file's text. */
char *dealt_plan_text(const DealtPlan *plan);

/* Reads it; all lives in the arena. NULL (and faults) where it is not sound; an `error` only where
 * the file cannot be read. */
DealtPlan *dealt_plan_load(Arena *arena, const char *path, DiagList *diags, GError **error);

/* The items of a shard (0: of all) as a plan, in the arena. */
BatchPlan dealt_plan_share(Arena *arena, const DealtPlan *plan, unsigned shard);

/* The value of a setting; NULL: it has none. */
const char *dealt_plan_setting(const DealtPlan *plan, const char *name);
