/* Phrases with the numbers that are in them: phrases.LANGUAGE.tsv. A line is a text, a tab, and one
 * field a number, divided by " ; "; "-": none. A field begins with the value; its last digit tells
 * how precise it is (43.9e9 lies in 43.85e9..43.95e9) unless [low,high] follows. Then, in any
 * order: % pp x or a currency; the hedge; the role; range, pair; u:UNIT. */
#include "audit/quantity.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const roles[] = {
  [QUANTITY_MEASURE] = "measure", [QUANTITY_YEAR] = "year",     [QUANTITY_DATE] = "date",
  [QUANTITY_ORDINAL] = "ord",     [QUANTITY_REFERENCE] = "ref", [QUANTITY_NAME] = "name",
  [QUANTITY_CODE] = "code",       [QUANTITY_IDLE] = "idle",
};
_Static_assert(G_N_ELEMENTS(roles) == QUANTITY_ROLE_COUNT, "every role has a name");

static const char *const dimensions[] = { [DIMENSION_NUMBER] = "",
                                          [DIMENSION_MONEY] = "money",
                                          [DIMENSION_PERCENT] = "%",
                                          [DIMENSION_POINTS] = "pp",
                                          [DIMENSION_MULTIPLE] = "x" };
_Static_assert(G_N_ELEMENTS(dimensions) == DIMENSION_COUNT, "every dimension has a name");

static const char *const hedges[] = {
  [HEDGE_NONE] = "",       [HEDGE_ABOUT] = "about",   [HEDGE_OVER] = "over",
  [HEDGE_UNDER] = "under", [HEDGE_NEARLY] = "nearly", [HEDGE_AT_LEAST] = "atleast",
  [HEDGE_UP_TO] = "upto"
};

/* What a field says, and what was read. */
typedef struct Expected {
  double value, low, high;
  bool bounded;
  QuantityRole role;
  Dimension dimension;
  const char *currency;
  Hedge hedge;
  bool range, pair;
  const char *unit; /* NULL: any */
} Expected;

static bool
find(const char *const *names, size_t count, const char *name, int *index)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0) {
      *index = (int)i;
      return true;
    }
  return false;
}

/* Half of what the last digit of "43.9e9" counts. */
static double
half_step(const char *text)
{
  const char *point = strchr(text, '.'), *exponent = strchr(text, 'e');
  const char *end = exponent != NULL ? exponent : text + strlen(text);
  int decimals = point != NULL ? (int)(end - point) - 1 : 0;
  int power = exponent != NULL ? (int)g_ascii_strtoll(exponent + 1, NULL, 10) : 0;
  return 0.5 * pow(10, power - decimals);
}

static void
parse_word(char *word, Expected *expected)
{
  int index = 0;
  if (find(roles, G_N_ELEMENTS(roles), word, &index))
    expected->role = (QuantityRole)index;
  else if (find(dimensions, G_N_ELEMENTS(dimensions), word, &index))
    expected->dimension = (Dimension)index;
  else if (find(hedges, G_N_ELEMENTS(hedges), word, &index))
    expected->hedge = (Hedge)index;
  else if (strcmp(word, "range") == 0)
    expected->range = true;
  else if (strcmp(word, "pair") == 0)
    expected->pair = true;
  else if (g_str_has_prefix(word, "u:"))
    expected->unit = g_strdelimit(word + 2, "_", ' ');
  else if (*word == '[') {
    char *comma = strchr(word, ',');
    assert_non_null(comma);
    expected->low = g_ascii_strtod(word + 1, NULL);
    expected->high = g_ascii_strtod(comma + 1, NULL);
    expected->bounded = true;
  } else if (strlen(word) == 3 && g_ascii_isupper(*word)) {
    expected->currency = word;
    expected->dimension = DIMENSION_MONEY;
  } else {
    fail_msg("\"%s\" means nothing in a field", word);
  }
}

static Expected
parse_field(char **words)
{
  Expected expected = { .currency = "" };
  expected.value = g_ascii_strtod(words[0], NULL);
  double half = half_step(words[0]);
  expected.low = expected.value - half;
  expected.high = expected.value + half;
  for (char **word = words + 1; *word != NULL; word++)
    if (**word != '\0')
      parse_word(*word, &expected);
  return expected;
}

