/* An arena and the fonts for all tests of a group. Include after cmocka.h. */
#pragma once

#include "render_test.h"

static Arena *arena;
static FontSet *fonts;

static int
open_all(void **state)
{
  (void)state;
  arena = arena_new();
  fonts = test_fonts();
  return 0;
}

static int
close_all(void **state)
{
  (void)state;
  font_set_free(fonts);
  arena_free(arena);
  return 0;
}
