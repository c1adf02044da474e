/* words FILE.md OUT.pdf: writes the document's pages, whatever its faults, and prints the text of
 * its blocks as we read them, a line each, in their order on the page. For tests/corpus/run. */
#include "compose/document_private.h"
#include "core/file.h"

#include <stdio.h>
#include <string.h>

static void
print_text(GString *out, const char *text)
{
  for (; *text; text++)
    g_string_append_c(out, g_ascii_isspace(*text) ? ' ' : *text);
}

/* What is evaluated, numbered or drawn is none of the words. */
static void
print_inlines(GString *out, InlineList inlines)
{
  for (size_t i = 0; i < inlines.count; i++) {
    const Inline *item = &inlines.items[i];
    if (item->kind == INLINE_TEXT)
      print_text(out, item->text);
    else if (item->kind == INLINE_IMAGE && item->title)
      print_text(out, item->title);
    else
      g_string_append_c(out, ' ');
  }
  g_string_append_c(out, '\n');
}

static void
print_block(GString *out, const Block *block)
{
  if (block->kind == BLOCK_HTML || block->kind == BLOCK_NOTE || block->kind == BLOCK_CHART)
    return;
  if (block->caption.count)
    print_inlines(out, block->caption);
  if (block->inlines.count)
    print_inlines(out, block->inlines);
  if (block->kind == BLOCK_CODE && block->text) {
    print_text(out, block->text);
    g_string_append_c(out, '\n');
  }
  for (const Block *child = block->first; child; child = child->next)
    print_block(out, child);
}

static bool
write_pages(const Briefing *briefing, FontSet *fonts, const char *path, GError **error)
{
  const RenderOptions options = briefing->metadata;
  GBytes *bytes =
      render_format("pdf")->write(briefing->pages, briefing->page_count, &options, fonts, error);
  if (!bytes)
    return false;
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  bool written = file_replace(path, data, size, error);
  g_bytes_unref(bytes);
  return written;
}

static bool
run(const char *path, const char *pdf, GError **error)
{
  g_autoptr(FontSet) fonts = font_set_new(SHOLU_SOURCE_DIR "/fonts", error);
  if (!fonts)
    return false;
  g_autoptr(Arena) arena = arena_new();
  g_autofree char *root = g_path_get_dirname(path);
  DiagList *diags = diag_list_new();
  g_autoptr(Document) document = document_load(arena, path, root, diags, error);
  bool sound = document != NULL;
  if (document) {
    ComposeOptions options = { .fonts = fonts,
                               .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
    const Briefing *briefing = compose_briefing(arena, document, &options, diags);
    sound = write_pages(briefing, fonts, pdf, error);
    g_autoptr(GString) out = g_string_new(NULL);
    print_block(out, document->body);
    fputs(out->str, stdout);
  }
  diag_list_free(diags);
  return sound;
}

int
main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  if (argc != 3) {
    fputs("usage: words FILE.md OUT.pdf\n", stderr);
    return 2;
  }
  if (run(argv[1], argv[2], &error))
    return 0;
  fprintf(stderr, "%s\n", error->message);
  return 1;
}
