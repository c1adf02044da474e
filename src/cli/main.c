#include "cli/cli_private.h"
#include "core/diag.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* A new command is one file and one line. */
static const Command commands[] = {
  { "build", "FILE.md", "Build a briefing: PDF, pages, charts", command_build },
  { "batch", "FILE.yaml", "Build a briefing for each cell of a matrix", command_batch },
  { "check", "FILE.md", "Check every number of a briefing's text against its data", command_check },
  { "chart", "SPEC", "Draw one Vega-Lite chart", command_chart },
};

static int
print_help(void)
{
  printf("Usage:\n  sholu COMMAND [OPTION…] ARGUMENT\n\n"
         "Briefings from figures and commentary.\n\nCommands:\n");
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
    printf("  %s %-10s %s\n", commands[i].name, commands[i].arguments, commands[i].summary);
  printf("\n  sholu COMMAND --help tells a command's options\n"
         "  sholu --version tells the version\n\n"
         "Exit codes: 0 done, 1 the input has faults, 2 wrong usage\n"
         "            (batch: 4 items were lost, 130 interrupted)\n");
  return flush_output() ? SHOLU_DONE : SHOLU_FAULTS;
}

static int
print_version(void)
{
  printf("sholu %s\n", sholu_version());
  return flush_output() ? SHOLU_DONE : SHOLU_FAULTS;
}

static int
refuse(const char *word)
{
  static const char *names[G_N_ELEMENTS(commands) + 3] = { "--help", "--version" };
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
    names[i + 2] = commands[i].name;
  const char *near = diag_suggest(word, names);
  if (near)
    return misuse(NULL, "there is no command \"%s\"; did you mean %s?", word, near);
  return misuse(NULL, "there is no command \"%s\"", word);
}

int
main(int argc, char **argv)
{
  /* Times of day must not depend on where the program runs. */
  g_setenv("TZ", "UTC", TRUE);
  tzset();

  if (argc < 2)
    return misuse(NULL, "no command given");
  const char *word = argv[1];
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0)
    return print_help();
  if (strcmp(word, "--version") == 0)
    return print_version();
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
    if (strcmp(word, commands[i].name) == 0)
      return commands[i].run(&commands[i], argc - 1, argv + 1);
  return refuse(word);
}
