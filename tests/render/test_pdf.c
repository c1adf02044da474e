/* The parts of the finisher: contents, reading what cairo wrote, writing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "render/pdf_content_private.h"
#include "render/pdf_private.h"
#include "render/pdf_source_private.h"
#include "render_fixture.h"

/* ---- contents ---- */

/* Marks: 'P' a paragraph, 'a' an artifact, 'h' a header. */
static GArray *
marks_of(const char *letters, PdfElement *element)
{
  GArray *marks = g_array_new(FALSE, FALSE, sizeof(PdfMark));
  unsigned content = 0;
  for (; *letters; letters++) {
    PdfMark mark = { .artifact = *letters == 'h' ? ARTIFACT_HEADER : ARTIFACT_LAYOUT };
    if (*letters == 'P')
      mark = (PdfMark){ .element = element, .index = content++ };
    g_array_append_val(marks, mark);
  }
  return marks;
}

#define M(number) "/Span << /MCID " #number " >> BDC"

static const struct {
  const char *content, *marks;
  const char *tagged; /* NULL: refused */
} CONTENTS[] = {
  { "q " M(0) " f EMC Q", "P", "q /P<</MCID 0>>BDC f EMC Q" },
  { M(0) " EMC " M(1) " EMC", "aP", "/Artifact<</Type/Layout>>BDC EMC /P<</MCID 0>>BDC EMC" },
  { M(0), "h", "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC" },
  { "0 0 1 1 re f", "", "0 0 1 1 re f" },
  /* what only looks like a mark */
  { "(" M(0) ")Tj " M(0) " EMC", "P", "(" M(0) ")Tj /P<</MCID 0>>BDC EMC" },
  { "(\\(" M(0) "\\))Tj " M(0), "P", "(\\(" M(0) "\\))Tj /P<</MCID 0>>BDC" },
  { "% " M(0) "\n" M(0), "P", "% " M(0) "\n/P<</MCID 0>>BDC" },
  { "<2f> " M(0), "P", "<2f> /P<</MCID 0>>BDC" },
  /* marks that do not agree */
  { M(0) " EMC", "", NULL },
  { M(0) " EMC", "PP", NULL },
  { M(1) " EMC", "PP", NULL },
  { M(0) " " M(0), "PP", NULL },
  { M(0) " " M(2), "PP", NULL },
  { "/Span << /MCID 99999999999999999999 >> BDC", "P", NULL },
  { "/Span << /MCID 0 >> DP", "P", NULL },
  { "/Span << /MCID 0", "P", NULL },
  { "f", "P", NULL },
  { "(", "P", NULL },
  { "<", "P", NULL },
  { "(\\", "P", NULL },
};

static void
marks_take_the_place_of_cairos(void **state)
{
  (void)state;
  PdfElement element = { .type = "P" };
  for (size_t i = 0; i < G_N_ELEMENTS(CONTENTS); i++) {
    PdfTagPage page = { .marks = marks_of(CONTENTS[i].marks, &element) };
    g_autoptr(GError) error = NULL;
    GString *tagged =
        pdf_content_tag(&page, CONTENTS[i].content, strlen(CONTENTS[i].content), &error);
    assert_int_equal(tagged != NULL, CONTENTS[i].tagged != NULL);
    assert_int_equal(error == NULL, CONTENTS[i].tagged != NULL);
    if (tagged) {
      assert_string_equal(tagged->str, CONTENTS[i].tagged);
      g_string_free(tagged, TRUE);
    }
    g_array_unref(page.marks);
  }
}

static void
blank_pages_are_known(void **state)
{
  (void)state;
  static const char BLANK[] = "1 0 0 -1 0 841.89 cm\nq\nQ\n";
  assert_true(pdf_content_is_blank(BLANK, strlen(BLANK)));
  assert_true(pdf_content_is_blank("", 0));
  assert_false(pdf_content_is_blank("0 0 1 1 re f", 12));
  assert_false(pdf_content_is_blank("q\0Q", 3));
}

/* ---- reading ---- */

static const char SOURCE[] = "%PDF-1.4\n"
                             "1 0 obj\n<< /Type /Pages /Kids [ 2 0 R ] /Count 1 >>\nendobj\n"
                             "2 0 obj\n<< /Length 4 0 R /A (a\\)b) /X [ 3 0 R true ] >>\n"
                             "stream\nendobj\nendstream\nendobj\n"
                             "3 0 obj\n<< /Subtype /CIDFontType2 /Me 3 0 R >>\nendobj\n"
                             "4 0 obj\n   6\nendobj\n"
                             "5 0 obj\n<< /Root 5 0 R /Pages 1 0 R /Interpolate true >>\nendobj\n";

