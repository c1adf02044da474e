#include "cli/cli_private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool
wants_colour(const CommonOptions *options)
{
  const char *no_color = g_getenv("NO_COLOR"), *terminal = g_getenv("TERM");
  return !options->no_color && !(no_color && *no_color) && isatty(STDERR_FILENO) &&
         g_strcmp0(terminal, "dumb") != 0;
}

static void
print_count(size_t count, const char *noun)
{
  fprintf(stderr, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

int
report(const CommonOptions *options, SholuOutcome *outcome)
{
  bool brief = g_strcmp0(options->diagnostic_format, "short") == 0;
  size_t errors = sholu_outcome_errors(outcome), warnings = sholu_outcome_warnings(outcome);
  fputs(sholu_outcome_messages(outcome, brief, wants_colour(options)), stderr);
  if (errors > 0 && !brief) {
    print_count(errors, "error");
    if (warnings > 0) {
      fputs(", ", stderr);
      print_count(warnings, "warning");
    }
    bool told = options->reads_only || sholu_outcome_files(outcome)[0];
    fputs(told ? "\n" : "; nothing was written\n", stderr);
  }
  if (options->timings)
    fputs(sholu_outcome_timings(outcome), stderr);
  return (int)sholu_outcome_status(outcome);
}

void
show_progress(const char *what, size_t done, size_t total, void *user)
{
  gint64 *started = user;
  if (*started == 0)
    *started = g_get_monotonic_time();
  if (g_get_monotonic_time() - *started < G_USEC_PER_SEC || !isatty(STDERR_FILENO))
    return;
  fprintf(stderr, "\r\033[K%s", "");
  if (done < total)
    fprintf(stderr, "drawing %zu of %zu (%s)", done + 1, total, what);
  fflush(stderr);
}

bool
flush_output(void)
{
  if (fflush(stdout) == 0 && !ferror(stdout))
    return true;
  fprintf(stderr, "sholu: error: cannot write to standard output: %s\n", g_strerror(errno));
  return false;
}
