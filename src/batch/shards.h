/* Shards: what is kept of them in FOLDER/.sholu-shards.
 *
 *   3.1, 3.2           stamps of the first and the second attempt at shard 3
 *   3.1.log, 3.2.log   how items ended in it, a line of JSON each, the first naming the plan
 *   3.json             the report, there once an attempt has ended in order
 *
 * Each attempt has files of its own, for locks are not to be relied on between machines: two at the
 * same time do the same twice. A later one begins with what earlier ones noted. Lines cut short by
 * a kill are not taken. */
#pragma once

#include "batch/stamps.h"

typedef struct ShardAttempt ShardAttempt;

/* Begins an attempt at a shard of the plan `id`. */
ShardAttempt *shard_attempt_new(const char *folder, unsigned shard, const char *id, GError **error);
void shard_attempt_free(ShardAttempt *attempt); /* NULL is fine; its files stay */

/* Its stamps: those of the folder and of earlier attempts, as far as they are of these outputs (a
 * set), in its own journal. To be closed by stamp_store_close. */
StampStore *shard_attempt_stamps(ShardAttempt *attempt, GHashTable *outputs, GError **error);

/* Notes how an item ended: a line without its end. */
bool shard_attempt_log(ShardAttempt *attempt, const char *line, GError **error);

/* Writes the report, whole. */
bool shard_attempt_report(const ShardAttempt *attempt, const char *text, GError **error);

/* What all attempts at a shard noted under the plan `id`, lines ended by NULL; and the report's
 * text, whatever its plan, or NULL. In the arena. */
const char *const *shard_lines(Arena *arena, const char *folder, unsigned shard, const char *id);
const char *shard_report(Arena *arena, const char *folder, unsigned shard);

/* Takes the stamps of all attempts over into the folder's; a later attempt counts for more. */
bool shards_merge(StampStore *store, const char *folder, GError **error);

/* Removes what is kept. Shards at work would go on, but nothing of them could be collected. */
bool shards_clear(const char *folder, GError **error);