/* The objects with the table that belongs to them. */
static char *
whole_source(void)
{
  GString *out = g_string_new(SOURCE);
  size_t table = out->len;
  g_string_append(out, "xref\n0 6\n0000000000 65535 f \n");
  for (int i = 1; i < 6; i++) {
    g_autofree char *head = g_strdup_printf("%d 0 obj", i);
    g_string_append_printf(out, "%010d 00000 n \n", (int)(strstr(SOURCE, head) - SOURCE));
  }
  g_string_append_printf(out,
                         "trailer\n<< /Root 5 0 R >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                         table);
  return g_string_free(out, FALSE);
}

static void
objects_are_found_and_copied(void **state)
{
  (void)state;
  g_autofree char *text = whole_source();
  g_autoptr(PdfSource) source = pdf_source_new(text, strlen(text), NULL);
  assert_non_null(source);
  assert_int_equal(pdf_source_page_count(source), 1);
  assert_int_equal(pdf_source_page(source, 0), 2);
  PdfPart part;
  assert_true(pdf_source_object(source, 2, &part));
  assert_int_equal(part.stream_size, 6);
  assert_memory_equal(part.stream, "endobj", 6);
  assert_false(pdf_source_object(source, 6, &part));

  g_autoptr(PdfFile) file = pdf_file_new();
  PdfCopier copier = { source, file, g_hash_table_new(NULL, NULL) };
  assert_int_equal(pdf_copy_object(&copier, 2), 1);
  assert_int_equal(pdf_copy_object(&copier, 2), 1);
  assert_string_equal(pdf_file_text(file, 1)->str, "<</A(a\\)b)/X[2 0 R true]");
  assert_string_equal(pdf_file_text(file, 2)->str,
                      "<</Subtype/CIDFontType2/Me 2 0 R/CIDToGIDMap/Identity>>");
  unsigned number = pdf_copy_object(&copier, 5);
  assert_non_null(strstr(pdf_file_text(file, number)->str, "/Interpolate false"));
  assert_string_equal(pdf_file_text(file, pdf_copy_object(&copier, 77))->str, "null");
  g_hash_table_destroy(copier.numbers);
}

/* Whatever is cut off or altered is refused, or read as something else, but never beyond its end.
 */
static void
broken_files_are_survived(void **state)
{
  (void)state;
  g_autofree char *text = whole_source();
  size_t length = strlen(text);
  for (size_t i = 0; i < 2 * length; i++) {
    size_t size = i < length ? i : length;
    g_autofree char *copy = g_memdup2(text, size + !size); /* no byte more than there is */
    if (i >= length)
      copy[i - length] ^= 0x15;
    g_autoptr(GError) error = NULL;
    g_autoptr(PdfSource) source = pdf_source_new(copy, size, &error);
    assert_int_equal(source == NULL, error != NULL);
    g_autoptr(PdfFile) file = pdf_file_new();
    PdfCopier copier = { source, file, g_hash_table_new(NULL, NULL) };
    if (source)
      pdf_copy_object(&copier, pdf_source_page(source, 0));
    g_hash_table_destroy(copier.numbers);
  }
}

/* ---- writing ---- */

static void
texts_are_written_as_pdf_has_them(void **state)
{
  (void)state;
  static const struct {
    const char *text, *written;
  } CASES[] = {
    { "plain", "(plain)" },
    { "a (b) \\ c", "(a \\(b\\) \\\\ c)" },
    { NULL, "()" },
    { "₸ 😀", "<FEFF20B80020D83DDE00>" },
    { "tab\t", "<FEFF0074006100620009>" },
    { "\xff", "<FEFFFFFD>" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    pdf_append_text(out, CASES[i].text);
    assert_string_equal(out->str, CASES[i].written);
  }
  g_autoptr(GString) out = g_string_new(NULL);
  pdf_append_name(out, "text/csv #1");
  pdf_append_bytes(out, "ө(\r");
  pdf_append_box(out, 0, -0.001, 1.005, 2.5);
  pdf_append_date(out, "2024-03-07T12:00:01Z");
  assert_string_equal(out->str, "/text#2Fcsv#20#231(ө\\(\\r)[0 0 1 2.5](D:20240307120001Z)");
}

/* More objects than one object stream takes. */
static void
many_objects_are_written(void **state)
{
  (void)state;
  g_autoptr(PdfFile) file = pdf_file_new();
  for (int i = 0; i < 70000; i++)
    g_string_append(pdf_file_text(file, pdf_file_add(file)), "<<>>");
  g_autoptr(GBytes) bytes = pdf_file_finish(file, 1, 2);
  size_t size;
  const char *data = g_bytes_get_data(bytes, &size);
  assert_true(size < 1000000);
  assert_memory_equal(data, "%PDF-1.7\n", 9);
  assert_memory_equal(data + size - 6, "%%EOF\n", 6);
}

static void
the_same_profile_each_time(void **state)
{
  (void)state;
  g_autoptr(GBytes) profile = srgb_profile(), again = srgb_profile();
  assert_true(g_bytes_equal(profile, again));
  size_t size;
  const guint8 *data = g_bytes_get_data(profile, &size);
  assert_int_equal(data[2] << 8 | data[3], size);
  assert_memory_equal(data + 36, "acsp", 4);
}

/* ---- the whole ---- */

static void
what_is_lacking_is_told(void **state)
{
  (void)state;
  SceneBuilder builder = scene_builder(arena);
  scene_add(&builder, make_rect(arena, 1, 1, 5, 5));
  const Scene scene = { .width = 10,
                        .height = 10,
                        .root = scene_builder_end(&builder, ROLE_FIGURE) };
  const Scene *scenes[] = { &scene };
  static const struct {
    RenderOptions options;
    const char *lack; /* NULL: nothing */
  } CASES[] = {
    { { .language = "en" }, "a title" },
    { { .title = "", .language = "en" }, "a title" },
    { { .title = "t" }, "its language" },
    { { NAMED }, "a text alternative" },
    { { .title = "t", .pdf_standards = PDF_UA_1 }, "its language" },
    { { .pdf_standards = PDF_A_3U }, NULL },
    { { .pdf_standards = PDF_PLAIN }, NULL },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = RENDER_PDF.write(scenes, 1, &CASES[i].options, fonts, &error);
    assert_int_equal(bytes != NULL, CASES[i].lack == NULL);
    if (CASES[i].lack)
      assert_non_null(strstr(error->message, CASES[i].lack));
  }
}

static void
sizes_are_those_of_the_standard(void **state)
{
  (void)state;
  static const struct {
    double width;
    unsigned standards;
    bool fine;
  } CASES[] = { { 2, 0, false },       { 3, 0, true },        { 14400, 0, true },
                { 14401, 0, false },   { 2, PDF_UA_1, true }, { 19000, PDF_PLAIN, true },
                { 2, PDF_A_2U, false } };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    const Scene scene = { .width = CASES[i].width, .height = 10 };
    const Scene *scenes[] = { &scene };
    const RenderOptions options = { NAMED, .pdf_standards = CASES[i].standards };
    g_autoptr(GBytes) bytes = RENDER_PDF.write(scenes, 1, &options, fonts, NULL);
    assert_int_equal(bytes != NULL, CASES[i].fine);
  }
}

/* No string is longer than a reader must take, and none ends within a character. */
static void
long_texts_are_cut(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new(NULL), out = g_string_new(NULL);
  for (int i = 0; i < 30000; i++)
    g_string_append(text, "😀");
  pdf_append_text(out, text->str);
  assert_true(out->len < 4 * (PDF_STRING_MAX / 2) + 2);
  assert_true(g_str_has_suffix(out->str, "D83DDE00>"));
  g_string_prepend_c(text, 'x');
  g_string_truncate(out, 0);
  pdf_append_text(out, text->str);
  assert_true(g_str_has_suffix(out->str, "D83DDE00>"));
  g_string_truncate(out, 0);
  pdf_append_bytes(out, text->str);
  assert_int_equal(out->len, PDF_STRING_MAX + 2);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(marks_take_the_place_of_cairos),
    cmocka_unit_test(blank_pages_are_known),
    cmocka_unit_test(objects_are_found_and_copied),
    cmocka_unit_test(broken_files_are_survived),
    cmocka_unit_test(texts_are_written_as_pdf_has_them),
    cmocka_unit_test(many_objects_are_written),
    cmocka_unit_test(the_same_profile_each_time),
    cmocka_unit_test(what_is_lacking_is_told),
    cmocka_unit_test(sizes_are_those_of_the_standard),
    cmocka_unit_test(long_texts_are_cut),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
