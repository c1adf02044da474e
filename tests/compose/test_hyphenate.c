/* Words and paragraphs parted by the patterns of Debian's dictionaries; passed over where those are
 * missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "compose/composer_private.h"
#include "compose/hyphenate_private.h"
#include "fake_metrics.h"

static const Type TYPE = { .size = 10, .leading = 14, .weight = 400 };

static bool
have_dictionaries(void)
{
  return g_file_test("/usr/share/hyphen/hyph_en_US.dic", G_FILE_TEST_EXISTS) &&
         g_file_test("/usr/share/hyphen/hyph_ru_RU.dic", G_FILE_TEST_EXISTS);
}

static const struct {
  const char *language, *word, *expected;
} WORDS[] = {
  { "en", "infrastructure", "infra-struc-ture" },
  { "en", "film", "film" },
  { "en-US", "growth", "growth" },
  { "ru", "инфраструктура", "инфра-струк-тура" },
  { "ru-KZ", "организация", "орга-ни-за-ция" },
  { "ru", "қазақстандық", "қазақстандық" },
  { "kk", "инфрақұрылым", "инфрақұрылым" },
  { "eng", "infrastructure", "infrastructure" },
};

static char *
part(Hyphenator *hyphenator, const char *word)
{
  bool points[64] = { false };
  bool any = hyphenator_part(hyphenator, word, points);
  GString *out = g_string_new(NULL);
  size_t letter = 0;
  for (const char *at = word; *at; at = g_utf8_next_char(at), letter++) {
    g_string_append_unichar(out, g_utf8_get_char(at));
    if (any && points[letter])
      g_string_append_c(out, '-');
  }
  return g_string_free(out, FALSE);
}

static void
test_words(void **state)
{
  (void)state;
  if (!have_dictionaries())
    skip();
  for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++) {
    g_autoptr(Arena) arena = arena_new();
    DiagList *diags = diag_list_new();
    Hyphenator *hyphenator = hyphenator_new(arena, WORDS[i].language, (Span){ 0 }, diags);
    g_autofree char *parted = part(hyphenator, WORDS[i].word);
    assert_int_equal(diag_total(diags), 0);
    assert_string_equal(parted, WORDS[i].expected);
    diag_list_free(diags);
  }
}

static const struct {
  const char *language, *text;
  double width;
  bool hyphenate;
  const char *expected;
} PARAGRAPHS[] = {
  /* 24 characters a line */
  { "en", "a government of international cooperation and of words", 120, true,
    "a government of inter~|national cooperation and |of words" },
  { "en", "a government of international cooperation and of words", 120, false,
    "a government of |international |cooperation and of words" },
  /* names are not parted, nor is the last word */
  { "en", "a government of International cooperation and of words", 120, true,
    "a government of |International coopera~|tion and of words" },
  { "en", "a small government of entrepreneurs", 120, true,
    "a small government of |entrepreneurs" },
  /* but for a word that fits nowhere */
  { "en", "Infrastructure", 50, false, "Infra~|structure" },
  { "kk", "біздің мемлекетіміздің инфрақұрылымы туралы", 120, true,
    "біздің мемлекетіміздің |инфрақұрылымы туралы" },
};

static void
append_text(GString *out, const SceneNode *node)
{
  if (node->kind == SCENE_TEXT)
    g_string_append(out, node->text.text);
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    append_text(out, node->group.children[i]);
}

static void
test_paragraphs(void **state)
{
  (void)state;
  if (!have_dictionaries())
    skip();
  for (size_t i = 0; i < G_N_ELEMENTS(PARAGRAPHS); i++) {
    g_autoptr(Arena) arena = arena_new();
    DiagList *diags = diag_list_new();
    Composer composer = { .arena = arena, .metrics = &FAKE_METRICS, .diags = diags };
    composer.voice.language = PARAGRAPHS[i].language;
    composer.theme = theme_from_node(arena, NULL, diags);
    composer.voice.hyphenator = hyphenator_new(arena, composer.voice.language, (Span){ 0 }, diags);
    TextLayout layout = { .type = &TYPE,
                          .width = PARAGRAPHS[i].width,
                          .hyphenate = PARAGRAPHS[i].hyphenate };
    TextLines lines =
        text_layout(&composer, &layout, runs_from_text(&composer, PARAGRAPHS[i].text));
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t k = 0; k < lines.count; k++) {
      g_string_append(out, k ? "|" : "");
      append_text(out, lines.items[k].node);
      assert_true(lines.items[k].width <= PARAGRAPHS[i].width);
    }
    g_string_replace(out, "\xc2\xad", "~", 0);
    if (strcmp(out->str, PARAGRAPHS[i].expected) != 0)
      fail_msg("%s\n not %s", out->str, PARAGRAPHS[i].expected);
    diag_list_free(diags);
  }
}

static bool
ends_parted(const TextLine *line, GString *out)
{
  g_string_truncate(out, 0);
  append_text(out, line->node);
  return g_str_has_suffix(out->str, "\xc2\xad");
}

/* Whatever the words and the width: no two lines in a row end with a hyphen, and the last word
 * stays whole. */
static void
test_random(void **state)
{
  (void)state;
  if (!have_dictionaries())
    skip();
  static const char *const ATOMS[] = {
    "инфраструктура ",   "и ", "государственное ", "кино ",
    "предприниматели, ", "в ", "соглашениями ",    "Казахстан "
  };
  g_autoptr(GRand) random = g_rand_new_with_seed(9);
  size_t parted = 0;
  for (int round = 0; round < 300; round++) {
    g_autoptr(Arena) arena = arena_new();
    DiagList *diags = diag_list_new();
    Composer composer = { .arena = arena, .metrics = &FAKE_METRICS, .diags = diags };
    composer.voice.language = "ru";
    composer.theme = theme_from_node(arena, NULL, diags);
    composer.voice.hyphenator = hyphenator_new(arena, "ru", (Span){ 0 }, diags);
    g_autoptr(GString) text = g_string_new(NULL), out = g_string_new(NULL);
    for (int i = g_rand_int_range(random, 1, 60); i > 0; i--)
      g_string_append(text, ATOMS[g_rand_int_range(random, 0, G_N_ELEMENTS(ATOMS))]);
    g_string_append(text, "конец.");
    TextLayout layout = { .type = &TYPE,
                          .width = g_rand_double_range(random, 90, 350),
                          .hyphenate = true };
    TextLines lines = text_layout(&composer, &layout, runs_from_text(&composer, text->str));
    bool before = false;
    for (size_t i = 0; i < lines.count; i++) {
      bool hyphen = ends_parted(&lines.items[i], out);
      assert_false(hyphen && before);
      assert_true(lines.items[i].width <= layout.width + 1e-6);
      parted += hyphen;
      before = hyphen;
    }
    assert_non_null(strstr(out->str, "конец."));
    diag_list_free(diags);
  }
  assert_true(parted > 20);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_words),
    cmocka_unit_test(test_paragraphs),
    cmocka_unit_test(test_random),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
