#include "render/pdf_file_private.h"
#include "render/render_private.h"

#include <string.h>
#include <zlib.h>

typedef struct PdfObject {
  GString *text;
  GBytes *stream; /* NULL: none */
} PdfObject;

struct PdfFile {
  GArray *objects; /* PdfObject; number 0 is no object */
};

static void
clear_object(void *data)
{
  PdfObject *object = data;
  g_string_free(object->text, TRUE);
  g_bytes_unref(object->stream);
}

PdfFile *
pdf_file_new(void)
{
  PdfFile *file = g_new0(PdfFile, 1);
  file->objects = g_array_new(FALSE, FALSE, sizeof(PdfObject));
  g_array_set_clear_func(file->objects, clear_object);
  pdf_file_add(file);
  return file;
}

void
pdf_file_free(PdfFile *file)
{
  if (!file)
    return;
  g_array_unref(file->objects);
  g_free(file);
}

unsigned
pdf_file_add(PdfFile *file)
{
  PdfObject object = { .text = g_string_new(NULL) };
  g_array_append_val(file->objects, object);
  return file->objects->len - 1;
}

static PdfObject *
object_at(const PdfFile *file, unsigned number)
{
  g_assert(number > 0 && number < file->objects->len);
  return &g_array_index(file->objects, PdfObject, number);
}

GString *
pdf_file_text(PdfFile *file, unsigned number)
{
  return object_at(file, number)->text;
}

void
pdf_file_set_stream(PdfFile *file, unsigned number, GBytes *bytes)
{
  PdfObject *object = object_at(file, number);
  g_assert(!object->stream);
  object->stream = bytes;
}

static GBytes *
deflated(const void *data, size_t size)
{
  uLongf room = compressBound((uLong)size);
  unsigned char *packed = g_malloc(room);
  int status = compress2(packed, &room, data, (uLong)size, Z_DEFAULT_COMPRESSION);
  g_assert(status == Z_OK); /* with this room only memory could be missing */
  return g_bytes_new_take(packed, room);
}

void
pdf_file_set_packed(PdfFile *file, unsigned number, const void *data, size_t size)
{
  g_string_append(object_at(file, number)->text, "/Filter/FlateDecode");
  pdf_file_set_stream(file, number, deflated(data, size));
}

/* ---- values ---- */

void
pdf_append_reference(GString *out, unsigned number)
{
  g_string_append_printf(out, "%u 0 R", number);
}

void
pdf_append_number(GString *out, double value)
{
  append_decimal(out, value, 2);
}

void
pdf_append_box(GString *out, double x1, double y1, double x2, double y2)
{
  const double values[] = { x1, y1, x2, y2 };
  for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
    g_string_append_c(out, i ? ' ' : '[');
    pdf_append_number(out, values[i]);
  }
  g_string_append_c(out, ']');
}

void
pdf_append_bytes(GString *out, const char *bytes)
{
  g_string_append_c(out, '(');
  for (const char *c = bytes; *c && c - bytes < PDF_STRING_MAX; c++) {
    if (*c == '(' || *c == ')' || *c == '\\')
      g_string_append_c(out, '\\');
    if (*c == '\r')
      g_string_append(out, "\\r"); /* bare, it would be read as a line feed */
    else
      g_string_append_c(out, *c);
  }
  g_string_append_c(out, ')');
}

static bool
is_plain(const char *text)
{
  for (; *text; text++)
    if (*text < 32 || *text > 126)
      return false;
  return true;
}

void
pdf_append_text(GString *out, const char *text)
{
  if (!text || is_plain(text)) {
    pdf_append_bytes(out, text ? text : "");
    return;
  }
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  glong count = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16(valid, -1, NULL, &count, NULL);
  g_string_append(out, "<FEFF");
  /* two bytes each, and two before them; no half of a pair at the end */
  count = MIN(count, PDF_STRING_MAX / 2 - 2);
  for (glong i = 0; i < count && (i + 1 < count || units[i] >> 10 != 0xd800 >> 10); i++)
    g_string_append_printf(out, "%04X", units[i]);
  g_string_append_c(out, '>');
}

void
pdf_append_name(GString *out, const char *name)
{
  g_string_append_c(out, '/');
  for (const char *c = name; *c; c++) {
    if (*c > 32 && *c < 127 && !strchr("#/()<>[]{}%", *c))
      g_string_append_c(out, *c);
    else
      g_string_append_printf(out, "#%02X", (unsigned char)*c);
  }
}

const char *
pdf_skip_string(const char *at, const char *end)
{
  int depth = 0;
  do {
    if (*at == '\\')
      at++;
    else if (*at == '(')
      depth++;
    else if (*at == ')')
      depth--;
    at++;
  } while (at < end && depth > 0);
  return MIN(at, end);
}

/* ---- the file ---- */

/* Objects that one object stream holds at most. */
enum { PACK_MAX = 10000 };

/* Where an object is found. */
typedef struct PdfPlace {
  size_t offset;          /* in the file; 0: it is packed */
  unsigned packed, index; /* number of its object stream, place in it */
} PdfPlace;

