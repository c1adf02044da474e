/* Groups: which members exclude each other. Columns of one name have one group where they share a
 * member; a "kind" of places and a "kind" of firms have nothing to do with each other. */
#include "audit/evidence_private.h"

/* Do two columns have a member in common, other than one that stands for all? */
static bool
share_member(const Gatherer *gatherer, GHashTable *members, const Key *key, size_t rows)
{
  for (size_t row = 0; row < rows; row++) {
    int32_t id = key->concepts[row];
    if (id >= 0 && !((const Concept *)gatherer->concepts->pdata[id])->total &&
        g_hash_table_contains(members, GINT_TO_POINTER(id)))
      return true;
  }
  return false;
}

/* Gives the columns of `name` that have no group yet and share a member, of each other or of one
 * between them, the group; the first of them begins it. */
static void
spread_group(const Gatherer *gatherer, EvidenceTable *tables, size_t count, const char *name,
             const char *group)
{
  g_autoptr(GHashTable) members = g_hash_table_new(NULL, NULL);
  bool first = true;
  for (bool grown = true; grown;) {
    grown = false;
    for (size_t i = 0; i < count; i++)
      for (size_t j = 0; j < tables[i].key_count; j++) {
        Key *key = (Key *)&tables[i].keys[j];
        if (key->group || key->name != name ||
            !(first || names_places(name) ||
              share_member(gatherer, members, key, tables[i].row_count)))
          continue;
        key->group = group;
        for (size_t row = 0; row < tables[i].row_count; row++)
          g_hash_table_add(members, GINT_TO_POINTER(key->concepts[row]));
        first = false;
        grown = true;
      }
  }
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init(&iter, members);
  while (g_hash_table_iter_next(&iter, &id, NULL))
    if (GPOINTER_TO_INT(id) >= 0)
      ((Concept *)gatherer->concepts->pdata[GPOINTER_TO_INT(id)])->group = group;
}

void
part_groups(const Gatherer *gatherer, EvidenceTable *tables, size_t count)
{
  g_autoptr(GHashTable) begun = g_hash_table_new(NULL, NULL);
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < tables[i].key_count; j++) {
      Key *key = (Key *)&tables[i].keys[j];
      if (key->group)
        continue;
      bool again = !key->year && !g_hash_table_add(begun, (gpointer)key->name);
      g_autofree char *own = g_strdup_printf("%s of %s", key->name, tables[i].table->name);
      const char *group = again ? g_intern_string(own) : key->name;
      if (key->year)
        key->group = group;
      else
        spread_group(gatherer, tables, count, key->name, group);
    }
}
