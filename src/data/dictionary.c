#include "data/dictionary_private.h"

#include <math.h>

enum { FIRST_SLOTS = 64 };

static inline uint64_t
load_64(const char *bytes)
{
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

static inline uint64_t
load_32(const char *bytes)
{
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

static inline uint64_t
mix(uint64_t a, uint64_t b)
{
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Multiply and fold, 16 bytes at a time, the last ones overlapping (as wyhash does). */
static uint64_t
hash_text(const char *text, size_t size)
{
  const uint64_t k0 = 0x9e3779b97f4a7c15u, k1 = 0xd1b54a32d192ed03u;
  uint64_t a = 0, b = 0, state = k0 ^ size;

  if (size > 16) {
    const char *last = text + size - 16;
    for (; text < last; text += 16)
      state = mix(load_64(text) ^ k1, load_64(text + 8) ^ state);
    a = load_64(last);
    b = load_64(last + 8);
  } else if (size >= 8) {
    a = load_64(text);
    b = load_64(text + size - 8);
  } else if (size >= 4) {
    a = load_32(text);
    b = load_32(text + size - 4);
  } else if (size > 0) {
    a = (uint64_t)(unsigned char)text[0] << 16 | (uint64_t)(unsigned char)text[size / 2] << 8 |
        (unsigned char)text[size - 1];
  }
  return mix(k0 ^ size, mix(a ^ k1, b ^ state));
}

void
dictionary_init(Dictionary *dictionary, Arena *arena)
{
  *dictionary = (Dictionary){ .arena = arena, .mask = FIRST_SLOTS - 1 };
  dictionary->slots = g_new0(uint64_t, FIRST_SLOTS);
}

void
dictionary_finish(Dictionary *dictionary)
{
  g_free(dictionary->slots);
  g_free(dictionary->entries);
  *dictionary = (Dictionary){ 0 };
}

static void
grow_slots(Dictionary *dictionary)
{
  size_t mask = dictionary->mask * 2 + 1;
  uint64_t *slots = g_new0(uint64_t, mask + 1);

  for (size_t i = 0; i <= dictionary->mask; i++) {
    uint64_t slot = dictionary->slots[i];
    if (slot == 0)
      continue;
    const DictionaryEntry *entry = &dictionary->entries[(uint32_t)slot - 1];
    size_t place = hash_text(entry->text, entry->size) & mask;
    while (slots[place] != 0)
      place = (place + 1) & mask;
    slots[place] = slot;
  }
  g_free(dictionary->slots);
  dictionary->slots = slots;
  dictionary->mask = mask;
}

static size_t
add_entry(Dictionary *dictionary, const char *text, size_t size)
{
  g_assert(dictionary->count < INT32_MAX && size < UINT32_MAX);
  if (dictionary->count == dictionary->capacity) {
    dictionary->capacity = dictionary->capacity ? dictionary->capacity * 2 : 32;
    dictionary->entries = g_renew(DictionaryEntry, dictionary->entries, dictionary->capacity);
  }
  dictionary->entries[dictionary->count] = (DictionaryEntry){
    .text = arena_strndup(dictionary->arena, text, size),
    .size = (uint32_t)size,
    .code = -1,
    .value = (double)NAN,
  };
  return dictionary->count++;
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t
find_slot(const Dictionary *dictionary, const char *text, size_t size, uint64_t hash)
{
  uint32_t tag = (uint32_t)(hash >> 32);
  size_t place = hash & dictionary->mask;

  for (;; place = (place + 1) & dictionary->mask) {
    uint64_t slot = dictionary->slots[place];
    if (slot == 0)
      return place;
    if ((uint32_t)(slot >> 32) != tag)
      continue;
    const DictionaryEntry *entry = &dictionary->entries[(uint32_t)slot - 1];
    if (entry->size == size && memcmp(entry->text, text, size) == 0)
      return place;
  }
}

size_t
dictionary_find(const Dictionary *dictionary, const char *text, size_t size)
{
  uint64_t slot = dictionary->slots[find_slot(dictionary, text, size, hash_text(text, size))];
  return slot ? (uint32_t)slot - 1 : SIZE_MAX;
}

size_t
dictionary_find_or_add(Dictionary *dictionary, const char *text, size_t size, bool *added)
{
  uint64_t hash = hash_text(text, size);
  size_t place = find_slot(dictionary, text, size, hash);
  uint64_t slot = dictionary->slots[place];

  *added = slot == 0;
  if (slot != 0)
    return dictionary->last = (uint32_t)slot - 1;

  size_t index = add_entry(dictionary, text, size);
  dictionary->slots[place] = hash >> 32 << 32 | (index + 1);
  if (dictionary->count > dictionary->mask / 2)
    grow_slots(dictionary);
  return dictionary->last = index;
}
