#include "render/pdf_metadata_private.h"

#include <gio/gio.h>
#include <string.h>

static const struct {
  const char *name;
  unsigned flag;
  PdfArchive archive;
} STANDARDS[] = {
  { "none", PDF_PLAIN, { 0 } },     { "a-2u", PDF_A_2U, { 2, 'U' } },
  { "a-3u", PDF_A_3U, { 3, 'U' } }, { "a-3a", PDF_A_3A, { 3, 'A' } },
  { "ua-1", PDF_UA_1, { 0 } },
};

PdfArchive
pdf_archive(unsigned standards)
{
  for (size_t i = 0; i < G_N_ELEMENTS(STANDARDS); i++)
    if ((standards & STANDARDS[i].flag) && STANDARDS[i].archive.part)
      return STANDARDS[i].archive;
  return (PdfArchive){ 0 };
}

static unsigned
find_flag(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(STANDARDS); i++)
    if (strcmp(STANDARDS[i].name, name) == 0)
      return STANDARDS[i].flag;
  return 0;
}

G_GNUC_PRINTF(2, 3)
static unsigned
refuse(GError **error, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_propagate_error(error,
                    g_error_new_valist(G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, format, arguments));
  va_end(arguments);
  return 0;
}

unsigned
pdf_standards_parse(const char *names, GError **error)
{
  g_auto(GStrv) list = g_strsplit(names, ",", -1);
  unsigned standards = 0, archives = 0;
  for (char **name = list; *name; name++) {
    unsigned flag = find_flag(g_strstrip(*name));
    if (!flag)
      return refuse(error, "there is no standard \"%s\"; there are none, a-2u, a-3u, a-3a and ua-1",
                    *name);
    if (!(standards & flag) && pdf_archive(flag).part)
      archives++;
    standards |= flag;
  }
  if (!standards)
    return refuse(error, "a standard is missing in \"%s\"", names);
  if ((standards & PDF_PLAIN) && standards != PDF_PLAIN)
    return refuse(error, "\"none\" stands by itself, not in \"%s\"", names);
  if (archives > 1)
    return refuse(error, "a file is of one PDF/A, not of two as in \"%s\"", names);
  return standards;
}
