/* Errors as people make them, one number at a time: how many does the audit notice?
 *
 *   mutations [-v] [--every N] [--least PERCENT] [--most-false PERCENT] FILE.md…
 *
 * Each file stands beside its data. Prints a table by kind of error; every Nth number is tried.
 * Numbers that are a finding before they are changed are counted as false findings. Exit code 1
 * where fewer are noticed than PERCENT, or more are false. */
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "audit/audit.h"

typedef enum Kind {
  SWAPPED,
  CHANGED,
  CHANGED_LAST,
  SCALE,
  CURRENCY,
  POINTS,
  YEAR,
  PLACE,
  SIGN,
  KIND_COUNT,
} Kind;

static const char *const KINDS[] = {
  "digits swapped", "digit changed",      "last digit changed",    "scale word",
  "currency",       "percent for points", "value of another year", "value of another place",
  "sign of change",
};

static size_t tried[KIND_COUNT], noticed[KIND_COUNT];
static size_t numbers_seen, false_findings;
static gboolean verbose;
static size_t every = 1;

/* What a text becomes; NULL: this error cannot be made of it. */
typedef struct Edit {
  size_t start, end; /* bytes of the source */
  char *with;
} Edit;

typedef struct Subject {
  const char *path, *folder;
  const Source *source;
  Arena *arena;
  DiagList *diags;
  Document *document;
  AuditReport *report;
} Subject;

static AuditReport *
audit(Subject *subject, const char *path)
{
  GError *error = NULL;
  subject->path = path;
  subject->arena = arena_new();
  subject->diags = diag_list_new();
  subject->document = document_load(subject->arena, path, subject->folder, subject->diags, &error);
  if (!subject->document)
    g_error("%s: %s", path, error->message);
  ComposeOptions compose = { .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  subject->report = audit_document(subject->arena, subject->document,
                                   &(AuditOptions){ &compose, 0 }, subject->diags);
  return subject->report;
}

static void
subject_clear(Subject *subject)
{
  document_free(subject->document);
  diag_list_free(subject->diags);
  arena_free(subject->arena);
}

static bool
is_finding(const AuditNumber *number)
{
  return number->status == AUDIT_UNMATCHED || number->status == AUDIT_CONTRADICTED;
}

static size_t
findings(const AuditReport *report)
{
  return report->totals[AUDIT_UNMATCHED] + report->totals[AUDIT_CONTRADICTED];
}

/* ---- edits ---- */

/* The number itself in the source: its digits. */
static bool
find_digits(const AuditNumber *number, size_t *start, size_t *end)
{
  const Quantity *quantity = number->quantity;
  Span span = passage_span(number->passage, quantity->number_start, quantity->number_end);
  if (!span.source || span.end <= span.start)
    return false;
  const char *text = span.source->text;
  size_t from = span.start, to = span.end;
  while (from < to && !g_ascii_isdigit(text[from]))
    from++;
  while (to > from && !g_ascii_isdigit(text[to - 1]))
    to--;
  *start = from;
  *end = to;
  return to > from;
}

static bool
swap_digits(const AuditNumber *number, GRand *rand, Edit *edit)
{
  (void)rand;
  if (!find_digits(number, &edit->start, &edit->end))
    return false;
  edit->with = g_strndup(number->span.source->text + edit->start, edit->end - edit->start);
  size_t last = SIZE_MAX;
  for (size_t i = 0; edit->with[i]; i++) {
    if (!g_ascii_isdigit(edit->with[i]))
      continue;
    if (last != SIZE_MAX && edit->with[last] != edit->with[i] &&
        !(last == 0 && edit->with[i] == '0')) {
      char c = edit->with[last];
      edit->with[last] = edit->with[i];
      edit->with[i] = c;
      return true;
    }
    last = i;
  }
  return false;
}

static bool
change_digit_at(const AuditNumber *number, GRand *rand, Edit *edit, bool final)
{
  if (!find_digits(number, &edit->start, &edit->end))
    return false;
  edit->with = g_strndup(number->span.source->text + edit->start, edit->end - edit->start);
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(size_t));
  for (size_t i = 0; edit->with[i]; i++)
    if (g_ascii_isdigit(edit->with[i]))
      g_array_append_val(places, i);
  guint which = final ? places->len - 1 : (guint)g_rand_int_range(rand, 0, (int)places->len);
  char *digit = &edit->with[g_array_index(places, size_t, which)];
  char other = *digit;
  while (other == *digit || (which == 0 && other == '0'))
    other = (char)('0' + g_rand_int_range(rand, 0, 10));
  *digit = other;
  return true;
}

