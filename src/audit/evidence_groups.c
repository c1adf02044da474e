/* Groups: which members exclude each other. Columns of one name have one group where they share a
 * member, or are of places; a "kind" of places and a "kind" of firms have nothing to do with each
 * other. */
#include "audit/evidence_private.h"

/* A key, and the one before it whose group it joins; its own index: it begins one. */
typedef struct Joined {
  Key *key;
  const EvidenceTable *table;
  size_t root;
} Joined;

static size_t
find_root(const GArray *keys, size_t at)
{
  while (g_array_index(keys, Joined, at).root != at)
    at = g_array_index(keys, Joined, at).root;
  return at;
}

/* The groups of a key and of the one that was noted first for `mark` become one. */
static void
join(GArray *keys, GHashTable *first, gconstpointer mark, size_t at)
{
  gpointer known;
  if (!g_hash_table_lookup_extended(first, mark, NULL, &known)) {
    g_hash_table_insert(first, (gpointer)mark, GSIZE_TO_POINTER(at));
    return;
  }
  size_t a = find_root(keys, GPOINTER_TO_SIZE(known)), b = find_root(keys, at);
  g_array_index(keys, Joined, MAX(a, b)).root = MIN(a, b);
}

/* Joins the key to those that have its members, other than what stands for all. */
static void
join_key(const Gatherer *gatherer, GArray *keys, GHashTable *first, size_t at)
{
  const Joined one = g_array_index(keys, Joined, at);
  if (one.key->year || names_places(one.key->name))
    join(keys, first, one.key->name, at);
  for (size_t row = 0; row < one.table->row_count; row++) {
    int32_t id = one.key->concepts[row];
    const Concept *concept = id >= 0 ? gatherer->concepts->pdata[id] : NULL;
    if (concept && !concept->total)
      join(keys, first, concept, at);
  }
}

/* The first group of a name is called so, others also after the table that begins them. */
static void
name_group(const Gatherer *gatherer, const GArray *keys, GHashTable *begun, size_t at)
{
  const Joined one = g_array_index(keys, Joined, at);
  if (one.root != at) {
    one.key->group = g_array_index(keys, Joined, find_root(keys, at)).key->group;
  } else {
    g_autofree char *own = g_strdup_printf("%s of %s", one.key->name, one.table->table->name);
    bool first = g_hash_table_add(begun, (gpointer)one.key->name);
    one.key->group = first ? one.key->name : g_intern_string(own);
  }
  for (size_t row = 0; row < one.table->row_count; row++)
    if (one.key->concepts[row] >= 0)
      ((Concept *)gatherer->concepts->pdata[one.key->concepts[row]])->group = one.key->group;
}

void
part_groups(const Gatherer *gatherer, EvidenceTable *tables, size_t count)
{
  g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(Joined));
  g_autoptr(GHashTable) first = g_hash_table_new(NULL, NULL), begun = g_hash_table_new(NULL, NULL);
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < tables[i].key_count; j++) {
      Joined one = { (Key *)&tables[i].keys[j], &tables[i], keys->len };
      g_array_append_val(keys, one);
    }
  for (size_t i = 0; i < keys->len; i++)
    join_key(gatherer, keys, first, i);
  for (size_t i = 0; i < keys->len; i++)
    name_group(gatherer, keys, begun, i);
}
