#include "cli/batch_private.h"
#include "cli/cli_private.h"

#include <signal.h>
#include <string.h>

void
batch_call_clear(BatchCall *call)
{
  char *texts[] = { call->out,    call->formats, call->presets, call->jobs,   call->timeout,
                    call->memory, call->report,  call->plan,    call->shards, call->shard };
  common_options_clear(&call->common);
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(texts[i]);
}

static volatile int interrupted;

static void
interrupt(int number)
{
  (void)number;
  interrupted = 1;
}

static void
catch_interrupts(void)
{
  struct sigaction action = { .sa_handler = interrupt };
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

bool
batch_limits(const Command *command, const char *jobs, const char *timeout, const char *memory,
             SholuBatchOptions *options)
{
  double workers = 0, mib = 0;
  if (!options_number(command, "jobs", jobs, &workers) ||
      !options_number(command, "timeout", timeout, &options->timeout) ||
      !options_number(command, "memory", memory, &mib))
    return false;
  options->jobs = (unsigned)CLAMP(workers, jobs ? 1 : 0, 1024);
  options->memory_mib = (size_t)CLAMP(mib, memory ? 1 : 0, 1 << 24);
  return true;
}

int
batch_run(const CommonOptions *common, bool json, SholuBatchOptions *options, BatchWork work,
          const void *user)
{
  BatchReport told = { .json = json, .quiet = common->quiet, .colour = wants_colour(common) };
  options->brief = g_strcmp0(common->diagnostic_format, "short") == 0;
  options->colour = wants_colour(common);
  options->stop = &interrupted;
  options->item = batch_report_item;
  options->progress = batch_report_progress;
  options->user = &told;
  catch_interrupts();
  batch_report_begin(&told);
  SholuOutcome *outcome = work(options, user);
  batch_report_end(&told);
  int code = report(common, outcome);
  batch_summary_print(&told, interrupted);
  batch_summary_clear(&told);
  sholu_outcome_free(outcome);
  return flush_output() ? code : SHOLU_FAULTS;
}

static SholuOutcome *
build_all(const SholuBatchOptions *options, const void *user)
{
  const BatchCall *call = user;
  return sholu_batch(call->path, call->out ? call->out : "out", call->formats, options);
}

static int
run(const BatchCall *call, SholuBatchOptions *options)
{
  options->build = call->common.sholu;
  options->build.no_charts = call->no_charts;
  options->build.strict = call->strict;
  options->build.presets = call->presets;
  options->force = call->force;
  options->dry_run = call->dry_run;
  options->verify = call->verify;
  options->no_index = call->no_index;
  return batch_run(&call->common, call->report, options, build_all, call);
}

static const char DESCRIPTION[] =
    "Builds each item of the file's matrix as sholu build does, into DIR under the file's output\n"
    "pattern, and only what changed: DIR/.sholu-batch knows what each item was made from. A "
    "worker\n"
    "that crashes or exceeds a limit costs its own item. An interrupted run (Ctrl-C, or a kill)\n"
    "resumes where it was. For several machines or ninja: sholu batch plan, run and collect, each\n"
    "with its own --help. Exit codes: 0 done, 1 items or the file have faults, 2 wrong usage,\n"
    "4 items were lost, 130 interrupted.";

int
command_batch(const Command *command, int argc, char **argv)
{
  const Command *step = argc > 1 ? batch_step(argv[1]) : NULL;
  if (step)
    return step->run(step, argc - 1, argv + 1);
  g_auto(BatchCall) call = { 0 };
  GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &call.out, "Write into this folder (out)", "DIR" },
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &call.formats,
      "What to write: names joined by commas (the file's, or pdf)", "F" },
    { "jobs", 'j', 0, G_OPTION_ARG_FILENAME, &call.jobs, "Workers at a time (the cores)", "N" },
    { "preset", 0, 0, G_OPTION_ARG_FILENAME, &call.presets,
      "Make every chart also for these presets, joined by commas (the file's)", "A,B" },
    { "no-charts", 0, 0, G_OPTION_ARG_NONE, &call.no_charts,
      "Leave out the pictures of single charts", NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &call.strict,
      "Make nothing of a briefing whose numbers, checks or claims fail", NULL },
    { "no-index", 0, 0, G_OPTION_ARG_NONE, &call.no_index,
      "Leave out the pages that list all outputs", NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &call.force, "Build what is up to date, too", NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &call.dry_run,
      "Tell what would be built and why; write nothing", NULL },
    { "verify", 0, 0, G_OPTION_ARG_NONE, &call.verify,
      "Read outputs to see whether they are as they were written", NULL },
    { "timeout", 0, 0, G_OPTION_ARG_FILENAME, &call.timeout, "Seconds an item may take (60)", "S" },
    { "memory", 0, 0, G_OPTION_ARG_FILENAME, &call.memory, "Memory a worker may have (2048)",
      "MIB" },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &call.report,
      "\"json\": print an array of all items in place of lines", "F" },
    { 0 },
  };
  int code = options_parse(command, DESCRIPTION, entries, &call.common, &argc, &argv);
  if (code >= 0)
    return code;
  if (call.report && strcmp(call.report, "json") != 0)
    return misuse(command, "--report is \"json\", not \"%s\"", call.report);
  SholuBatchOptions options = { 0 };
  if (!batch_limits(command, call.jobs, call.timeout, call.memory, &options))
    return SHOLU_MISUSE;
  call.path = argv[1];
  return run(&call, &options);
}
