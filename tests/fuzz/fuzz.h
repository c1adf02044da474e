/* What the tests of mutations share: telling which one it was that crashed or took too long. */
#pragma once

#include <signal.h>
#include <string.h>
#include <unistd.h>

static const char *fuzzed; /* what is being tried: a folder, or the text itself */

static void
die(int number)
{
  static const char late[] = "\nTOO SLOW, or crashed:\n";
  ssize_t written = write(STDERR_FILENO, late, sizeof late - 1);
  written += fuzzed ? write(STDERR_FILENO, fuzzed, strlen(fuzzed)) : 0;
  (void)written;
  _exit(number == SIGALRM ? 2 : 3);
}

/* cmocka has handlers of its own, which do not tell that. */
static void
catch_crashes(void)
{
  static const int SIGNALS[] = { SIGALRM, SIGSEGV, SIGABRT, SIGTRAP };
  for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
    signal(SIGNALS[i], die);
}