typedef struct Assembly {
  PdfFile *file;
  GString *out;
  GArray *places; /* PdfPlace, by number */
} Assembly;

static PdfPlace *
place_of(const Assembly *assembly, unsigned number)
{
  if (number >= assembly->places->len)
    g_array_set_size(assembly->places, number + 1);
  return &g_array_index(assembly->places, PdfPlace, number);
}

static void
write_stream(const Assembly *assembly, unsigned number)
{
  const PdfObject *object = object_at(assembly->file, number);
  size_t size;
  const char *data = g_bytes_get_data(object->stream, &size);
  place_of(assembly, number)->offset = assembly->out->len;
  g_string_append_printf(assembly->out, "%u 0 obj\n%s/Length %" G_GSIZE_FORMAT ">>\nstream\n",
                         number, object->text->str, size);
  g_string_append_len(assembly->out, data, (gssize)size);
  /* PDF/A wants the line end before endstream */
  g_string_append(assembly->out, "\nendstream\nendobj\n");
}

/* Objects without a stream, from *next on and before `end`, into one object stream. */
static void
write_pack(const Assembly *assembly, unsigned *next, unsigned end)
{
  g_autoptr(GString) head = g_string_new(NULL), body = g_string_new(NULL);
  unsigned count = 0, number = pdf_file_add(assembly->file);
  for (; *next < end && count < PACK_MAX; ++*next) {
    const PdfObject *object = object_at(assembly->file, *next);
    if (object->stream)
      continue;
    *place_of(assembly, *next) = (PdfPlace){ .packed = number, .index = count++ };
    g_string_append_printf(head, "%u %" G_GSIZE_FORMAT " ", *next, body->len);
    g_string_append_len(body, object->text->str, (gssize)object->text->len);
    g_string_append_c(body, '\n');
  }
  g_string_append_printf(pdf_file_text(assembly->file, number),
                         "<</Type/ObjStm/N %u/First %" G_GSIZE_FORMAT, count, head->len);
  g_string_append_len(head, body->str, (gssize)body->len);
  pdf_file_set_packed(assembly->file, number, head->str, head->len);
  write_stream(assembly, number);
}

static void
write_objects(const Assembly *assembly)
{
  unsigned end = assembly->file->objects->len, next = 1;
  for (unsigned i = 1; i < end; i++)
    if (object_at(assembly->file, i)->stream)
      write_stream(assembly, i);
  while (next < end)
    write_pack(assembly, &next, end);
}

enum { ENTRY = 7 }; /* bytes of an entry: kind, four of place, two of index */

static void
put_number(unsigned char *at, size_t value, int bytes)
{
  for (int i = bytes - 1; i >= 0; i--, value >>= 8)
    at[i] = (unsigned char)value;
}

/* The entries, each as its difference from the one before: PNG's "up" makes them small. */
static GByteArray *
cross_references(const Assembly *assembly)
{
  GByteArray *table = g_byte_array_new();
  unsigned char before[ENTRY] = { 0 };
  for (unsigned i = 0; i < assembly->places->len; i++) {
    const PdfPlace *place = &g_array_index(assembly->places, PdfPlace, i);
    unsigned char entry[ENTRY] = { 0 }, row[ENTRY + 1] = { 2 };
    bool packed = i > 0 && place->offset == 0;
    entry[0] = i == 0 ? 0 : packed ? 2 : 1;
    put_number(entry + 1, packed ? place->packed : place->offset, 4);
    put_number(entry + 5, i == 0 ? 65535 : packed ? place->index : 0, 2);
    for (int k = 0; k < ENTRY; k++)
      row[k + 1] = (unsigned char)(entry[k] - before[k]);
    memcpy(before, entry, ENTRY);
    g_byte_array_append(table, row, sizeof row);
  }
  return table;
}

static void
write_cross_references(const Assembly *assembly, unsigned root, unsigned info)
{
  g_autofree char *id =
      g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)assembly->out->str,
                                  assembly->out->len);
  unsigned number = pdf_file_add(assembly->file);
  size_t start = assembly->out->len;
  place_of(assembly, number)->offset = start;
  g_autoptr(GByteArray) table = cross_references(assembly);
  g_string_append_printf(pdf_file_text(assembly->file, number),
                         "<</Type/XRef/Size %u/W[1 4 2]/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]"
                         "/DecodeParms<</Predictor 12/Columns %d>>",
                         number + 1, root, info, id, id, ENTRY);
  pdf_file_set_packed(assembly->file, number, table->data, table->len);
  write_stream(assembly, number);
  g_string_append_printf(assembly->out, "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", start);
}

GBytes *
pdf_file_finish(PdfFile *file, unsigned root, unsigned info)
{
  Assembly assembly = { .file = file, .out = g_string_sized_new(1 << 16) };
  assembly.places = g_array_new(FALSE, TRUE, sizeof(PdfPlace));
  /* four bytes above 127 tell transfer programs that the file is no text */
  g_string_append(assembly.out, "%PDF-1.7\n%\xb5\xed\xae\xfb\n");
  write_objects(&assembly);
  write_cross_references(&assembly, root, info);
  g_array_unref(assembly.places);
  return g_string_free_to_bytes(assembly.out);
}