static bool
is_near(double a, double b)
{
  return fabs(a - b) <= 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

/* A third is 33.3 and more: a hundredth suffices where words make a share. */
static bool
is_value(const Quantity *quantity, double value)
{
  bool share = quantity->dimension == DIMENSION_PERCENT;
  return is_near(quantity->value, value) || (share && fabs(quantity->value - value) < 0.01);
}

static bool
matches(const Quantity *quantity, const Expected *expected)
{
  bool same = quantity->role == expected->role && is_value(quantity, expected->value) &&
              quantity->dimension == expected->dimension && quantity->hedge == expected->hedge &&
              strcmp(quantity->currency, expected->currency) == 0 &&
              (quantity->range_end >= 0) == expected->range &&
              (quantity->pair >= 0) == expected->pair;
  if (expected->unit != NULL)
    same = same && quantity->unit != NULL && strcmp(quantity->unit, expected->unit) == 0;
  if (!same || quantity->role != QUANTITY_MEASURE)
    return same;
  if (expected->hedge == HEDGE_NONE || expected->bounded)
    if (!expected->bounded && quantity->dimension == DIMENSION_MULTIPLE)
      return true;
  if (quantity->dimension == DIMENSION_PERCENT && !is_near(quantity->value, expected->value))
    return true;
  if (expected->hedge != HEDGE_NONE && !expected->bounded)
    return quantity->low <= expected->value && quantity->high >= expected->value;
  return is_near(quantity->low, expected->low) && is_near(quantity->high, expected->high);
}

static void
append(GString *out, const Quantity *quantity)
{
  g_string_append_printf(out, "%s%.12g", out->len > 0 ? " ; " : "", quantity->value);
  if (quantity->role == QUANTITY_MEASURE)
    g_string_append_printf(out, " [%.12g,%.12g]", quantity->low, quantity->high);
  const char *dimension =
      quantity->dimension == DIMENSION_MONEY ? quantity->currency : dimensions[quantity->dimension];
  const char *words[] = { dimension, hedges[quantity->hedge],
                          quantity->role != QUANTITY_MEASURE ? roles[quantity->role] : "",
                          quantity->range_end >= 0 ? "range" : "",
                          quantity->pair >= 0 ? "pair" : "" };
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (*words[i] != '\0')
      g_string_append_printf(out, " %s", words[i]);
  if (quantity->unit != NULL)
    g_string_append_printf(out, " u:%s", quantity->unit);
}

/* The quantities lie in the text, in its order, one behind the other. */
static bool
lie_well(const QuantityList *list, size_t length)
{
  size_t end = 0;
  for (size_t i = 0; i < list->count; i++) {
    const Quantity *quantity = &list->items[i];
    if (quantity->start < end || quantity->end > length ||
        quantity->number_start < quantity->start || quantity->number_end > quantity->end ||
        quantity->number_start >= quantity->number_end)
      return false;
    end = quantity->end;
  }
  return true;
}

/* Whether the text of a line has the numbers that the line says. */
static bool
check_line(const char *language, const char *text, const char *said)
{
  g_autoptr(Arena) arena = arena_new();
  QuantityList list = quantities_read(arena, text, language);
  g_auto(GStrv) fields = g_strsplit(strcmp(said, "-") == 0 ? "" : said, " ; ", -1);
  size_t count = g_strv_length(fields);
  bool same = count == list.count && lie_well(&list, strlen(text));
  for (size_t i = 0; i < count; i++) {
    g_auto(GStrv) words = g_strsplit(g_strstrip(fields[i]), " ", -1);
    Expected expected = parse_field(words);
    same = same && matches(&list.items[i], &expected);
  }
  if (same)
    return true;
  g_autoptr(GString) got = g_string_new(NULL);
  for (size_t i = 0; i < list.count; i++)
    append(got, &list.items[i]);
  print_error("%s: %s\n  said %s\n  read %s\n", language, text, said, got->str);
  return false;
}

static void
check_language(const char *language)
{
  g_autofree char *path = g_strdup_printf(SHOLU_TEST_DIR "/audit/phrases.%s.tsv", language);
  g_autofree char *contents = NULL;
  if (!g_file_get_contents(path, &contents, NULL, NULL))
    fail_msg("cannot read %s", path);
  g_auto(GStrv) lines = g_strsplit(contents, "\n", -1);
  int faults = 0, count = 0;
  for (char **line = lines; *line != NULL; line++) {
    char *tab = strchr(*line, '\t');
    if (**line == '#' || tab == NULL)
      continue;
    *tab = '\0';
    count++;
    faults += !check_line(language, *line, tab + 1);
  }
  if (faults > 0)
    fail_msg("%d of %d phrases in %s are read otherwise", faults, count, path);
  assert_true(count > 0);
}

static void
test_english(void **state)
{
  (void)state;
  check_language("en");
}

static void
test_russian(void **state)
{
  (void)state;
  check_language("ru");
}

static void
test_kazakh(void **state)
{
  (void)state;
  check_language("kk");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_english),
    cmocka_unit_test(test_russian),
    cmocka_unit_test(test_kazakh),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
