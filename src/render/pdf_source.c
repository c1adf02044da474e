#include "render/pdf_source_private.h"

#include <gio/gio.h>
#include <string.h>
#include <zlib.h>

enum { XREF_LINE = 20 };

struct PdfSource {
  const char *data, *end;
  GArray *offsets; /* size_t, by number; 0: no such object */
  GArray *pages;   /* unsigned */
};

static const char *
find(const char *from, const char *to, const char *word)
{
  size_t length = strlen(word);
  while (from < to && (size_t)(to - from) >= length) {
    from = memchr(from, *word, (size_t)(to - from) - length + 1);
    if (!from || memcmp(from, word, length) == 0)
      return from;
    from++;
  }
  return NULL;
}

/* An unsigned number after blanks; where it ends, or NULL. */
static const char *
read_number(const char *at, const char *end, size_t *number)
{
  while (at < end && (*at == ' ' || *at == '\n'))
    at++;
  const char *start = at;
  *number = 0;
  for (; at < end && g_ascii_isdigit(*at) && at - start < 15; at++)
    *number = *number * 10 + (size_t)(*at - '0');
  return at > start ? at : NULL;
}

static bool
refuse(GError **error, const char *what)
{
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "pdf: the drawing library's file has %s", what);
  return false;
}

static const char *
find_table(const PdfSource *source)
{
  const char *tail = source->end - MIN(source->end - source->data, 64);
  const char *word = find(tail, source->end, "startxref");
  size_t offset = 0;
  if (!word || !read_number(word + strlen("startxref"), source->end, &offset))
    return NULL;
  const char *table = source->data + MIN(offset, (size_t)(source->end - source->data));
  return find(table, MIN(table + 5, source->end), "xref\n") ? table + 5 : NULL;
}

/* One section from object 0 on, lines of twenty bytes; returns where the trailer begins. */
static const char *
read_table(PdfSource *source, const char *at)
{
  size_t first = 0, count = 0;
  at = at ? read_number(at, source->end, &first) : NULL;
  at = at ? read_number(at, source->end, &count) : NULL;
  if (!at || first != 0 || *at++ != '\n' || (size_t)(source->end - at) / XREF_LINE < count)
    return NULL;
  for (size_t i = 0; i < count; i++, at += XREF_LINE) {
    size_t offset = 0;
    if (at[17] == 'n')
      read_number(at, source->end, &offset);
    g_array_append_val(source->offsets, offset);
  }
  return at;
}

static bool
read_pages(PdfSource *source, const char *trailer)
{
  PdfPart part = { .start = trailer, .end = source->end };
  if (!pdf_source_object(source, pdf_part_reference(&part, "/Root"), &part) ||
      !pdf_source_object(source, pdf_part_reference(&part, "/Pages"), &part))
    return false;
  const char *at = find(part.start, part.end, "/Kids [");
  size_t number;
  for (at = at ? at + strlen("/Kids [") : NULL; at; at += strlen(" 0 R")) {
    at = read_number(at, part.end, &number);
    if (!at)
      break;
    unsigned page = (unsigned)number;
    g_array_append_val(source->pages, page);
  }
  return source->pages->len > 0;
}

PdfSource *
pdf_source_new(const char *data, size_t size, GError **error)
{
  g_autoptr(PdfSource) source = g_new0(PdfSource, 1);
  source->data = data;
  source->end = data + size;
  source->offsets = g_array_new(FALSE, FALSE, sizeof(size_t));
  source->pages = g_array_new(FALSE, FALSE, sizeof(unsigned));
  const char *trailer = read_table(source, find_table(source));
  if (!trailer)
    refuse(error, "no classic cross-reference table");
  else if (!read_pages(source, trailer))
    refuse(error, "no pages");
  else
    return g_steal_pointer(&source);
  return NULL;
}

void
pdf_source_free(PdfSource *source)
{
  if (!source)
    return;
  g_array_unref(source->offsets);
  g_array_unref(source->pages);
  g_free(source);
}

size_t
pdf_source_page_count(const PdfSource *source)
{
  return source->pages->len;
}

unsigned
pdf_source_page(const PdfSource *source, size_t index)
{
  return g_array_index(source->pages, unsigned, index);
}

/* ---- objects ---- */

unsigned
pdf_part_reference(const PdfPart *part, const char *key)
{
  size_t length = strlen(key), number = 0, generation = 0;
  for (const char *at = part->start; (at = find(at, part->end, key)); at += length) {
    const char *end = read_number(at + length, part->end, &number);
    if (g_ascii_isalnum(at[length]) || !end)
      continue; /* a longer key, or another kind of value */
    end = read_number(end, part->end, &generation);
    if (end && end + 1 < part->end && end[1] == 'R')
      return (unsigned)number;
  }
  return 0;
}

/* An object up to its stream, if it has one. */
static bool
find_object(const PdfSource *source, unsigned number, PdfPart *part)
{
  size_t offset =
      number < source->offsets->len ? g_array_index(source->offsets, size_t, number) : 0;
  if (offset == 0 || offset >= (size_t)(source->end - source->data))
    return false;
  const char *start = find(source->data + offset, source->end, " obj\n");
  const char *end = start ? find(start, source->end, "endobj") : NULL;
  if (!end)
    return false;
  *part = (PdfPart){ .start = start + strlen(" obj\n"), .end = end };
  const char *stream = find(part->start, end, "stream\n");
  if (stream) {
    part->end = stream;
    part->stream = stream + strlen("stream\n");
  }
  while (part->end > part->start && g_ascii_isspace(part->end[-1]))
    part->end--;
  return true;
}

