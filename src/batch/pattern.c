#include "batch/plan.h"

#include <string.h>

const char *
batch_param(const char *const *params, const char *name)
{
  for (; params[0]; params += 2)
    if (strcmp(params[0], name) == 0)
      return params[1];
  return NULL;
}

/* By forms as bits. */
static const char *const INDEX_NAMES[] = { "", "html", "pdf", "html,pdf" };

const char *
batch_index_names(unsigned forms)
{
  return INDEX_NAMES[forms & (BATCH_INDEX_HTML | BATCH_INDEX_PDF)];
}

unsigned
batch_index_forms(const char *names)
{
  unsigned forms = 0;
  g_auto(GStrv) list = g_strsplit(names ? names : "", ",", -1);
  for (char **name = list; *name; name++)
    for (unsigned form = BATCH_INDEX_HTML; form <= BATCH_INDEX_PDF; form <<= 1)
      forms |= strcmp(g_strstrip(*name), INDEX_NAMES[form]) == 0 ? form : 0;
  return forms;
}

char *
batch_pattern_fill(Arena *arena, const char *pattern, const char *const *params,
                   const char **unknown)
{
  g_autoptr(GString) filled = g_string_new(NULL);
  for (const char *at = pattern; *at;) {
    size_t plain = strcspn(at, "{");
    g_string_append_len(filled, at, (gssize)plain);
    at += plain;
    if (!*at)
      break;
    const char *end = strchr(at, '}');
    *unknown = end ? arena_strndup(arena, at + 1, (size_t)(end - at - 1)) : at;
    const char *value = end ? batch_param(params, *unknown) : NULL;
    if (!value)
      return NULL;
    g_string_append(filled, value);
    at = end + 1;
  }
  return arena_strndup(arena, filled->str, filled->len);
}

bool
batch_path_is_sound(const char *path)
{
  for (const char *c = path; *c; c++)
    if ((unsigned char)*c < ' ' || *c == 0x7F)
      return false;
  g_auto(GStrv) parts = g_strsplit(path, "/", -1);
  for (char **part = parts; *part; part++)
    if (**part == '\0' || **part == '.') /* also "..", and files of our own */
      return false;
  return parts[0] != NULL;
}
