#include "core/timings.h"

#include <string.h>
#include <time.h>

#define NO_PHASE (-1)

/* A phase within one parent; the same name under another parent is another one. */
typedef struct Phase {
  const char *name;
  int parent;
  gint64 own_ns; /* without phases inside it */
  gint64 count;
} Phase;

struct Timings {
  GArray *phases; /* in the order first entered */
  int current;
  gint64 since_ns; /* when the clock was last given to `current` */
};

static gint64
now_ns(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (gint64)now.tv_sec * 1000000000 + now.tv_nsec;
}

static Phase *
phase_at(const Timings *timings, int index)
{
  return &g_array_index(timings->phases, Phase, index);
}

Timings *
timings_new(void)
{
  Timings *timings = g_new0(Timings, 1);
  timings->phases = g_array_new(FALSE, TRUE, sizeof(Phase));
  timings->current = NO_PHASE;
  return timings;
}

void
timings_free(Timings *timings)
{
  if (timings == NULL)
    return;
  g_array_unref(timings->phases);
  g_free(timings);
}

static int
find_phase(Timings *timings, const char *name, int parent)
{
  for (guint i = 0; i < timings->phases->len; i++) {
    const Phase *phase = phase_at(timings, (int)i);
    if (phase->parent == parent && strcmp(phase->name, name) == 0)
      return (int)i;
  }
  g_array_append_val(timings->phases, ((Phase){ .name = name, .parent = parent }));
  return (int)timings->phases->len - 1;
}

/* Books the time since the last change and gives the clock to `next`. */
static void
switch_to(Timings *timings, int next)
{
  gint64 now = now_ns();
  if (timings->current != NO_PHASE)
    phase_at(timings, timings->current)->own_ns += now - timings->since_ns;
  timings->current = next;
  timings->since_ns = now;
}

void
timings_enter(Timings *timings, const char *phase)
{
  if (timings == NULL)
    return;
  int index = find_phase(timings, phase, timings->current);
  phase_at(timings, index)->count++;
  switch_to(timings, index);
}

void
timings_leave(Timings *timings)
{
  if (timings == NULL)
    return;
  g_assert(timings->current != NO_PHASE);
  switch_to(timings, phase_at(timings, timings->current)->parent);
}

static void
print_line(FILE *stream, gint64 ns, int depth, const char *name, gint64 count)
{
  char ms[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(ms, sizeof ms, "%.2f", (double)ns / 1e6);
  fprintf(stream, "%10s ms  %*s%s", ms, depth * 2, "", name);
  if (count > 1)
    fprintf(stream, " (%" G_GINT64_FORMAT " times)", count);
  fputc('\n', stream);
}

void
timings_print(const Timings *timings, FILE *stream)
{
  if (timings == NULL)
    return;
  /* Depth first without recursion: each step goes to the first child, else to the next sibling of
   * the nearest ancestor that has one. */
  int parent = NO_PHASE, depth = 0, after = NO_PHASE;
  gint64 total = 0;
  for (;;) {
    int next = after + 1;
    while (next < (int)timings->phases->len && phase_at(timings, next)->parent != parent)
      next++;
    if (next < (int)timings->phases->len) {
      const Phase *phase = phase_at(timings, next);
      total += phase->own_ns;
      print_line(stream, phase->own_ns, depth++, phase->name, phase->count);
      parent = after = next; /* children always come after their parent */
    } else if (parent != NO_PHASE) {
      after = parent;
      parent = phase_at(timings, parent)->parent;
      depth--;
    } else {
      break;
    }
  }
  print_line(stream, total, 0, "total", 1);
}
