#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "audit/audit.h"

static const char PACKAGE[] =
    "{\"name\": \"firms\", \"resources\": [{\"name\": \"firms\", \"path\": \"firms.csv\","
    "\"title\": {\"\": \"Firms by region\", \"ru\": \"Фирмы по регионам\","
    "\"kk\": \"Өңірлер бойынша фирмалар\"},"
    "\"schema\": {\"primaryKey\": [\"region\", \"year\"], \"fields\": ["
    "{\"name\": \"region\", \"type\": \"string\", \"categories\": ["
    "{\"value\": \"Almaty\", \"label\": {\"\": \"Almaty\", \"ru\": \"Алматы\", \"kk\": "
    "\"Алматы\"}},"
    "{\"value\": \"Astana\", \"label\": {\"\": \"Astana\", \"ru\": \"Астана\", \"kk\": "
    "\"Астана\"}},"
    "{\"value\": \"Aktau\", \"label\": {\"\": \"Aktau\", \"ru\": \"Актау\", \"kk\": \"Ақтау\"}},"
    "{\"value\": \"Total\", \"label\": {\"\": \"Total\", \"ru\": \"Всего\", \"kk\": "
    "\"Барлығы\"}}]},"
    "{\"name\": \"year\", \"type\": \"year\"},"
    "{\"name\": \"firms\", \"type\": \"integer\", \"unit\": \"firms\", \"title\": {\"\": \"Firms\","
    "\"ru\": \"Фирмы\", \"kk\": \"Фирмалар\"}},"
    "{\"name\": \"revenue_kzt_bn\", \"type\": \"number\", \"currency\": \"KZT\", \"scale\": 1e9,"
    "\"title\": {\"\": \"Revenue\", \"ru\": \"Выручка\", \"kk\": \"Түсім\"}},"
    "{\"name\": \"revenue_usd_mn\", \"type\": \"number\", \"currency\": \"USD\", \"scale\": 1e6,"
    "\"title\": {\"\": \"Revenue\", \"ru\": \"Выручка\", \"kk\": \"Түсім\"}},"
    "{\"name\": \"share_pct\", \"type\": \"number\", \"unit\": \"%\", \"title\": {\"\": \"Share of "
    "exports\", \"ru\": \"Доля экспорта\", \"kk\": \"Экспорт үлесі\"}}]}},"
    /* places whose names share words, and one that a currency is named after */
    "{\"name\": \"trade\", \"path\": \"trade.csv\", \"title\": {\"\": \"Foreign trade\","
    "\"ru\": \"Внешняя торговля\", \"kk\": \"Сыртқы сауда\"},"
    "\"schema\": {\"primaryKey\": [\"partner\"], \"fields\": ["
    "{\"name\": \"partner\", \"type\": \"string\", \"categories\": ["
    "{\"value\": \"Osh\", \"label\": {\"\": \"Osh\", \"ru\": \"Ош\", \"kk\": \"Ош\"}},"
    "{\"value\": \"Osh Region\", \"label\": {\"\": \"Osh Region\", \"ru\": \"Ошская область\", "
    "\"kk\": \"Ош облысы\"}},"
    "{\"value\": \"Talas Region\", \"label\": {\"\": \"Talas Region\", \"ru\": \"Таласская "
    "область\", \"kk\": \"Талас облысы\"}},"
    "{\"value\": \"United States\", \"label\": {\"\": \"United States\", \"ru\": \"США\", \"kk\": "
    "\"АҚШ\"}}]},"
    "{\"name\": \"trade_usd_mn\", \"type\": \"number\", \"currency\": \"USD\", \"scale\": 1e6,"
    "\"title\": {\"\": \"Trade\", \"ru\": \"Торговля\", \"kk\": \"Сауда\"}}]}}"
    "]}";

static const char TRADE_ROWS[] =
    "partner,trade_usd_mn\nOsh,166.1\nOsh Region,103.5\nTalas Region,82.6\n"
    "United States,391.4\n";

static const char ROWS[] = "region,year,firms,revenue_kzt_bn,revenue_usd_mn,share_pct\n"
                           "Almaty,2023,412,61.7,134,12.4\n"
                           "Almaty,2024,455,74.3,158,15.1\n"
                           "Astana,2023,208,33.9,74,8.6\n"
                           "Astana,2024,231,38.2,81,7.3\n"
                           "Aktau,2023,57,9.4,20,31.2\n"
                           "Aktau,2024,63,11.8,25,28.5\n"
                           "Total,2023,677,105.0,228,13.2\n"
                           "Total,2024,749,124.3,264,14.0\n";

/* What each number of a text is found to be, by initials: matched, derived, unmatched (or
 * contradicted), waived. Those left out are not told. */
