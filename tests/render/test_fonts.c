#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "render_fixture.h"

#include "render/fonts_private.h"

static double
width_of(const TextStyle *style, const char *text)
{
  return text_measure(font_set_metrics(fonts), style, text, strlen(text)).width;
}

static void
widths_grow_with_size_alone(void **state)
{
  (void)state;
  const char *text = "Box office 43,9 млрд ₸";
  double one = width_of(&(TextStyle){ .size = 1 }, text);
  assert_true(one > 5 && one < 20);
  assert_near(width_of(&(TextStyle){ .size = 12.5 }, text), 12.5 * one, 1e-9);
  assert_near(width_of(&(TextStyle){ .size = 10, .letter_spacing = 2 }, "abc"),
              width_of(&(TextStyle){ .size = 10 }, "abc") + 6, 1e-9);
}

static void
advances_add_up(void **state)
{
  (void)state;
  /* from the font's own table: 'a' is 1588 of 2816 units wide */
  assert_near(width_of(&(TextStyle){ .size = 2816 }, "aaaaa"), 5 * 1588, 0.01);
  assert_near(width_of(&(TextStyle){ .size = 10 }, ""), 0, 0);
}

static void
tabular_figures_are_equally_wide(void **state)
{
  (void)state;
  TextStyle style = { .size = 10, .tabular = true };
  double eight = width_of(&style, "8");
  for (char digit[2] = "0"; digit[0] <= '9'; digit[0]++)
    assert_near(width_of(&style, digit), eight, 1e-9);
  style.tabular = false;
  assert_true(width_of(&style, "1") < width_of(&style, "8"));
}

static void
styles_differ(void **state)
{
  (void)state;
  const char *text = "Revenue";
  double regular = width_of(&(TextStyle){ .size = 10 }, text);
  double bold = width_of(&(TextStyle){ .size = 10, .weight = 700 }, text);
  double semibold = width_of(&(TextStyle){ .size = 10, .weight = 600 }, text);
  assert_true(regular < semibold && semibold < bold);
  assert_near(width_of(&(TextStyle){ .size = 10, .weight = 500 }, text), regular, 1e-9);
  assert_near(width_of(&(TextStyle){ .size = 10, .weight = 900 }, text), bold, 1e-9);
  assert_near(width_of(&(TextStyle){ .size = 10, .family = "Comic Sans" }, text), regular, 1e-9);
  TextStyle mono = { .size = 10, .family = "monospace" };
  assert_near(width_of(&mono, "iii"), width_of(&mono, "WWW"), 1e-9);
}

static void
extents_are_the_fonts(void **state)
{
  (void)state;
  TextExtents extents = text_measure(font_set_metrics(fonts), &(TextStyle){ .size = 2816 }, "x", 1);
  assert_near(extents.ascent, 2728, 0.01);
  assert_near(extents.descent, 680, 0.01);
}

typedef struct Missed {
  gunichar last;
  int count;
} Missed;

static void
note_missing(gunichar character, const char *text, void *user)
{
  Missed *missed = user;
  assert_non_null(text);
  missed->last = character;
  missed->count++;
}

static void
missing_glyphs_are_told_once(void **state)
{
  (void)state;
  Missed missed = { 0 };
  font_set_on_missing(fonts, note_missing, &missed);
  TextStyle style = { .size = 10 };
  width_of(&style, "ӘҒҚҢӨҰҮҺІ әғқңөұүһі — №5 “” «» ₸ € − \u202f\u00a0\u00ad → ≈ ≤");
  width_of(&style, "∀∃ עברית مرحبا"); /* from the second font */
  assert_int_equal(missed.count, 0);
  double question = width_of(&style, "a?b");
  assert_near(width_of(&style, "a漢b"), question, 1e-9);
  width_of(&style, "漢漢");
  width_of(&(TextStyle){ .size = 10, .weight = 700 }, "漢");
  assert_int_equal(missed.count, 1);
  assert_int_equal(missed.last, 0x6f22);
  width_of(&style, "\ue000"); /* Inter draws it, but it means nothing */
  assert_int_equal(missed.count, 2);
  font_set_on_missing(fonts, NULL, NULL);
}

/* Which font shows a character must not depend on what was shown before. */
static void
fallback_is_the_same_in_any_order(void **state)
{
  (void)state;
  const TextStyle bold = { .size = 10, .weight = 700 }, mono = { .size = 10, .family = "mono" };
  double after = width_of(&bold, "∀x∮ ɸ");
  g_autoptr(FontSet) other = test_fonts();
  const TextMetrics *metrics = font_set_metrics(other);
  const char *texts[] = { "∮∮", "مرحبا", "∀x∮ ɸ" };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    text_measure(metrics, &mono, texts[i], strlen(texts[i]));
    text_measure(metrics, &(TextStyle){ .size = 9, .italic = true }, texts[i], strlen(texts[i]));
  }
  assert_near(text_measure(metrics, &bold, texts[2], strlen(texts[2])).width, after, 0);
}

