#include "cli/cli_private.h"

#include <stdio.h>

int
command_build(const Command *command, int argc, char **argv)
{
  g_auto(CommonOptions) common = { 0 };
  g_autofree char *out = NULL, *formats = NULL, *presets = NULL, *name = NULL;
  g_autofree char *depfile = NULL;
  g_auto(GStrv) given = NULL, params = NULL;
  gboolean no_charts = FALSE, strict = FALSE;
  GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, "Write into this folder (out)", "DIR" },
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &formats,
      "What to write: names joined by commas (pdf,png,svg)", "F" },
    { "param", 'P', 0, G_OPTION_ARG_FILENAME_ARRAY, &given,
      "Set a parameter of the document, or its lang", "NAME:VALUE" },
    { "preset", 0, 0, G_OPTION_ARG_FILENAME, &presets,
      "Make every chart also for these presets, joined by commas (the document's)", "A,B" },
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &name,
      "Name outputs DIR/NAME… (the file's name without .md)", "NAME" },
    { "depfile", 0, 0, G_OPTION_ARG_FILENAME, &depfile,
      "Write what was read into this file, as a rule for make or ninja", "FILE" },
    { "no-charts", 0, 0, G_OPTION_ARG_NONE, &no_charts, "Leave out the pictures of single charts",
      NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict,
      "Make nothing of a briefing whose numbers, checks or claims fail", NULL },
    { 0 },
  };
  int code = options_parse(command,
                           "Writes DIR/NAME.pdf, DIR/NAME/page-1.png and so on, and each chart as\n"
                           "DIR/NAME/charts/ID.png and .svg (ID.PRESET.png for presets), with "
                           "charts.json;\nprints their names. Without --root no file outside the "
                           "current folder is read.",
                           entries, &common, &argc, &argv);
  if (code >= 0)
    return code;

  if (!options_params(command, given, &common, &params))
    return SHOLU_MISUSE;
  gint64 started = g_get_monotonic_time();
  common.sholu.no_charts = no_charts;
  common.sholu.strict = strict;
  common.sholu.presets = presets;
  common.sholu.name = name;
  common.sholu.depfile = depfile;
  common.sholu.progress = common.quiet ? NULL : show_progress;
  common.sholu.user = &started;
  SholuOutcome *outcome = sholu_build(argv[1], out ? out : "out", formats, &common.sholu);
  if (!common.quiet)
    for (const char *const *file = sholu_outcome_files(outcome); *file; file++)
      puts(*file);
  code = report(&common, outcome);
  sholu_outcome_free(outcome);
  return flush_output() ? code : SHOLU_FAULTS;
}
