/* Mutated briefings: whatever is cut, doubled, misspelt, exchanged or enlarged in a document, its
 * theme, data and pictures, building it must neither crash nor hang, must tell where every fault
 * is, and must leave no output where there is one.
 *
 *   fuzz-test_briefings                         some of them, as ctest runs it
 *   fuzz-test_briefings COUNT [SEED [FOLDER]]   more, of tests/fuzz/briefing or another folder
 *
 * FOLDER holds briefing.md and the files it names. The folder of a mutation that fails is kept. */
#include "sholu.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fuzz/fuzz.h"

enum { MUTATIONS = 60, SEED = 1, SECONDS_EACH = 5, MOST_CHANGES = 3, MANY = 4000 };

typedef struct InputFile {
  char *name;
  GString *text;
} InputFile;

static char *work; /* the folder of the current mutation */

static int
pick(GRand *random, gsize count)
{
  return g_rand_int_range(random, 0, (gint32)MAX(count, 1));
}

/* ---- changes ---- */

/* What is seldom expected, wherever it stands. */
static const char *const STRANGE[] = {
  "null",
  "-1",
  "1e308",
  "1e999",
  "99999999999999999999",
  "0",
  "NaN",
  "\"\"",
  "[]",
  "{}",
  "[[",
  "}}",
  "{{",
  "{{ n | %s%n }}",
  "{{ (SELECT 1) || n }}",
  "`",
  "|",
  "---",
  ":::",
  "```chart\n",
  "\n\n",
  "\t",
  "../../etc/passwd",
  "/etc/passwd",
  "./theme.yaml",
  "still.png",
  "*a",
  "&a [*a]",
  "!!binary x",
  "? ",
  "@fig-",
  "[^1]",
  "<script>",
  "&#0;",
  "\xf0\x9f\x98\x80",
  "\xe2\x80\x8f",
  "\xff\xfe",
  "\xc3",
  "10000mm",
  "0pt",
  "1e-300",
  "SELECT",
  "' OR 1",
  ":year",
  "1048577",
  "2024-02-30",
  "kk",
  "xx-YY-zz",
};

/* A part of the text: now a few bytes, now a word, now a line. */
static void
pick_part(GRand *random, const GString *text, gsize *start, gsize *length)
{
  static const char *const ENDS[] = { "", " ,:{}[]\"'|\n", "\n" };
  const char *ends = ENDS[pick(random, G_N_ELEMENTS(ENDS))];
  gsize at = (gsize)pick(random, text->len), few = (gsize)pick(random, 12), end;
  if (*ends == '\0') {
    *start = at;
    *length = MIN(few, text->len - at);
    return;
  }
  while (at > 0 && !strchr(ends, text->str[at - 1]))
    at--;
  for (end = at; end < text->len && !strchr(ends, text->str[end]);)
    end++;
  *start = at;
  *length = end - at + (*ends == '\n' && end < text->len);
}

static void
repeat(GString *text, gsize start, gsize length, int times)
{
  g_autofree char *part = g_strndup(text->str + start, length);
  g_autoptr(GString) many = g_string_new(NULL);
  for (int i = 0; i < times; i++)
    g_string_append_len(many, part, (gssize)length);
  g_string_insert_len(text, (gssize)start, many->str, (gssize)many->len);
}

static void
change(GRand *random, GString *text)
{
  gsize start, length;
  pick_part(random, text, &start, &length);
  switch (pick(random, 8)) {
  case 0:
    g_string_erase(text, (gssize)start, (gssize)length);
    break;
  case 1:
    repeat(text, start, length, 1);
    break;
  case 2:
    repeat(text, start, length, (int)(MANY / (length + 1)));
    break;
  case 3:
    g_string_truncate(text, start);
    break;
  case 4:
    g_string_erase(text, (gssize)start, (gssize)length);
    g_string_insert(text, (gssize)start, STRANGE[pick(random, G_N_ELEMENTS(STRANGE))]);
    break;
  case 5:
    g_string_insert(text, (gssize)start, STRANGE[pick(random, G_N_ELEMENTS(STRANGE))]);
    break;
  case 6:
    g_string_insert_c(text, (gssize)start, (char)pick(random, 256));
    break;
  default:
    if (start < text->len)
      text->str[start] = (char)(text->str[start] ^ 1 << pick(random, 8));
  }
}

/* ---- files ---- */

static gint
compare_files(gconstpointer a, gconstpointer b)
{
  return strcmp(((const InputFile *)a)->name, ((const InputFile *)b)->name);
}

static GArray *
read_files(const char *folder)
{
  GArray *files = g_array_new(FALSE, FALSE, sizeof(InputFile));
  g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
  assert_non_null(listing);
  for (const char *name; (name = g_dir_read_name(listing));) {
    g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
    gsize length;
    if (!g_file_get_contents(path, &text, &length, NULL))
      continue;
    InputFile file = { g_strdup(name), g_string_new_len(text, (gssize)length) };
    g_array_append_val(files, file);
  }
  g_array_sort(files, compare_files);
  return files;
}

