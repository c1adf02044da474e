#include "compose/hyphenate_private.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "/usr/share/hyphen"

enum { SHORTEST_PART = 3, LONGEST_WORD = 60 };

/* A dictionary is read once and shared by all documents; `lock` guards it. */
typedef struct Patterns {
  HyphenDict *dict; /* NULL: not read, or not there */
  GIConv encoder;   /* from UTF-8; where the dictionary is not UTF-8 itself */
  bool tried;
} Patterns;

/* The first whose language the document's begins with. Kazakh has none: its words are parted at
 * soft hyphens only. */
static const struct {
  const char *language, *file, *package;
} DICTIONARIES[] = {
  { "en-GB", FOLDER "/hyph_en_GB.dic", "hyphen-en-gb" },
  { "en", FOLDER "/hyph_en_US.dic", "hyphen-en-us" },
  { "ru", FOLDER "/hyph_ru_RU.dic", "hyphen-ru" },
};

static GMutex lock;
static Patterns patterns[G_N_ELEMENTS(DICTIONARIES)];

struct Hyphenator {
  size_t index; /* of DICTIONARIES; their number: no patterns */
  Span where;
  DiagList *diags;
  bool told;
};

Hyphenator *
hyphenator_new(Arena *arena, const char *language, Span where, DiagList *diags)
{
  Hyphenator *hyphenator = arena_new0(arena, Hyphenator);
  *hyphenator = (Hyphenator){ .where = where, .diags = diags };
  size_t index = 0;
  for (; index < G_N_ELEMENTS(DICTIONARIES); index++) {
    size_t length = strlen(DICTIONARIES[index].language);
    if (g_ascii_strncasecmp(language, DICTIONARIES[index].language, length) == 0 &&
        !g_ascii_isalnum(language[length]))
      break;
  }
  hyphenator->index = index;
  if (index < G_N_ELEMENTS(DICTIONARIES))
    arena_note_file(arena, DICTIONARIES[index].file);
  return hyphenator;
}

static void
read_patterns(size_t index)
{
  Patterns *own = &patterns[index];
  own->tried = true;
  if (!g_file_test(DICTIONARIES[index].file, G_FILE_TEST_IS_REGULAR))
    return;
  own->dict = hnj_hyphen_load(DICTIONARIES[index].file);
  if (!own->dict || own->dict->utf8)
    return;
  own->encoder = g_iconv_open(own->dict->cset, "UTF-8");
  if (own->encoder == (GIConv)-1)
    g_clear_pointer(&own->dict, hnj_hyphen_free);
}

/* The word in the dictionary's own encoding; false where it cannot be written in it. */
static bool
encode(const Patterns *own, const char *word, char *out, size_t size)
{
  size_t length = strlen(word);
  if (own->dict->utf8) {
    if (length >= size)
      return false;
    memcpy(out, word, length + 1);
    return true;
  }
  gchar *from = (gchar *)word, *to = out;
  size_t room = size - 1;
  g_iconv(own->encoder, NULL, NULL, NULL, NULL);
  if (g_iconv(own->encoder, &from, &length, &to, &room) != 0)
    return false;
  *to = '\0';
  return true;
}

/* Marks the letters after which the patterns (odd numbers) let a line end. Where parting would
 * change the spelling, the word stays whole. */
static bool
ask_patterns(const Patterns *own, const char *word, size_t letters, bool *points)
{
  char encoded[LONGEST_WORD * 4 + 1], marks[LONGEST_WORD * 4 + 8];
  if (!encode(own, word, encoded, sizeof encoded))
    return false;
  char **spelling = NULL;
  int *offsets = NULL, *cuts = NULL;
  int failed = hnj_hyphen_hyphenate2(own->dict, encoded, (int)strlen(encoded), marks, NULL,
                                     &spelling, &offsets, &cuts);
  bool any = false;
  for (size_t i = 0; i < letters; i++) {
    bool allowed = i + 1 >= SHORTEST_PART && i + 1 + SHORTEST_PART <= letters;
    points[i] = !failed && !spelling && allowed && (marks[i] & 1);
    any |= points[i];
  }
  for (size_t i = 0; spelling && i < strlen(encoded); i++)
    free(spelling[i]);
  free(spelling);
  free(offsets);
  free(cuts);
  return any;
}

bool
hyphenator_part(Hyphenator *hyphenator, const char *word, bool *points)
{
  if (!hyphenator || hyphenator->index >= G_N_ELEMENTS(DICTIONARIES))
    return false;
  size_t letters = (size_t)g_utf8_strlen(word, -1);
  if (letters < 2 * SHORTEST_PART || letters > LONGEST_WORD)
    return false;
  g_mutex_lock(&lock);
  const Patterns *own = &patterns[hyphenator->index];
  if (!own->tried)
    read_patterns(hyphenator->index);
  bool any = own->dict && ask_patterns(own, word, letters, points);
  g_mutex_unlock(&lock);
  if (!own->dict && !hyphenator->told) {
    hyphenator->told = true;
    g_autofree char *hint =
        g_strdup_printf("install the package %s", DICTIONARIES[hyphenator->index].package);
    diag_warning(hyphenator->diags, "no-hyphenation", hyphenator->where, hint,
                 "words are not parted: there is no %s", DICTIONARIES[hyphenator->index].file);
  }
  return any;
}