static bool
change_digit(const AuditNumber *number, GRand *rand, Edit *edit)
{
  return change_digit_at(number, rand, edit, false);
}

static bool
change_last_digit(const AuditNumber *number, GRand *rand, Edit *edit)
{
  return change_digit_at(number, rand, edit, true);
}

/* Replaces the first of the words that the phrase has by its partner. */
static bool
replace_word(size_t from, size_t to, const char *text, const char *const (*pairs)[2], Edit *edit)
{
  for (; (*pairs)[0]; pairs++) {
    const char *at = g_strstr_len(text + from, (gssize)(to - from), (*pairs)[0]);
    if (!at)
      continue;
    edit->start = (size_t)(at - text);
    edit->end = edit->start + strlen((*pairs)[0]);
    edit->with = g_strdup((*pairs)[1]);
    return true;
  }
  return false;
}

static bool
change_scale(const AuditNumber *number, GRand *rand, Edit *edit)
{
  (void)rand;
  static const char *const PAIRS[][2] = {
    { "billion", "million" },   { "million", "billion" },  { "thousand", "million" },
    { "trillion", "billion" },  { "млрд", "млн" },         { "млн", "млрд" },
    { "трлн", "млрд" },         { "тыс.", "млн" },         { "тысяч", "миллионов" },
    { "миллиард", "миллион" },  { "миллион", "миллиард" }, { "мың", "млн" },
    { "триллион", "миллиард" }, { " bn", " mn" },          { NULL, NULL },
  };
  return replace_word(number->span.start, number->span.end, number->span.source->text, PAIRS, edit);
}

static bool
change_currency(const AuditNumber *number, GRand *rand, Edit *edit)
{
  (void)rand;
  static const char *const PAIRS[][2] = {
    { "US$", "£" },         { "$", "€" },
    { "£", "US$" },         { "₸", "$" },
    { "€", "$" },           { "tenge", "dollars" },
    { "dollars", "tenge" }, { "тенге", "долларов" },
    { "теңге", "доллар" },  { "долларов", "тенге" },
    { "доллара", "тенге" }, { "доллар", "теңге" },
    { "euros", "dollars" }, { "евро", "долларов" },
    { NULL, NULL },
  };
  return number->quantity->dimension == DIMENSION_MONEY &&
         replace_word(number->span.start, number->span.end, number->span.source->text, PAIRS, edit);
}

static bool
percent_to_points(const AuditNumber *number, GRand *rand, Edit *edit)
{
  (void)rand;
  static const char *const PAIRS[][2] = {
    { "per cent", "percentage points" },
    { "percent", "percentage points" },
    { "%", " percentage points" },
    { "процентов", "процентных пунктов" },
    { "процента", "процентных пункта" },
    { "пайыз", "пайыздық тармақ" },
    { NULL, NULL },
  };
  static const char *const RUSSIAN[][2] = { { "%", " п. п." }, { NULL, NULL } };
  static const char *const KAZAKH[][2] = { { "%", " пайыздық тармақ" }, { NULL, NULL } };
  if (number->quantity->dimension != DIMENSION_PERCENT)
    return false;
  const char *language = number->passage->language, *text = number->span.source->text;
  size_t from = number->span.start, to = number->span.end;
  if (strcmp(language, "ru") == 0 && replace_word(from, to, text, RUSSIAN, edit))
    return true;
  if (strcmp(language, "kk") == 0 && replace_word(from, to, text, KAZAKH, edit))
    return true;
  return replace_word(from, to, text, PAIRS, edit);
}

/* The value of another row, as the number is written; only where that reads differently. */
static bool
write_value(const AuditNumber *number, Cell cell, Edit *edit)
{
  const Quantity *quantity = number->quantity;
  double value = fabs(cell_value(cell)) / (quantity->scale > 0 ? quantity->scale : 1);
  const Column *column = number->cell.table->measures[number->cell.measure].column;
  double plain_value = column_number(column, number->cell.row);
  if (plain_value >= quantity->low && plain_value <= quantity->high)
    value = fabs(column_number(column, cell.row)); /* in the unit of its head */
  if (!isfinite(value) || !find_digits(number, &edit->start, &edit->end))
    return false;
  if (fabs(cell_value(cell)) >= quantity->low && fabs(cell_value(cell)) <= quantity->high)
    return false;
  g_autofree char *was =
      g_strndup(number->span.source->text + edit->start, edit->end - edit->start);
  char plain[64];
  char format[16];
  g_snprintf(format, sizeof format, "%%.%df", quantity->decimals);
  g_ascii_formatd(plain, sizeof plain, format, value);
  if (strchr(was, ',') && quantity->decimals > 0 && strchr(plain, '.'))
    *strchr(plain, '.') = ',';
  edit->with = g_strdup(plain);
  return strcmp(plain, was) != 0 && strpbrk(plain, "123456789");
}

