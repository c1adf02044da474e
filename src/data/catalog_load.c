#include "data/catalog_private.h"

bool
catalog_entry_describe(CatalogEntry *entry)
{
  return entry->table != NULL;
}

bool
catalog_entry_load(CatalogEntry *entry, uint64_t wanted)
{
  (void)wanted;
  return entry->table != NULL;
}