static void
hostile_texts_are_survived(void **state)
{
  (void)state;
  TextStyle style = { .size = 10 };
  static const char NUL[] = "a\0b";
  assert_true(text_measure(font_set_metrics(fonts), &style, NUL, 3).width > 0);
  assert_true(width_of(&style, "\xff\xfe broken \xc3") > 0);
  assert_true(width_of(&style, "\u202e\u2066\u200f\u061c reversed \u202c") > 0);
  assert_true(width_of(&style, "\t\n\r") > 0);
  g_autofree char *marks = g_strnfill(4000, 'x');
  for (size_t i = 1; i + 2 < 4000; i += 2)
    memcpy(marks + i, "\xcc\x81", 2); /* combining acute, stacked */
  assert_true(width_of(&style, marks) > 0);
  g_autofree char *longer = g_strnfill(200000, 'w');
  assert_near(width_of(&style, longer), 200000 * width_of(&style, "w"), 1);
  assert_true(width_of(&(TextStyle){ .size = 10, .language = "no such language!" }, "x") > 0);
}

/* Every byte of the text belongs to a cluster, every glyph too: what PDF readers copy. */
static void
clusters_cover_the_text(void **state)
{
  (void)state;
  static const char *const TEXTS[] = { "office", "e\u0301a", "x\u00ady\u200bz", "abc שלום ₸",
                                       "مرحبا",  "∀漢",      "trailing " };
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    const ShapedText *shaped =
        font_set_shape(fonts, &(TextStyle){ .size = 1 }, TEXTS[i], strlen(TEXTS[i]));
    size_t bytes = 0;
    for (uint32_t r = 0; r < shaped->run_count; r++) {
      const ShapedRun *run = &shaped->runs[r];
      uint32_t glyphs = 0, run_bytes = 0;
      for (uint32_t c = 0; c < run->cluster_count; c++) {
        glyphs += shaped->cluster_list[run->cluster + c].glyphs;
        run_bytes += shaped->cluster_list[run->cluster + c].bytes;
      }
      assert_int_equal(glyphs, run->glyph_count);
      assert_int_equal(run_bytes, run->text_length);
      bytes += run_bytes;
    }
    assert_int_equal(bytes, strlen(shaped->text));
  }
}

static void
lines_break_where_unicode_says(void **state)
{
  (void)state;
  static const struct {
    const char *text, *broken;
  } BREAKS[] = {
    { "", "" },
    { "one two", "one |two" },
    { "no\u00a0break\u202fhere", "no\u00a0break\u202fhere" },
    { "Film-industry", "Film-|industry" },
    { "63 % of (all) it", "63 |% |of |(all) |it" },
    { "сөз\u00adжоқ", "сөз\u00ad|жоқ" },
    { "63%-ға 1-сурет ЖІӨ-дегі", "63%-ға |1-сурет |ЖІӨ-дегі" },
    { "Алма-Ата 5-A", "Алма-|Ата |5-|A" },
    { "2023–2024 Алматы–Астана", "2023–2024 |Алматы–|Астана" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(BREAKS); i++) {
    size_t length = strlen(BREAKS[i].text);
    bool *breaks = g_new(bool, length + 1);
    font_set_metrics(fonts)->find_breaks(font_set_metrics(fonts), BREAKS[i].text, length, "kk",
                                         breaks);
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t k = 0; k < length; k++) {
      if (breaks[k])
        g_string_append_c(out, '|');
      g_string_append_c(out, BREAKS[i].text[k]);
    }
    assert_string_equal(out->str, BREAKS[i].broken);
    g_free(breaks);
  }
  bool none[4] = { true, true, true, true };
  font_set_metrics(fonts)->find_breaks(font_set_metrics(fonts), "\xff a", 3, NULL, none);
  assert_false(none[0] || none[1] || none[2] || none[3]);
}

static void
a_folder_without_fonts_is_told(void **state)
{
  (void)state;
  GError *error = NULL;
  assert_null(font_set_new("/nonexistent", &error));
  assert_non_null(strstr(error->message, "/nonexistent"));
  assert_non_null(strstr(error->message, "SHOLU_FONTS"));
  g_clear_error(&error);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(widths_grow_with_size_alone),
    cmocka_unit_test(advances_add_up),
    cmocka_unit_test(tabular_figures_are_equally_wide),
    cmocka_unit_test(styles_differ),
    cmocka_unit_test(extents_are_the_fonts),
    cmocka_unit_test(missing_glyphs_are_told_once),
    cmocka_unit_test(fallback_is_the_same_in_any_order),
    cmocka_unit_test(hostile_texts_are_survived),
    cmocka_unit_test(clusters_cover_the_text),
    cmocka_unit_test(lines_break_where_unicode_says),
    cmocka_unit_test(a_folder_without_fonts_is_told),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
