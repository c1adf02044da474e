#include "render/pdf_metadata_private.h"

#include <string.h>

#define PRODUCER "sholu"

/* Does the text look like the pattern, where 0 stands for a digit? */
static bool
looks_like(const char *text, const char *pattern)
{
  for (; *pattern; text++, pattern++)
    if (*pattern == '0' ? !g_ascii_isdigit(*text) : *text != *pattern)
      return false;
  return *text == '\0';
}

PdfInfo
pdf_info(const RenderOptions *options, const char *title, const char *language)
{
  PdfInfo info = { .title = options->title ? options->title : title,
                   .author = options->author,
                   .subject = options->subject,
                   .keywords = options->keywords,
                   .language = options->language ? options->language : language };
  const char *date = options->date ? options->date : "";
  if (looks_like(date, "0000-00-00"))
    g_snprintf(info.date, sizeof info.date, "%sT00:00:00Z", date);
  else if (looks_like(date, "0000-00-00T00:00:00Z"))
    g_strlcpy(info.date, date, sizeof info.date);
  return info;
}

void
pdf_append_date(GString *out, const char *date)
{
  g_string_append(out, "(D:");
  for (const char *c = date; *c; c++)
    if (g_ascii_isdigit(*c))
      g_string_append_c(out, *c);
  g_string_append(out, "Z)");
}

static void
add_entry(GString *out, const char *key, const char *text)
{
  if (!text || !*text)
    return;
  g_string_append(out, key);
  pdf_append_text(out, text);
}

unsigned
pdf_add_info(PdfFile *file, const PdfInfo *info)
{
  unsigned number = pdf_file_add(file);
  GString *out = pdf_file_text(file, number);
  g_string_append(out, "<<");
  add_entry(out, "/Title", info->title);
  add_entry(out, "/Author", info->author);
  add_entry(out, "/Subject", info->subject);
  add_entry(out, "/Keywords", info->keywords);
  add_entry(out, "/Creator", PRODUCER);
  add_entry(out, "/Producer", PRODUCER);
  static const char *const DATES[] = { "/CreationDate", "/ModDate" };
  for (size_t i = 0; *info->date && i < G_N_ELEMENTS(DATES); i++) {
    g_string_append(out, DATES[i]);
    pdf_append_date(out, info->date);
  }
  g_string_append(out, ">>");
  return number;
}

/* ---- XMP ---- */

#define NAMESPACE(prefix, uri) " xmlns:" prefix "=\"" uri "\""

static const char PACKET_START[] =
    "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\"" NAMESPACE("dc", "http://purl.org/dc/elements/1.1/")
        NAMESPACE("xmp", "http://ns.adobe.com/xap/1.0/")
            NAMESPACE("pdf", "http://ns.adobe.com/pdf/1.3/")
                NAMESPACE("pdfaid", "http://www.aiim.org/pdfa/ns/id/")
                    NAMESPACE("pdfuaid", "http://www.aiim.org/pdfua/ns/id/") ">\n";

static const char PACKET_END[] = "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>\n";

/* PDF/A knows no pdfuaid: its schema must be described (ISO 19005-3, 6.6.2.3). */
static const char UA_SCHEMA[] = "<rdf:Description rdf:about=\"\"" NAMESPACE(
    "pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/")
    NAMESPACE("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#") NAMESPACE(
        "pdfaProperty",
        "http://www.aiim.org/pdfa/ns/property#") ">"
                                                 "<pdfaExtension:schemas><rdf:Bag><rdf:li "
                                                 "rdf:parseType=\"Resource\">"
                                                 "<pdfaSchema:schema>PDF/UA identification "
                                                 "schema</pdfaSchema:schema>"
                                                 "<pdfaSchema:namespaceURI>http://www.aiim.org/"
                                                 "pdfua/ns/id/</pdfaSchema:namespaceURI>"
                                                 "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
                                                 "<pdfaSchema:property><rdf:Seq><rdf:li "
                                                 "rdf:parseType=\"Resource\">"
                                                 "<pdfaProperty:name>part</pdfaProperty:name>"
                                                 "<pdfaProperty:valueType>Integer</"
                                                 "pdfaProperty:valueType>"
                                                 "<pdfaProperty:category>internal</"
                                                 "pdfaProperty:category>"
                                                 "<pdfaProperty:description>PDF/UA "
                                                 "version</pdfaProperty:description>"
                                                 "</rdf:li></rdf:Seq></pdfaSchema:property>"
                                                 "</rdf:li></rdf:Bag></pdfaExtension:schemas></"
                                                 "rdf:Description>\n";