static const struct {
  const char *language, *text, *statuses;
} CASES[] = {
  /* cells: by place, year, scale, currency, unit */
  { "en", "In 2024 Almaty had 455 firms.", "m" },
  { "en", "In 2024 Almaty had 231 firms.", "u" },
  { "en", "In 2023 Almaty had 455 firms.", "u" },
  { "en", "In 2023 Almaty had 412 firms and in 2024 it had 455.", "mm" },
  { "en", "In 2023 Almaty had 455 firms and in 2024 it had 455.", "um" },
  { "en", "Almaty has 455 firms, Astana 231 and Aktau 63.", "mmm" },
  { "en", "Almaty has 455 firms, Astana 63 and Aktau 231.", "muu" },
  { "en", "There are 455 firms in Almaty and 231 in Astana.", "mm" },
  { "en", "There are 231 firms in Almaty and 455 in Astana.", "uu" },
  { "en", "Firms in Almaty earned 74.3 billion tenge.", "m" },
  { "en", "Firms in Almaty earned 74.3 million tenge.", "u" },
  { "en", "Firms in Almaty earned US$74.3 billion.", "u" },
  { "en", "Firms in Almaty earned 74.3 billion tenge (US$158 million).", "mm" },
  { "en", "Firms in Almaty earned 74.3 billion tenge (US$185 million).", "mu" },
  { "en", "The share of exports in Aktau was 28.5%.", "m" },
  { "en", "The share of exports in Aktau was 28.5 percentage points.", "u" },
  { "en", "The share of exports in Aktau was about 30%.", "m" },
  { "en", "The share of exports in Aktau was 25.8%.", "u" },
  { "en", "All in all there were 749 firms in 2024.", "m" },
  /* what is told before */
  { "en", "Astana grew. It now has 231 firms.", "m" },
  { "en", "Astana grew. It now has 455 firms.", "u" },
  /* formulas */
  { "en", "Firms in Almaty rose by 43 between 2023 and 2024.", "d" },
  { "en", "Firms in Almaty fell by 43 between 2023 and 2024.", "u" },
  { "en", "Revenue in Almaty grew by 20.4% from 2023 to 2024.", "d" },
  { "en", "Revenue in Almaty grew by 24.0% from 2023 to 2024.", "u" },
  { "en", "Almaty has 455 firms, 60.7% of the total of 749.", "mdm" },
  { "en", "Almaty has 455 firms, 67.0% of the total of 749.", "mum" },
  { "en", "The share of exports in Aktau fell by 2.7 percentage points in a year.", "d" },
  { "en", "Almaty and Astana together have 686 firms.", "d" },
  { "en", "Almaty has 1.97 times as many firms as Astana.", "d" },
  /* waived, and what is none */
  { "en", "[Seven]{waived=\"a manner of speaking\"} firms failed.", "w" },
  { "en", "See Figure 3 of 16 November 2025, the 2nd part.", "" },
  { "en", "Nobody has 99,999 firms.", "u" },
  /* tables that are typed */
  { "en", "| Region | Firms, 2024 |\n|---|---|\n| Almaty | 455 |\n| Astana | 231 |\n", "mm" },
  { "en", "| Region | Firms, 2024 |\n|---|---|\n| Almaty | 231 |\n| Astana | 455 |\n", "uu" },
  /* Russian */
  { "ru", "В 2024 году в Алматы работало 455 фирм.", "m" },
  { "ru", "В 2023 году в Алматы работало 455 фирм.", "u" },
  { "ru", "Выручка в Астане достигла 38,2 млрд тенге (81 млн долл. США).", "mm" },
  { "ru", "Выручка в Астане достигла 38,2 млн тенге.", "u" },
  { "ru", "Доля экспорта в Актау снизилась за год на 2,7 п. п.", "d" },
  { "ru", "Выручка в Алматы выросла с 2023 по 2024 год на 20,4 %.", "d" },
  { "ru", "Выручка в Алматы снизилась с 2023 по 2024 год на 20,4 %.", "u" },
  /* Kazakh */
  { "kk", "2024 жылы Алматыда 455 фирма жұмыс істеді.", "m" },
  { "kk", "2023 жылы Алматыда 455 фирма жұмыс істеді.", "u" },
  { "kk", "Астананың түсімі 38,2 млрд теңгеге жетті.", "m" },
  { "kk", "Астананың түсімі 32,8 млрд теңгеге жетті.", "u" },
  /* which year a sentence is of */
  { "en", "In 2024 Almaty had 455 firms, compared with 412 in 2023. Astana had 231.", "mmm" },
  { "en", "In 2024 Almaty had 455 firms, compared with 412 in 2023. Astana had 208.", "mmu" },
  { "en", "In 2024 Almaty had 455 firms. A year earlier it had 412. Astana had 231.", "mmm" },
  { "en", "In 2024 Almaty had 455 firms. A year earlier it had 455.", "mu" },
  { "ru", "В 2024 году в Алматы было 455 фирм. Годом ранее их было 412.", "mm" },
  { "en", "In 2024 the number of firms in Almaty rose from 412 to 455.", "dm" },
  { "en", "In 2024 the number of firms in Almaty rose from 421 to 455.", "um" },
  { "kk", "2024 жылы Алматыда 455 фирма болды, бұл 2023 жылғыдан 43 фирмаға көп.", "md" },
  /* the word that tells the way a number went */
  { "en", "In 2024 the number of firms in Almaty rose by 10.4%, in Aktau by 10.5%.", "dd" },
  { "en", "In 2024 the number of firms in Almaty fell by 10.4%.", "u" },
  /* whose a name is that shares words, or stands in a currency */
  { "en", "The trade of Osh was US$166.1 million, more than that of any other region.", "m" },
  { "en", "The trade of Talas Region was US$82.6 million, of Osh US$166.1 million.", "mm" },
  { "kk", "Талас облысының саудасы 82,6 млн АҚШ доллары, Ош қаласынікі 166,1 млн АҚШ доллары.",
    "mm" },
  { "ru", "Торговля Таласской области составила 82,6 млн долл. США.", "m" },
  { "ru", "Торговля Таласской области составила 391,4 млн долл. США.", "u" },
};