/* The length stands in the dictionary, or in an object of its own. */
static bool
stream_size(const PdfSource *source, const PdfPart *part, size_t *size)
{
  unsigned elsewhere = pdf_part_reference(part, "/Length");
  PdfPart length = *part;
  const char *at = find(part->start, part->end, "/Length ");
  if (elsewhere)
    at = find_object(source, elsewhere, &length) ? length.start : NULL;
  else if (at)
    at += strlen("/Length ");
  return at && read_number(at, length.end, size) != NULL;
}

bool
pdf_source_object(const PdfSource *source, unsigned number, PdfPart *part)
{
  if (!find_object(source, number, part))
    return false;
  return !part->stream || (stream_size(source, part, &part->stream_size) &&
                           part->stream_size <= (size_t)(source->end - part->stream));
}

GByteArray *
pdf_part_inflate(const PdfPart *part, GError **error)
{
  g_autoptr(GByteArray) out = g_byte_array_new();
  unsigned char room[1 << 14];
  z_stream z = { .next_in = (Bytef *)part->stream, .avail_in = (uInt)part->stream_size };
  int status = part->stream ? inflateInit(&z) : Z_STREAM_ERROR;
  while (status == Z_OK) {
    z.next_out = room;
    z.avail_out = sizeof room;
    status = inflate(&z, Z_NO_FLUSH);
    g_byte_array_append(out, room, (guint)(sizeof room - z.avail_out));
  }
  if (part->stream)
    inflateEnd(&z);
  if (status == Z_STREAM_END)
    return g_steal_pointer(&out);
  refuse(error, "a page whose content cannot be read");
  return NULL;
}

/* ---- copying ---- */

static bool
is_regular(char c)
{
  return !g_ascii_isspace(c) && !strchr("/<>[]()%", c);
}

/* A name; cairo smooths images by /Interpolate true, which PDF/A forbids. */
static const char *
copy_name(GString *out, const char *at, const char *end)
{
  static const char smooth[] = "/Interpolate true";
  if ((size_t)(end - at) >= strlen(smooth) && memcmp(at, smooth, strlen(smooth)) == 0) {
    g_string_append(out, "/Interpolate false");
    return at + strlen(smooth);
  }
  const char *start = at++;
  while (at < end && is_regular(*at))
    at++;
  g_string_append_len(out, start, at - start);
  return at;
}

static const char *
copy_number(PdfCopier *copier, GString *out, const char *at, const char *end)
{
  const char *start = at;
  while (at < end && (g_ascii_isdigit(*at) || *at == '.'))
    at++;
  if (end - at >= 4 && memcmp(at, " 0 R", 4) == 0) {
    size_t number;
    read_number(start, end, &number);
    pdf_append_reference(out, pdf_copy_object(copier, (unsigned)number));
    return at + 4;
  }
  g_string_append_len(out, start, at - start);
  return at;
}

/* Blanks are kept as one space where two words would run together. */
static const char *
copy_blank(GString *out, const char *at, const char *end)
{
  while (at < end && g_ascii_isspace(*at))
    at++;
  if (at < end && out->len && is_regular(*at) && !strchr("<>[]()", out->str[out->len - 1]))
    g_string_append_c(out, ' ');
  return at;
}

static void
copy_text(PdfCopier *copier, GString *out, const char *at, const char *end)
{
  while (at < end) {
    if (g_ascii_isspace(*at)) {
      at = copy_blank(out, at, end);
    } else if (*at == '/') {
      at = copy_name(out, at, end);
    } else if (g_ascii_isdigit(*at)) {
      at = copy_number(copier, out, at, end);
    } else {
      const char *next = *at == '(' ? pdf_skip_string(at, end) : at + 1;
      g_string_append_len(out, at, next - at);
      at = next;
    }
  }
}

/* Everything but `/Length …`, which is written anew, and the closing brackets. */
static void
copy_stream(PdfCopier *copier, unsigned number, const PdfPart *part)
{
  GString *out = pdf_file_text(copier->file, number);
  const char *length = find(part->start, part->end, "/Length "), *rest = length;
  if (length) {
    size_t ignored;
    copy_text(copier, out, part->start, length);
    rest = read_number(length + strlen("/Length "), part->end, &ignored);
    if (part->end - rest >= 4 && memcmp(rest, " 0 R", 4) == 0)
      rest += 4;
  }
  copy_text(copier, out, length ? rest : part->start, part->end);
  if (g_str_has_suffix(out->str, ">>"))
    g_string_truncate(out, out->len - 2);
  pdf_file_set_stream(copier->file, number, g_bytes_new(part->stream, part->stream_size));
}

/* PDF/A and PDF/UA want to be told that glyph numbers of TrueType fonts are those of the file. */
static void
add_glyph_map(GString *out)
{
  if (strstr(out->str, "/CIDFontType2") && !strstr(out->str, "/CIDToGIDMap") &&
      g_str_has_suffix(out->str, ">>")) {
    g_string_truncate(out, out->len - 2);
    g_string_append(out, "/CIDToGIDMap/Identity>>");
  }
}

unsigned
pdf_copy_object(PdfCopier *copier, unsigned number)
{
  gpointer known = g_hash_table_lookup(copier->numbers, GUINT_TO_POINTER(number));
  if (known)
    return GPOINTER_TO_UINT(known);
  unsigned copy = pdf_file_add(copier->file);
  g_hash_table_insert(copier->numbers, GUINT_TO_POINTER(number), GUINT_TO_POINTER(copy));
  PdfPart part;
  if (!pdf_source_object(copier->source, number, &part)) {
    g_string_append(pdf_file_text(copier->file, copy), "null"); /* what a dangling one means */
  } else if (part.stream) {
    copy_stream(copier, copy, &part);
  } else {
    GString *out = pdf_file_text(copier->file, copy);
    copy_text(copier, out, part.start, part.end);
    add_glyph_map(out);
  }
  return copy;
}