/* Text as XML takes it: control characters, which it has no way to write, become spaces. */
static void
append_escaped(GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (const char *c = valid; *c; c++) {
    if (*c == '&')
      g_string_append(out, "&amp;");
    else if (*c == '<')
      g_string_append(out, "&lt;");
    else if (*c == '>')
      g_string_append(out, "&gt;");
    else
      g_string_append_c(out, (unsigned char)*c < 32 || *c == 127 ? ' ' : *c);
  }
}

/* <name>before text after</name>; nothing where there is no text. */
static void
add_element(GString *out, const char *name, const char *before, const char *text, const char *after)
{
  if (!text || !*text)
    return;
  g_string_append_printf(out, "<%s>%s", name, before);
  append_escaped(out, text);
  g_string_append_printf(out, "%s</%s>\n", after, name);
}

static void
add_description(GString *out, const PdfInfo *info, unsigned standards)
{
  static const char ALT[] = "<rdf:Alt><rdf:li xml:lang=\"x-default\">";
  g_string_append(out, "<dc:format>application/pdf</dc:format>\n");
  add_element(out, "dc:title", ALT, info->title, "</rdf:li></rdf:Alt>");
  add_element(out, "dc:creator", "<rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq>");
  add_element(out, "dc:description", ALT, info->subject, "</rdf:li></rdf:Alt>");
  add_element(out, "dc:language", "<rdf:Bag><rdf:li>", info->language, "</rdf:li></rdf:Bag>");
  add_element(out, "pdf:Keywords", "", info->keywords, "");
  add_element(out, "pdf:Producer", "", PRODUCER, "");
  add_element(out, "xmp:CreatorTool", "", PRODUCER, "");
  add_element(out, "xmp:CreateDate", "", info->date, "");
  add_element(out, "xmp:ModifyDate", "", info->date, "");
  add_element(out, "xmp:MetadataDate", "", info->date, "");
  PdfArchive archive = pdf_archive(standards);
  if (archive.part)
    g_string_append_printf(out,
                           "<pdfaid:part>%d</pdfaid:part>\n"
                           "<pdfaid:conformance>%c</pdfaid:conformance>\n",
                           archive.part, archive.level);
  if (standards & PDF_UA_1)
    g_string_append(out, "<pdfuaid:part>1</pdfuaid:part>\n");
}

unsigned
pdf_add_xmp(PdfFile *file, const PdfInfo *info, unsigned standards)
{
  g_autoptr(GString) out = g_string_new(PACKET_START);
  add_description(out, info, standards);
  g_string_append(out, "</rdf:Description>\n");
  if (pdf_archive(standards).part && (standards & PDF_UA_1))
    g_string_append(out, UA_SCHEMA);
  g_string_append(out, PACKET_END);
  unsigned number = pdf_file_add(file);
  g_string_append(pdf_file_text(file, number), "<</Type/Metadata/Subtype/XML");
  /* as it is, so that programs that know no PDF can find it (PDF/A asks for that) */
  pdf_file_set_stream(file, number, g_bytes_new(out->str, out->len));
  return number;
}

/* ---- colours ---- */

unsigned
pdf_add_output_intent(PdfFile *file)
{
  unsigned profile = pdf_file_add(file), number = pdf_file_add(file);
  g_autoptr(GBytes) bytes = srgb_profile();
  size_t size;
  const void *data = g_bytes_get_data(bytes, &size);
  g_string_append(pdf_file_text(file, profile), "<</N 3");
  pdf_file_set_packed(file, profile, data, size);
  g_string_append_printf(pdf_file_text(file, number),
                         "<</Type/OutputIntent/S/GTS_PDFA1"
                         "/OutputConditionIdentifier(sRGB IEC61966-2.1)"
                         "/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R>>",
                         profile);
  return number;
}
