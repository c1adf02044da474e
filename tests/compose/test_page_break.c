/* Where pages end, from heights and costs alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "assert_near.h"
#include "compose/pages_private.h"

#define CAPACITY 100.0

typedef struct Fixture {
  Arena *arena;
  Composer composer;
  Flow flow;
  PageSet set;
} Fixture;

static Fixture *
fixture_new(void)
{
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->arena = arena_new();
  fixture->composer.arena = fixture->arena;
  fixture->flow = flow_new(&fixture->composer);
  fixture->set.composer = &fixture->composer;
  fixture->set.flow = &fixture->flow;
  fixture->set.capacity = CAPACITY;
  return fixture;
}

static void
fixture_free(Fixture *fixture)
{
  flow_finish(&fixture->flow);
  arena_free(fixture->arena);
  g_free(fixture);
}

static void
add_box(Fixture *fixture, double height, double space, double cost)
{
  flow_space(&fixture->flow, space);
  flow_add(&fixture->flow, (FlowItem){ .height = height, .cost = cost, .lines = 1 });
}

static const PageRange *
break_pages(Fixture *fixture, size_t *count)
{
  size_t items = fixture->flow.items->len;
  if (!fixture->set.notes_before)
    fixture->set.notes_before = arena_array(fixture->arena, size_t, items + 1);
  const PageRange *pages = pages_break(&fixture->set, count);
  assert_int_equal(pages[0].first, 0);
  for (size_t i = 0; i + 1 < *count; i++) {
    assert_int_equal(pages[i].end, pages[i + 1].first);
    assert_int_equal(pages[i].note_end, pages[i + 1].note_first);
  }
  assert_int_equal(pages[*count - 1].end, items);
  assert_int_equal(pages[*count - 1].note_end, fixture->set.note_line_count);
  return pages;
}

/* Boxes as letters: a line "l" of ten points, "L" one that must stay with the one before, "h" a
 * heading of twenty with a line kept, "f" a figure of sixty, "|" a forced end, "H" one of 150. */
static void
add_boxes(Fixture *fixture, const char *boxes)
{
  for (const char *at = boxes; *at; at++) {
    if (*at == '|')
      flow_break(&fixture->flow);
    else
      add_box(fixture,
              *at == 'f'   ? 60
              : *at == 'h' ? 20
              : *at == 'H' ? 150
                           : 10,
              0, *at == 'L' ? COST_NEVER : 0);
    if (*at == 'h')
      flow_keep(&fixture->flow);
  }
}

static const struct {
  const char *boxes;
  const char *pages; /* the number of boxes on each */
} CASES[] = {
  { "", "0" },
  { "lll", "3" },
  { "llllllllll", "10" },
  { "lllllllllll", "7 4" },
  { "ll|ll", "2 2" },
  { "|ll|", "2" },
  { "lllllllllLLl", "8 4" },
  { "lllllllllhll", "9 3" },
  { "llllllllhll", "8 3" },
  { "H", "1" },
  { "lHl", "1 1 1" },
  { "LLLLLLLLLLLLLLL", "10 5" },
  { "lllllllllllllfllll", "9 5 4" },
};

static void
test_cases(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Fixture *fixture = fixture_new();
    add_boxes(fixture, CASES[i].boxes);
    size_t count;
    const PageRange *pages = break_pages(fixture, &count);
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t k = 0; k < count; k++)
      g_string_append_printf(out, "%s%zu", k ? " " : "", pages[k].end - pages[k].first);
    if (strcmp(out->str, CASES[i].pages) != 0)
      fail_msg("%s: %s, not %s", CASES[i].boxes, out->str, CASES[i].pages);
    fixture_free(fixture);
  }
}

/* A figure goes with the text that names it where that costs little. */
static void
test_mentions(void **state)
{
  (void)state;
  for (int named = 0; named < 2; named++) {
    Fixture *fixture = fixture_new();
    add_boxes(fixture, "llllllllll");
    static const char *const NAMES[] = { "fig-a" };
    const TextLine line = { .names = NAMES, .name_count = 1 };
    if (named)
      flow_mention(&fixture->flow, &line);
    flow_place(&fixture->flow, "fig-a");
    add_boxes(fixture, "fll");
    size_t count;
    const PageRange *pages = break_pages(fixture, &count);
    assert_int_equal(count, 2);
    assert_int_equal(pages[0].end, named ? 9 : 10);
    fixture_free(fixture);
  }
}