static void
free_files(GArray *files)
{
  for (guint i = 0; i < files->len; i++) {
    g_free(g_array_index(files, InputFile, i).name);
    g_string_free(g_array_index(files, InputFile, i).text, TRUE);
  }
  g_array_free(files, TRUE);
}

static void
write_file(const InputFile *file, const GString *text)
{
  g_autofree char *path = g_build_filename(work, file->name, NULL);
  assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
}

/* ---- one mutation ---- */

/* "file:line:column: error: …" */
static bool
has_place(const char *line)
{
  char *end = NULL;
  for (const char *at = strchr(line, ':'); at; at = strchr(at + 1, ':'))
    if (g_ascii_isdigit(at[1]) && strtol(at + 1, &end, 10) > 0 && *end == ':' &&
        g_ascii_isdigit(end[1]) && strtol(end + 1, &end, 10) > 0 && *end == ':')
      return true;
  return false;
}

/* Counts the errors that have no place; an empty file has no lines. */
static size_t
count_lost(SholuOutcome *outcome)
{
  g_auto(GStrv) lines = g_strsplit(sholu_outcome_messages(outcome, true, false), "\n", -1);
  size_t lost = 0;
  for (char **line = lines; *line; line++) {
    bool error = g_str_has_prefix(*line, "error: ") || strstr(*line, ": error: ");
    if (!error || has_place(*line) || strstr(*line, ": error: the file is empty"))
      continue;
    fprintf(stderr, "no place: %s\n", *line);
    lost++;
  }
  return lost;
}

static size_t
build(void)
{
  g_autofree char *path = g_build_filename(work, "briefing.md", NULL);
  g_autofree char *out = g_build_filename(work, "out", NULL);
  const SholuOptions options = { .root = work };
  alarm(SECONDS_EACH);
  SholuOutcome *outcome = sholu_build(path, out, "pdf", &options);
  alarm(0);
  size_t lost = count_lost(outcome);
  if (sholu_outcome_status(outcome) == SHOLU_DONE)
    for (const char *const *file = sholu_outcome_files(outcome); *file; file++)
      g_unlink(*file);
  else if (sholu_outcome_errors(outcome) == 0) {
    fprintf(stderr, "refused without a word\n");
    lost++;
  }
  g_rmdir(out);
  if (g_file_test(out, G_FILE_TEST_EXISTS)) {
    fprintf(stderr, "it left an output\n");
    lost++;
  }
  sholu_outcome_free(outcome);
  return lost;
}

/* Changes the document three times of four, else a file that it reads. */
static size_t
try_mutation(const GArray *files, GRand *random)
{
  guint chosen = (guint)pick(random, files->len);
  for (guint i = 0; i < files->len && pick(random, 4) > 0; i++)
    if (strcmp(g_array_index(files, InputFile, i).name, "briefing.md") == 0)
      chosen = i;
  const InputFile *file = &g_array_index(files, InputFile, chosen);
  g_autoptr(GString) text = g_string_new_len(file->text->str, (gssize)file->text->len);
  for (int i = pick(random, MOST_CHANGES); i >= 0; i--)
    change(random, text);
  write_file(file, text);
  size_t lost = build();
  if (lost)
    return lost;
  write_file(file, file->text);
  return 0;
}

/* ---- all of them ---- */

static struct {
  int count;
  guint32 seed;
  const char *folder;
} asked = { MUTATIONS, SEED, SHOLU_TEST_DIR "/fuzz/briefing" };

static char *
make_folder(const GArray *files)
{
  g_free(work);
  fuzzed = work = g_dir_make_tmp("sholu-briefing-XXXXXX", NULL);
  assert_non_null(work);
  for (guint i = 0; i < files->len; i++)
    write_file(&g_array_index(files, InputFile, i), g_array_index(files, InputFile, i).text);
  return work;
}

static void
remove_folder(const GArray *files)
{
  for (guint i = 0; i < files->len; i++) {
    g_autofree char *path = g_build_filename(work, g_array_index(files, InputFile, i).name, NULL);
    g_unlink(path);
  }
  g_rmdir(work);
  g_clear_pointer(&work, g_free);
}

static void
test_briefings(void **state)
{
  (void)state;
  GArray *files = read_files(asked.folder);
  g_autoptr(GRand) random = g_rand_new_with_seed(asked.seed);
  size_t failed = 0;
  g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  catch_crashes();
  make_folder(files);
  assert_int_equal(build(), 0);
  for (int i = 0; i < asked.count; i++) {
    if (try_mutation(files, random) == 0)
      continue;
    fprintf(stderr, "kept in %s\n", work);
    make_folder(files);
    failed++;
  }
  remove_folder(files);
  free_files(files);
  assert_int_equal(failed, 0);
}

int
main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_briefings) };
  if (argc > 1)
    asked.count = atoi(argv[1]);
  if (argc > 2)
    asked.seed = (guint32)strtoul(argv[2], NULL, 10);
  if (argc > 3)
    asked.folder = argv[3];
  return cmocka_run_group_tests(tests, NULL, NULL);
}
