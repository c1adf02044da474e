/* Dictionary: distinct texts numbered in order of first appearance; open addressing. */
#pragma once

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct DictionaryEntry {
  const char *text; /* NUL-terminated, in the arena */
  uint32_t size;    /* bytes */
  int32_t code;     /* what stands for this text in a column; the user's to set, from 0 up */
  double value;     /* what the text means as a number; the user's to set */
} DictionaryEntry;

typedef struct Dictionary {
  Arena *arena;
  DictionaryEntry *entries; /* count of them; they move when one is added */
  size_t count, capacity;
  uint64_t *slots; /* hash above, index of the entry + 1 below; 0 is free */
  size_t mask;
  size_t last; /* the entry found last: runs are common */
} Dictionary;

/* Texts are copied into `arena`; the rest is freed by dictionary_finish. */
void dictionary_init(Dictionary *dictionary, Arena *arena);
void dictionary_finish(Dictionary *dictionary);

/* Index of the entry for `size` bytes of text; a new entry has code -1 and value NaN. *added tells
 * whether it is new. Sizes are below 4 GiB. */
size_t dictionary_find_or_add(Dictionary *dictionary, const char *text, size_t size, bool *added);

/* The same without adding: SIZE_MAX if it is not there. */
size_t dictionary_find(const Dictionary *dictionary, const char *text, size_t size);

/* dictionary_find_or_add that tries the entry found last. */
static inline size_t
dictionary_intern(Dictionary *dictionary, const char *text, size_t size, bool *added)
{
  if (dictionary->last < dictionary->count) {
    const DictionaryEntry *entry = &dictionary->entries[dictionary->last];
    if (entry->size == size && memcmp(entry->text, text, size) == 0) {
      *added = false;
      return dictionary->last;
    }
  }
  return dictionary_find_or_add(dictionary, text, size, added);
}