/* What stands beside a box needs its room too. */
static void
test_reach(void **state)
{
  (void)state;
  Fixture *fixture = fixture_new();
  add_boxes(fixture, "lllll");
  flow_add(&fixture->flow, (FlowItem){ .height = 10, .reach = 70, .lines = 1 });
  add_boxes(fixture, "ll");
  size_t count;
  const PageRange *pages = break_pages(fixture, &count);
  assert_int_equal(count, 2);
  assert_int_equal(pages[0].end, 5);
  fixture_free(fixture);
}

static void
add_notes(Fixture *fixture, size_t item, size_t lines)
{
  size_t items = fixture->flow.items->len, count = fixture->set.note_line_count;
  NoteLine *all = arena_array(fixture->arena, NoteLine, count + lines);
  size_t *before = arena_array(fixture->arena, size_t, items + 1);
  Part *part = part_new(&fixture->composer, NULL, ROLE_NOTE);
  for (size_t i = 0; i < count + lines; i++)
    all[i] = i < count ? fixture->set.note_lines[i] : (NoteLine){ NULL, 6, part };
  for (size_t i = 0; i <= items; i++)
    before[i] =
        (fixture->set.notes_before ? fixture->set.notes_before[i] : 0) + (i > item ? lines : 0);
  fixture->set.note_lines = all;
  fixture->set.note_line_count = count + lines;
  fixture->set.notes_before = before;
}

/* A long note goes on; a short one stands on the page that refers to it. */
static void
test_notes(void **state)
{
  (void)state;
  Fixture *fixture = fixture_new();
  add_boxes(fixture, "llllllllllllll");
  add_notes(fixture, 2, 2);
  size_t count;
  const PageRange *pages = break_pages(fixture, &count);
  assert_int_equal(pages[0].note_end, 2);
  assert_true(pages[0].end <= 7);
  fixture_free(fixture);

  fixture = fixture_new();
  add_boxes(fixture, "llllllllllllll");
  add_notes(fixture, 0, 40);
  pages = break_pages(fixture, &count);
  assert_true(pages[0].note_end >= 5);
  for (size_t i = 0; i < count; i++) {
    double boxes = (double)(pages[i].end - pages[i].first) * 10;
    double notes = (double)(pages[i].note_end - pages[i].note_first) * 6;
    assert_true(boxes + notes_block_height(notes) <= CAPACITY + 1e-6);
  }
  fixture_free(fixture);
}

/* No page holds more than it can, unless it is one box. */
static void
test_random(void **state)
{
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  for (int round = 0; round < 200; round++) {
    Fixture *fixture = fixture_new();
    for (int i = g_rand_int_range(random, 0, 200); i > 0; i--) {
      static const double COSTS[] = { 0, 5, 60, COST_NEVER, COST_FORCED };
      add_box(fixture, g_rand_double_range(random, 0, i % 17 ? 30 : 130),
              g_rand_double_range(random, 0, 9), COSTS[g_rand_int_range(random, 0, i % 5 ? 4 : 5)]);
    }
    size_t count;
    const PageRange *pages = break_pages(fixture, &count);
    const FlowItem *items = (const FlowItem *)(void *)fixture->flow.items->data;
    for (size_t k = 0; k < count; k++) {
      double used = 0, solid = 0;
      for (size_t i = pages[k].first; i < pages[k].end; i++) {
        used += items[i].height + (i > pages[k].first ? items[i].space : 0);
        solid += items[i].height >= 4;
        if (i > pages[k].first)
          assert_true(items[i].cost > COST_FORCED);
      }
      assert_true(used <= CAPACITY + 1e-6 || solid <= 1);
    }
    fixture_free(fixture);
  }
}

/* A million boxes take a moment, whatever their height. */
static void
test_hostile(void **state)
{
  (void)state;
  static const double HEIGHTS[] = { 0, 1e-3, 1, 14, 1e6 };
  for (size_t i = 0; i < G_N_ELEMENTS(HEIGHTS); i++) {
    Fixture *fixture = fixture_new();
    for (int k = 0; k < 1000000; k++)
      add_box(fixture, HEIGHTS[i], 0, k % 3 ? COST_NEVER : 0);
    gint64 start = g_get_monotonic_time();
    size_t count;
    break_pages(fixture, &count);
    assert_true(g_get_monotonic_time() - start < 10 * G_USEC_PER_SEC);
    fixture_free(fixture);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_cases), cmocka_unit_test(test_mentions), cmocka_unit_test(test_reach),
    cmocka_unit_test(test_notes), cmocka_unit_test(test_random),   cmocka_unit_test(test_hostile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