/* A row that differs in one key only: the year, or another. */
static bool
sibling_value(const AuditNumber *number, GRand *rand, Edit *edit, bool year)
{
  if (number->status != AUDIT_MATCHED || number->cell.table == NULL)
    return false;
  const EvidenceTable *table = number->cell.table;
  size_t rows = table->table->row_count;
  size_t offset = year ? 0 : (size_t)g_rand_int_range(rand, 0, (int)MAX(rows, 1));
  for (size_t n = 0; n < rows; n++) {
    size_t row = (number->cell.row + 1 + n + offset) % rows, differing = 0;
    bool wanted = false;
    for (size_t i = 0; i < table->key_count; i++) {
      const Key *key = &table->keys[i];
      if (!key->exclusive || key->concepts[row] == key->concepts[number->cell.row])
        continue;
      differing++;
      wanted = key->year == year;
    }
    Cell cell = { table, row, number->cell.measure };
    if (differing == 1 && wanted && write_value(number, cell, edit))
      return true;
    g_clear_pointer(&edit->with, g_free);
  }
  return false;
}

static bool
other_year(const AuditNumber *number, GRand *rand, Edit *edit)
{
  return sibling_value(number, rand, edit, true);
}

static bool
other_place(const AuditNumber *number, GRand *rand, Edit *edit)
{
  return sibling_value(number, rand, edit, false);
}

static bool
other_sign(const AuditNumber *number, GRand *rand, Edit *edit)
{
  (void)rand;
  static const char *const PAIRS[][2] = {
    { " rose", " fell" },
    { " grew", " shrank" },
    { " fell", " rose" },
    { " increased", " decreased" },
    { " declined", " increased" },
    { " dropped", " jumped" },
    { " more than a year", " less than a year" },
    { " up by", " down by" },
    { " higher", " lower" },
    { " lower", " higher" },
    { "выросл", "снизил" },
    { "вырос ", "снизился " },
    { "увеличил", "уменьшил" },
    { "снизил", "увеличил" },
    { "сократил", "увеличил" },
    { "упал", "вырос" },
    { "выше", "ниже" },
    { "ниже", "выше" },
    { "өсті", "азайды" },
    { "артты", "азайды" },
    { "азайды", "артты" },
    { "төмендеді", "өсті" },
    { "өсіп", "азайып" },
    { "қысқарды", "артты" },
    { NULL, NULL },
  };
  if (number->status != AUDIT_DERIVED || !g_str_has_prefix(number->evidence, "change"))
    return false;
  const Span span = number->span;
  size_t from = span.start > 70 ? span.start - 70 : 0, to = MIN(span.end + 50, span.source->length);
  for (size_t i = span.start; i > from; i--)
    if (span.source->text[i - 1] == '.' || span.source->text[i - 1] == '\n') {
      from = i;
      break;
    }
  for (size_t i = span.end; i < to; i++)
    if (span.source->text[i] == '.' || span.source->text[i] == '\n')
      to = i;
  return replace_word(from, to, span.source->text, PAIRS, edit);
}

typedef bool (*Mutation)(const AuditNumber *number, GRand *rand, Edit *edit);

static const Mutation MUTATIONS[KIND_COUNT] = {
  [SWAPPED] = swap_digits, [CHANGED] = change_digit,     [CHANGED_LAST] = change_last_digit,
  [SCALE] = change_scale,  [CURRENCY] = change_currency, [POINTS] = percent_to_points,
  [YEAR] = other_year,     [PLACE] = other_place,        [SIGN] = other_sign,
};

/* ---- the run ---- */

enum { COLUMNS_APART = 3 }; /* a changed sign or currency moves the number */

static bool
is_same_place(const AuditNumber *a, const AuditNumber *b)
{
  Place x = place_of_span(a->span), y = place_of_span(b->span);
  return x.line == y.line && x.column + COLUMNS_APART >= y.column &&
         x.column <= y.column + COLUMNS_APART;
}

