#include "batch/dealt.h"

#include <stdlib.h>
#include <string.h>

typedef struct Ranked {
  char *digest;
  size_t index;
} Ranked;

static int
compare_ranked(const void *a, const void *b)
{
  return strcmp(((const Ranked *)a)->digest, ((const Ranked *)b)->digest);
}

const unsigned *
batch_deal(Arena *arena, const BatchPlan *plan, unsigned shards)
{
  Ranked *ranked = g_new(Ranked, plan->count);
  for (size_t i = 0; i < plan->count; i++) {
    char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, plan->items[i].output, -1);
    ranked[i] = (Ranked){ digest, i };
  }
  qsort(ranked, plan->count, sizeof *ranked, compare_ranked);
  unsigned *shard_of = arena_array(arena, unsigned, plan->count + 1);
  for (size_t rank = 0; rank < plan->count; rank++) {
    shard_of[ranked[rank].index] = 1 + (unsigned)(rank * shards / plan->count);
    g_free(ranked[rank].digest);
  }
  g_free(ranked);
  return shard_of;
}

BatchPlan
dealt_plan_share(Arena *arena, const DealtPlan *plan, unsigned shard)
{
  BatchItem *items = arena_array(arena, BatchItem, plan->batch.count + 1);
  BatchPlan share = plan->batch;
  share.items = items;
  share.count = 0;
  for (size_t i = 0; i < plan->batch.count; i++)
    if (shard == 0 || plan->shard_of[i] == shard)
      items[share.count++] = plan->batch.items[i];
  return share;
}

const char *
dealt_plan_setting(const DealtPlan *plan, const char *name)
{
  return batch_param(plan->settings, name);
}
