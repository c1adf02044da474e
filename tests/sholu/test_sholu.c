/* libsholu as another program sees it: this one includes nothing else of ours. */
#include "sholu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char BARS[] = "{\"data\": {\"values\": [{\"a\": \"A\", \"b\": 28}, {\"a\": \"B\", "
                           "\"b\": 55}]}, \"mark\": \"bar\", \"encoding\": {\"x\": {\"field\": "
                           "\"a\", \"type\": \"nominal\"}, \"y\": {\"field\": \"b\", \"type\": "
                           "\"quantitative\"}}}";

static const char BRIEFING[] = "---\ntitle: Films\nlang: en\n---\n\n# Films\n\nMore of them.\n";

static SholuOutcome *
draw(const char *text, const char *format, const SholuOptions *options)
{
  return sholu_chart_text(text, strlen(text), "bars", format, options);
}

static void
gives_bytes_of_each_format(void **state)
{
  (void)state;
  static const struct {
    const char *format, *start;
  } cases[] = {
    { NULL, "\x89PNG\r\n" }, { "png", "\x89PNG\r\n" }, { "pdf", "%PDF-" },
    { "svg", "<" },          { "scene-json", "{" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SholuOutcome *outcome = draw(BARS, cases[i].format, NULL);
    bool described = cases[i].format && strcmp(cases[i].format, "pdf") == 0;
    const char *wish = described ? "bars: warning: the figure has no text for those who cannot see "
                                   "it [missing-description]\n"
                                 : "";
    assert_string_equal(sholu_outcome_messages(outcome, true, false), wish);
    assert_int_equal(sholu_outcome_status(outcome), SHOLU_DONE);
    size_t size = 0;
    const void *bytes = sholu_outcome_bytes(outcome, &size);
    assert_non_null(bytes);
    assert_true(size > 100);
    assert_memory_equal(bytes, cases[i].start, strlen(cases[i].start));
    assert_null(sholu_outcome_files(outcome)[0]);
    sholu_outcome_free(outcome);
  }
}

static void
explains_a_chart(void **state)
{
  (void)state;
  static const char START[] = "-- bar (specification line 1): the rows drawn\nWITH\n";
  SholuOutcome *outcome = draw(BARS, NULL, &(SholuOptions){ .explain = true });
  size_t size = 0;
  const char *bytes = sholu_outcome_bytes(outcome, &size);
  assert_true(size > sizeof START);
  assert_memory_equal(bytes, START, sizeof START - 1);
  sholu_outcome_free(outcome);
}

static void
knows_its_formats(void **state)
{
  (void)state;
  bool pdf = false;
  for (const char *const *name = sholu_formats(); *name; name++)
    pdf |= strcmp(*name, "pdf") == 0;
  assert_true(pdf);
  assert_int_equal(sholu_version()[0], '0');
}

static void
tells_misuse_from_faults(void **state)
{
  (void)state;
  static const struct {
    const char *text, *format;
    SholuOptions options;
    SholuStatus status;
    const char *message;
  } cases[] = {
    { BARS, "pgn", { 0 }, SHOLU_MISUSE, "\"pgn\"" },
    { BARS, "png", { .ppi = -3 }, SHOLU_MISUSE, "ppi" },
    { BARS, "png", { .scale = 1e9 }, SHOLU_MISUSE, "scale" },
    { "{\"mark\": ", "png", { 0 }, SHOLU_FAULTS, "bars:1:" },
    { "{\"mark\": \"bra\", \"data\": {\"values\": []}}", "png", { 0 }, SHOLU_FAULTS, "bars:1:10" },
    { BARS, "png", { .font_folder = "/nowhere" }, SHOLU_FAULTS, "/nowhere" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SholuOutcome *outcome = draw(cases[i].text, cases[i].format, &cases[i].options);
    assert_int_equal(sholu_outcome_status(outcome), cases[i].status);
    assert_true(sholu_outcome_errors(outcome) > 0);
    assert_non_null(strstr(sholu_outcome_messages(outcome, false, false), cases[i].message));
    size_t size = 1;
    assert_null(sholu_outcome_bytes(outcome, &size));
    assert_int_equal(size, 0);
    sholu_outcome_free(outcome);
  }
}

static void
count_progress(const char *what, size_t done, size_t total, void *user)
{
  assert_non_null(what);
  assert_true(done <= total);
  *(size_t *)user = done;
}

/* A briefing in a folder of its own, and where it is built to. */
typedef struct Place {
  char folder[64], briefing[96], out[96];
} Place;

static Place
make_place(const char *text)
{
  Place place = { .folder = "/tmp/sholu-test-XXXXXX" };
  assert_non_null(mkdtemp(place.folder));
  snprintf(place.briefing, sizeof place.briefing, "%s/films.en.md", place.folder);
  snprintf(place.out, sizeof place.out, "%s/out", place.folder);
  FILE *file = fopen(place.briefing, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
  return place;
}

static bool
exists(const Place *place, const char *name)
{
  char path[256];
  struct stat status;
  snprintf(path, sizeof path, "%s/%s", place->out, name);
  return stat(path, &status) == 0;
}

static void
write_page(const Place *place, const char *name)
{
  char path[256];
  snprintf(path, sizeof path, "%s/%s", place->out, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fclose(file);
}

static void
remove_place(const Place *place)
{
  char command[128];
  snprintf(command, sizeof command, "rm -rf %s", place->folder);
  assert_int_equal(system(command), 0);
}

static void
builds_into_a_folder(void **state)
{
  (void)state;
  Place place = make_place(BRIEFING);
  size_t done = 0;
  SholuOptions options = { .progress = count_progress, .user = &done };
  for (int round = 0; round < 2; round++) {
    SholuOutcome *outcome = sholu_build(place.briefing, place.out, "pdf,png", &options);
    assert_int_equal(sholu_outcome_status(outcome), SHOLU_DONE);
    assert_non_null(strstr(sholu_outcome_files(outcome)[0], "out/films.en.pdf"));
    assert_non_null(strstr(sholu_outcome_timings(outcome), "compose"));
    sholu_outcome_free(outcome);
    assert_true(exists(&place, "films.en.pdf"));
    assert_true(exists(&place, "films.en/page-1.png"));
    /* A page that an earlier, longer briefing left goes. */
    assert_false(exists(&place, "films.en/page-2.png"));
    write_page(&place, "films.en/page-2.png");
  }
  assert_int_equal(done, 2);
  remove_place(&place);
}

static void
writes_nothing_when_there_are_errors(void **state)
{
  (void)state;
  Place place = make_place("# Films\n\n@fig-none shows {{ nothing }}.\n");
  SholuOutcome *outcome = sholu_build(place.briefing, place.out, NULL, NULL);
  assert_int_equal(sholu_outcome_status(outcome), SHOLU_FAULTS);
  assert_true(sholu_outcome_errors(outcome) >= 1);
  assert_non_null(strstr(sholu_outcome_messages(outcome, true, false), "films.en.md:3:"));
  assert_null(sholu_outcome_files(outcome)[0]);
  assert_false(exists(&place, ""));
  sholu_outcome_free(outcome);
  remove_place(&place);
}

/* Names that files cannot have become others; none takes another's place. */
static void
pictures_have_names_of_their_own(void **state)
{
  (void)state;
  static const char *const IDS[] = { "fig-a.b", "fig-a-b-2", "fig-a-b" };
  static const char *const FILES[] = { "fig-a-b", "fig-a-b-2", "fig-a-b-3" };
  char text[2048] = "---\ntitle: Films\nlang: en\n---\n\n", path[256];
  for (size_t i = 0; i < 3; i++) {
    size_t length = strlen(text);
    snprintf(text + length, sizeof text - length, "```chart {#%s}\ntitle: T\n%s\n```\n\n", IDS[i],
             "data: {values: [{a: 1}]}\nmark: bar\nencoding: {x: {field: a, type: nominal}}");
  }
  Place place = make_place(text);
  SholuOutcome *outcome = sholu_build(place.briefing, place.out, "svg", NULL);
  assert_int_equal(sholu_outcome_status(outcome), SHOLU_DONE);
  for (size_t i = 0; i < 3; i++) {
    snprintf(path, sizeof path, "films.en/charts/%s.svg", FILES[i]);
    assert_true(exists(&place, path));
  }
  sholu_outcome_free(outcome);
  remove_place(&place);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(gives_bytes_of_each_format),
    cmocka_unit_test(explains_a_chart),
    cmocka_unit_test(knows_its_formats),
    cmocka_unit_test(tells_misuse_from_faults),
    cmocka_unit_test(builds_into_a_folder),
    cmocka_unit_test(writes_nothing_when_there_are_errors),
    cmocka_unit_test(pictures_have_names_of_their_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