typedef struct Folder {
  char *path, *document, *package, *rows, *trade;
} Folder;

static Folder
folder_new(void)
{
  Folder folder = { .path = g_dir_make_tmp("sholu-audit-XXXXXX", NULL) };
  folder.document = g_build_filename(folder.path, "doc.md", NULL);
  folder.package = g_build_filename(folder.path, "datapackage.json", NULL);
  folder.rows = g_build_filename(folder.path, "firms.csv", NULL);
  assert_true(g_file_set_contents(folder.package, PACKAGE, -1, NULL));
  folder.trade = g_build_filename(folder.path, "trade.csv", NULL);
  assert_true(g_file_set_contents(folder.rows, ROWS, -1, NULL));
  assert_true(g_file_set_contents(folder.trade, TRADE_ROWS, -1, NULL));
  return folder;
}

static void
folder_remove(Folder *folder)
{
  g_unlink(folder->document);
  g_unlink(folder->package);
  g_unlink(folder->rows);
  g_unlink(folder->trade);
  g_rmdir(folder->path);
  g_free(folder->document);
  g_free(folder->package);
  g_free(folder->rows);
  g_free(folder->trade);
  g_free(folder->path);
}

static char *
statuses_of(const Folder *folder, const char *language, const char *text)
{
  static const char INITIALS[] = {
    [AUDIT_BOUND] = 'b',  [AUDIT_MATCHED] = 'm',   [AUDIT_DERIVED] = 'd',
    [AUDIT_WAIVED] = 'w', [AUDIT_UNMATCHED] = 'u', [AUDIT_CONTRADICTED] = 'u'
  };
  g_autofree char *document =
      g_strdup_printf("---\ntitle: Firms\nlang: %s\ndata: datapackage.json\n---\n\n%s\n", language,
                      text);
  assert_true(g_file_set_contents(folder->document, document, -1, NULL));
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) loaded = document_load(arena, folder->document, folder->path, diags, &error);
  assert_non_null(loaded);
  ComposeOptions compose = { .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  const AuditReport *report = audit_document(arena, loaded, &(AuditOptions){ &compose, 0 }, diags);
  GString *out = g_string_new(NULL);
  size_t faults = 0;
  for (size_t i = 0; i < report->count; i++) {
    if (report->numbers[i].status != AUDIT_LEFT_OUT)
      g_string_append_c(out, INITIALS[report->numbers[i].status]);
    faults += report->numbers[i].status == AUDIT_UNMATCHED ||
              report->numbers[i].status == AUDIT_CONTRADICTED;
  }
  assert_int_equal(diag_count(diags, DIAG_ERROR), faults);
  return g_string_free(out, FALSE);
}

static void
test_cases(void **state)
{
  (void)state;
  Folder folder = folder_new();
  size_t wrong = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *found = statuses_of(&folder, CASES[i].language, CASES[i].text);
    if (strcmp(found, CASES[i].statuses) == 0)
      continue;
    print_error("%s\n  is %s, not %s\n", CASES[i].text, found, CASES[i].statuses);
    wrong++;
  }
  folder_remove(&folder);
  assert_int_equal(wrong, 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
