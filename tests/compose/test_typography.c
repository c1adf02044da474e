/* Text as typed → text as printed, by language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "compose/typography_private.h"

/* In the expected texts, "~" is U+00A0 and "_" is U+202F. */
static const struct {
  const char *language, *typed, *printed;
} TEXTS[] = {
  { "en", "She said \"no\".", "She said “no”." },
  { "en", "\"He said 'yes', twice\", she said.", "“He said ‘yes’, twice”, she said." },
  { "en", "(\"so\") \"a\"-\"b\" \"\"", "(“so”) “a”-“b” “”" },
  { "en", "don't, Kazakhs' and the '90s", "don’t, Kazakhs’ and the ’90s" },
  { "en", "a 12\" screen", "a 12\" screen" },
  { "en", "a -- b, a--b, a---b, 1--5", "a~– b, a–b, a—b, 1–5" },
  { "en", "run it with --help or -h", "run it with --help or -h" },
  { "en", "a ---- b", "a ---- b" },
  { "en", "and so on...", "and so on…" },
  { "en", "1..5, ....", "1..5, ...." },
  { "en", "from -5 to (-3), 2020-2024, a-1", "from −5 to (−3), 2020-2024, a-1" },
  { "en", "5 million, 3 km and 7 people; 12 345", "5~million, 3~km and 7 people; 12 345" },
  { "en", "see http://a.b/--x'y\"z\" and 'w'", "see http://a.b/--x'y\"z\" and ‘w’" },
  { "en", "write to j.o'h--x@y.kz now", "write to j.o'h--x@y.kz now" },
  { "en", "J. R. Hartley", "J.~R.~Hartley" },
  { "en", "on 7 March, 12 per cent; He may go", "on 7~March, 12~per cent; He may go" },
  { "en", "", "" },
  { "ru", "Он сказал: \"да\".", "Он сказал: «да»." },
  { "ru", "\"Фильм \"Томирис\" вышел\"", "«Фильм „Томирис“ вышел»" },
  { "ru", "Москва -- столица", "Москва~– столица" },
  { "ru", "Астана --- столица", "Астана~— столица" },
  { "ru", "в 2024 году и о кино", "в~2024 году и~о~кино" },
  { "ru", "рост на 12 %, 43,9 млрд тенге", "рост на 12~%, 43,9~млрд~тенге" },
  { "ru", "12 345 678 человек, 2024 100", "12_345_678 человек, 2024 100" },
  { "ru", "№ 5 и А. Б. Иванов", "№~5 и~А.~Б.~Иванов" },
  { "ru-KZ", "5 млн. тенге", "5~млн.~тенге" },
  { "ru", "об'ём -7", "об’ём −7" },
  { "ru", "4 млн долл. США, 5 тыс. тенге", "4~млн~долл.~США, 5~тыс.~тенге" },
  { "ru", "частных --- 100, из них — 1", "частных~—~100, из них~—~1" },
  { "ru", "7 марта 2024 г. (см. рис. 3)", "7~марта 2024~г. (см.~рис.~3)" },
  { "ru", "Рахман Ж. Б. пришла. А. Б. нет", "Рахман~Ж.~Б. пришла. А.~Б. нет" },
  { "ru", "то же, нужно ли? т. е. Желиба", "то~же, нужно~ли? т.~е. Желиба" },
  { "kk", "\"Томирис\" фильмі 12 500 теңге", "«Томирис» фильмі 12_500~теңге" },
  { "kk", "43,9 млрд теңге", "43,9~млрд~теңге" },
  { "kk", "83 млн АҚШ доллары, 7 наурыз", "83~млн~АҚШ~доллары, 7~наурыз" },
  { "kk", "музейді де, киноны да; Алматы қ.", "музейді~де, киноны~да; Алматы~қ." },
  { "de", "\"so\"", "“so”" },
};