/* Is the changed number a finding, or one that it makes of another? */
static bool
is_noticed(const Subject *before, const Subject *after, const AuditNumber *number)
{
  for (size_t i = 0; i < after->report->count; i++)
    if (is_same_place(&after->report->numbers[i], number) && is_finding(&after->report->numbers[i]))
      return true;
  return findings(after->report) > findings(before->report);
}

static void
try_mutation(const Subject *subject, const AuditNumber *number, Kind kind, GRand *rand)
{
  Edit edit = { 0 };
  if (!MUTATIONS[kind](number, rand, &edit)) {
    g_free(edit.with);
    return;
  }
  const Source *source = number->span.source;
  g_autoptr(GString) text = g_string_new_len(source->text, (gssize)source->length);
  g_string_erase(text, (gssize)edit.start, (gssize)(edit.end - edit.start));
  g_string_insert(text, (gssize)edit.start, edit.with);
  g_autofree char *path = g_strdup_printf("%s/mutated-%d.md", subject->folder, (int)getpid());
  g_file_set_contents(path, text->str, (gssize)text->len, NULL);
  Subject mutated = { .folder = subject->folder };
  audit(&mutated, path);
  bool seen = is_noticed(subject, &mutated, number);
  tried[kind]++;
  noticed[kind] += seen;
  if (verbose && !seen) {
    Place place = place_of_span(number->span);
    printf("%s:%zu: missed %s: \"%s\" with \"%s\" (%s)\n", subject->path, place.line, KINDS[kind],
           number->text, edit.with, number->evidence ? number->evidence : "");
    for (size_t i = 0; i < mutated.report->count; i++)
      if (is_same_place(&mutated.report->numbers[i], number))
        printf("    taken for %s\n", mutated.report->numbers[i].evidence);
  }
  subject_clear(&mutated);
  g_unlink(path);
  g_free(edit.with);
}

static void
run(const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path);
  Subject subject = { .folder = folder };
  audit(&subject, path);
  g_autoptr(GRand) rand = g_rand_new_with_seed(1);
  for (size_t i = 0; i < subject.report->count; i++) {
    const AuditNumber *number = &subject.report->numbers[i];
    if (number->status == AUDIT_LEFT_OUT || number->status == AUDIT_BOUND ||
        number->status == AUDIT_WAIVED)
      continue;
    numbers_seen++;
    if (is_finding(number)) {
      false_findings++;
      if (verbose) {
        Place place = place_of_span(number->span);
        printf("%s:%zu:%zu: false finding \"%s\": nearest %s\n", path, place.line, place.column,
               number->text, number->nearest ? number->nearest : "none");
      }
      continue;
    }
    for (Kind kind = 0; i % every == 0 && kind < KIND_COUNT; kind++)
      try_mutation(&subject, number, kind, rand);
  }
  subject_clear(&subject);
}

static double
percent(size_t part, size_t whole)
{
  return whole ? 100.0 * (double)part / (double)whole : 0;
}

static double
print_table(void)
{
  size_t all = 0, seen = 0;
  for (Kind kind = 0; kind < KIND_COUNT; kind++) {
    printf("%-24s %5zu of %5zu  %5.1f %%\n", KINDS[kind], noticed[kind], tried[kind],
           percent(noticed[kind], tried[kind]));
    all += tried[kind];
    seen += noticed[kind];
  }
  printf("noticed %.1f %% of %zu; false findings %zu of %zu, %.1f %%\n", percent(seen, all), all,
         false_findings, numbers_seen, percent(false_findings, numbers_seen));
  return percent(seen, all);
}

int
main(int argc, char **argv)
{
  double least = 0, most_false = 100;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-v") == 0)
      verbose = TRUE;
    else if (strcmp(argv[i], "--every") == 0 && i + 1 < argc)
      every = (size_t)g_ascii_strtoull(argv[++i], NULL, 10);
    else if (strcmp(argv[i], "--least") == 0 && i + 1 < argc)
      least = g_ascii_strtod(argv[++i], NULL);
    else if (strcmp(argv[i], "--most-false") == 0 && i + 1 < argc)
      most_false = g_ascii_strtod(argv[++i], NULL);
    else
      run(argv[i]);
  }
  return print_table() < least || percent(false_findings, numbers_seen) > most_false;
}
