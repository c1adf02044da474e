#include "cli/cli_private.h"

#include <stdio.h>
#include <string.h>

static const char DESCRIPTION[] =
    "Tells of every number in the text whether the tables support it: bound (an inline figure),\n"
    "matched (a cell), derived (a formula of cells), waived (with a reason); what is unmatched or\n"
    "contradicted is a fault, as are checks and claims that fail. Exit codes: 0 without faults,\n"
    "1 with faults, 2 wrong usage.";

typedef struct CheckCall {
  CommonOptions common;
  char *format, *explain;
  char **given, **params; /* as written; names and values in turn */
  gboolean list;
} CheckCall;

static void
check_call_clear(CheckCall *call)
{
  common_options_clear(&call->common);
  g_free(call->format);
  g_free(call->explain);
  g_strfreev(call->given);
  g_strfreev(call->params);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CheckCall, check_call_clear)

static int
run(const CheckCall *call, const char *path, size_t explain)
{
  bool human = !call->format || strcmp(call->format, "human") == 0;
  SholuCheckOptions options = {
    .build = call->common.sholu, .format = call->format, .list = call->list, .explain = explain
  };
  SholuOutcome *outcome = sholu_check(path, &options);
  size_t size = 0;
  const void *bytes = sholu_outcome_bytes(outcome, &size);
  int code = human || !bytes ? report(&call->common, outcome) : (int)sholu_outcome_status(outcome);
  if (bytes && !(human && call->common.quiet))
    fwrite(bytes, 1, size, stdout);
  sholu_outcome_free(outcome);
  return flush_output() ? code : SHOLU_FAULTS;
}

int
command_check(const Command *command, int argc, char **argv)
{
  g_auto(CheckCall) call = { 0 };
  GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &call.format,
      "Report as human, short, json, sarif or github", "F" },
    { "param", 'P', 0, G_OPTION_ARG_FILENAME_ARRAY, &call.given,
      "Set a parameter of the document, or its lang", "NAME:VALUE" },
    { "list", 'l', 0, G_OPTION_ARG_NONE, &call.list, "Tell of every number, not only of faults",
      NULL },
    { "explain", 0, 0, G_OPTION_ARG_FILENAME, &call.explain,
      "Tell what was tried for the numbers of this line", "LINE" },
    { 0 },
  };
  int code = options_parse(command, DESCRIPTION, entries, &call.common, &argc, &argv);
  if (code >= 0)
    return code;
  call.common.reads_only = true;
  double explain = 0;
  if (!options_number(command, "explain", call.explain, &explain) ||
      !options_params(command, call.given, &call.common, &call.params))
    return SHOLU_MISUSE;
  return run(&call, argv[1], (size_t)explain);
}
