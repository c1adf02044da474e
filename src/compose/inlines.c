#include "compose/document_private.h"
#include "compose/mask_private.h"

#include <string.h>

/* Where the n-th "{{" of a decoded text stands in the source's own spelling of it: escapes and
 * folded lines change the text around it, but seldom the figure itself. */
static Span
find_in_span(Span span, const char *inner, size_t length, size_t *from)
{
  if (!span.source || span.end <= span.start)
    return span;
  const char *text = span.source->text;
  size_t at = MAX(*from, span.start);
  const char *found = g_strstr_len(text + at, (gssize)(span.end - at), inner);
  if (!found || !length)
    return span;
  size_t start = (size_t)(found - text);
  *from = start + length;
  return (Span){ span.source, start, start + length };
}

static void
add(GArray *out, InlineKind kind, const char *text, Span span)
{
  Inline item = { .kind = kind, .text = text, .span = span };
  g_array_append_val(out, item);
}

InlineList
inlines_from_text(Arena *arena, const char *text, Span span, DiagList *diags)
{
  g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(Inline));
  g_autoptr(GString) plain = g_string_new(NULL);
  size_t length = strlen(text), from = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '\\' && !strncmp(text + i + 1, "{{", 2)) {
      g_string_append(plain, "{{");
      i += 2;
    } else if (text[i] == '{' && text[i + 1] == '{') {
      size_t size = mask_figure_end(text + i, length - i);
      if (!size) {
        diag_error(diags, "unclosed-figure", span, "write \\{{ for the braces themselves",
                   "an inline figure has no closing }}");
        g_string_append(plain, "{{");
        i++;
        continue;
      }
      if (plain->len)
        add(out, INLINE_TEXT, arena_strndup(arena, plain->str, plain->len), span);
      g_string_truncate(plain, 0);
      char *inner = arena_strndup(arena, text + i + 2, size - 4);
      add(out, INLINE_FIGURE, inner, find_in_span(span, inner, size - 4, &from));
      i += size - 1;
    } else {
      g_string_append_c(plain, text[i]);
    }
  }
  if (plain->len || !out->len)
    add(out, INLINE_TEXT, arena_strndup(arena, plain->str, plain->len), span);
  return (InlineList){ arena_dup(arena, out->data, out->len * sizeof(Inline)), out->len };
}

char *
inlines_plain(Arena *arena, InlineList inlines)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < inlines.count; i++) {
    const Inline *item = &inlines.items[i];
    if (item->kind == INLINE_FIGURE)
      g_string_append_printf(out, "{{%s}}", item->text);
    else if (item->kind == INLINE_BREAK)
      g_string_append_c(out, ' ');
    else if (item->kind == INLINE_TEXT)
      g_string_append(out, item->text);
  }
  return arena_strndup(arena, out->str, out->len);
}