static char *
legible(const char *text)
{
  GString *out = g_string_new(text);
  g_string_replace(out, "\xc2\xa0", "~", 0);
  g_string_replace(out, "\xe2\x80\xaf", "_", 0);
  return g_string_free(out, FALSE);
}

static void
test_texts(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autoptr(Arena) arena = arena_new();
    Composer composer = { .arena = arena, .voice.language = TEXTS[i].language };
    g_autofree char *set = legible(text_typeset(&composer, TEXTS[i].typed));
    if (strcmp(set, TEXTS[i].printed) != 0)
      fail_msg("%s: %s\n gave %s\n not  %s", TEXTS[i].language, TEXTS[i].typed, set,
               TEXTS[i].printed);
  }
}

/* A quotation runs over changes of style; code and figures stay. */
static void
test_runs(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  Composer composer = { .arena = arena, .voice.language = "en" };
  const TextRun runs[] = {
    { .text = "\"a " },
    { .text = "b", .style = STYLE_STRONG },
    { .text = "\" -- " },
    { .text = "c--\"d\"...", .style = STYLE_CODE },
    { .text = "'s " },
    { .text = "\"5\"", .literal = true },
    { .text = "\"", .escaped = true },
    { .text = " 5 " },
    { .text = "km" },
    { .text = "\n", .line_break = true },
    { .text = "-1" },
  };
  TextRuns set = runs_typeset(&composer, (TextRuns){ runs, G_N_ELEMENTS(runs) });
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < set.count; i++)
    g_string_append(out, set.items[i].text);
  g_autofree char *text = legible(out->str);
  assert_string_equal(text, "“a b”~– c--\"d\"...’s \"5\"\" 5~km\n−1");
}

/* Words in another language have its quotes and spaces; the quotation around them goes on. */
static void
test_languages(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  Composer composer = { .arena = arena, .voice.language = "en" };
  const TextRun runs[] = {
    { .text = "\"a \"" },
    { .text = "\"в \"доме\" 12 345 ", .language = "ru" },
    { .text = "\"да\" 'b'\"", .language = "ru", .style = STYLE_STRONG },
    { .text = "\" 12 345 \"c\"\" \"d\"" },
  };
  TextRuns set = runs_typeset(&composer, (TextRuns){ runs, G_N_ELEMENTS(runs) });
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < set.count; i++)
    g_string_append_printf(out, "%s%s", i ? "|" : "", set.items[i].text);
  g_autofree char *text = legible(out->str);
  assert_string_equal(text, "“a ‘|«в~„доме“ 12_345 |„да“ ’b’»|’ 12 345 ‘c’” “d”");
}

/* Nothing but marks and spaces changes, whatever the text. */
static void
test_random(void **state)
{
  (void)state;
  static const char *const ATOMS[] = { "\"",
                                       "'",
                                       "-",
                                       "--",
                                       ".",
                                       " ",
                                       "5",
                                       "a",
                                       "Б.",
                                       "№",
                                       "км",
                                       "%",
                                       "@",
                                       "://",
                                       "\xcc\x81",
                                       "…",
                                       "\xf0\x9f\x98\x80" };
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  for (int round = 0; round < 500; round++) {
    g_autoptr(Arena) arena = arena_new();
    Composer composer = { .arena = arena, .voice.language = round % 2 ? "ru" : "en" };
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = g_rand_int_range(random, 0, 60); i > 0; i--)
      g_string_append(text, ATOMS[g_rand_int_range(random, 0, G_N_ELEMENTS(ATOMS))]);
    const char *set = text_typeset(&composer, text->str);
    assert_true(g_utf8_validate(set, -1, NULL));
    const char *again = text_typeset(&composer, set);
    assert_int_equal(g_utf8_strlen(set, -1), g_utf8_strlen(again, -1));
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_texts),
    cmocka_unit_test(test_runs),
    cmocka_unit_test(test_languages),
    cmocka_unit_test(test_random),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
