/* sholu batch plan, run, collect: a batch on several machines. */
#include "cli/batch_private.h"

#include <stdio.h>
#include <string.h>

#define OUTPUT_OPTION(call)                                                                        \
  {                                                                                                \
    "output", 'o', 0, G_OPTION_ARG_FILENAME, &(call).out, "The folder (out)", "DIR"                \
  }
#define PLAN_OPTION(call)                                                                          \
  {                                                                                                \
    "plan", 0, 0, G_OPTION_ARG_FILENAME, &(call).plan, "The plan (DIR/" SHOLU_PLAN ")", "FILE"     \
  }
#define REPORT_OPTION(call)                                                                        \
  {                                                                                                \
    "report", 0, 0, G_OPTION_ARG_FILENAME, &(call).report,                                         \
        "\"json\": print an array of all items in place of lines", "F"                             \
  }

/* A whole number of at least 1, such as a shard's. */
static bool
read_number(const Command *command, const char *name, const char *text, unsigned *number)
{
  guint64 read = 0;
  if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT - 1, &read, NULL)) {
    misuse(command, "%s is a number from 1 on, not \"%s\"", name, text);
    return false;
  }
  *number = (unsigned)read;
  return true;
}

/* What the plan decides cannot be asked for again. */
static int
check_plan_options(const Command *command, const BatchCall *call)
{
  const CommonOptions *common = &call->common;
  const char *name = common->root             ? "root"
                     : common->theme          ? "theme"
                     : common->ppi            ? "ppi"
                     : common->pdf_standard   ? "pdf-standard"
                     : common->no_attachments ? "no-attachments"
                                              : NULL;
  if (name)
    return misuse(command, "--%s is for sholu batch plan: a plan is built as it was made", name);
  if (call->report && strcmp(call->report, "json") != 0)
    return misuse(command, "--report is \"json\", not \"%s\"", call->report);
  return -1;
}

/* To be freed. */
static char *
plan_path(const BatchCall *call)
{
  return call->plan ? g_strdup(call->plan)
                    : g_build_filename(call->out ? call->out : "out", SHOLU_PLAN, NULL);
}

/* ---- plan ---- */

/* Takes "ninja" out of the formats; was it among them? */
static bool
take_ninja(BatchCall *call)
{
  g_auto(GStrv) names = g_strsplit(call->formats ? call->formats : "", ",", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  bool found = false;
  for (char **name = names; *name; name++) {
    bool is = strcmp(*name, "ninja") == 0;
    found |= is;
    if (!is)
      g_strv_builder_add(builder, *name);
  }
  if (!found)
    return false;
  g_auto(GStrv) rest = g_strv_builder_end(builder);
  g_free(call->formats);
  call->formats = *rest ? g_strjoinv(",", rest) : NULL;
  return true;
}

static SholuOutcome *
plan(const BatchCall *call, bool ninja)
{
  SholuBatchOptions options = { .build = call->common.sholu, .no_index = call->no_index };
  options.build.no_charts = call->no_charts;
  options.build.strict = call->strict;
  options.build.presets = call->presets;
  const char *folder = call->out ? call->out : "out";
  if (!ninja)
    return sholu_batch_plan(call->path, folder, call->formats, call->number, call->plan, &options);
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  return sholu_batch_ninja(call->path, folder, call->formats, program ? program : "sholu",
                           call->plan, &options);
}

static const char PLAN_DESCRIPTION[] =
    "Deals the items of the file's matrix to N shards, for sholu batch run, and writes the plan,\n"
    "which needs no other file to be read; prints its name. Shards run in the current folder, or\n"
    "in one with the same files, and write into DIR, which all machines see. With \"ninja\" among\n"
    "the formats it is a build file for ninja, on one machine, from the current folder.";

static int
run_plan(const Command *command, int argc, char **argv)
{
  g_auto(BatchCall) call = { 0 };
  GOptionEntry entries[] = {
    OUTPUT_OPTION(call),
    { "shards", 0, 0, G_OPTION_ARG_FILENAME, &call.shards, "How many shards", "N" },
    { "plan", 0, 0, G_OPTION_ARG_FILENAME, &call.plan,
      "Where to write it (DIR/" SHOLU_PLAN ", DIR/" SHOLU_NINJA ")", "FILE" },
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &call.formats,
      "What to write: names joined by commas (the file's, or pdf); or ninja", "F" },
    { "preset", 0, 0, G_OPTION_ARG_FILENAME, &call.presets,
      "Make every chart also for these presets, joined by commas (the file's)", "A,B" },
    { "no-charts", 0, 0, G_OPTION_ARG_NONE, &call.no_charts,
      "Leave out the pictures of single charts", NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &call.strict,
      "Make nothing of a briefing whose numbers, checks or claims fail", NULL },
    { "no-index", 0, 0, G_OPTION_ARG_NONE, &call.no_index,
      "Leave out the pages that list all outputs", NULL },
    { 0 },
  };
  int code = options_parse(command, PLAN_DESCRIPTION, entries, &call.common, &argc, &argv);
  if (code >= 0)
    return code;
  bool ninja = take_ninja(&call);
  if (!ninja && !call.shards)
    return misuse(command, "--shards is missing");
  if (ninja && call.shards)
    return misuse(command, "a build file for ninja has no shards");
  if (!ninja && !read_number(command, "--shards", call.shards, &call.number))
    return SHOLU_MISUSE;
  call.path = argv[1];
  SholuOutcome *outcome = plan(&call, ninja);
  if (!call.common.quiet)
    for (const char *const *file = sholu_outcome_files(outcome); *file; file++)
      puts(*file);
  code = report(&call.common, outcome);
  sholu_outcome_free(outcome);
  return flush_output() ? code : SHOLU_FAULTS;
}

/* ---- run ---- */

static SholuOutcome *
build_shard(const SholuBatchOptions *options, const void *user)
{
  const BatchCall *call = user;
  g_autofree char *path = plan_path(call);
  return sholu_batch_shard(path, call->number, options);
}

static int
run_shard(const Command *command, int argc, char **argv)
{
  g_auto(BatchCall) call = { 0 };
  GOptionEntry entries[] = {
    OUTPUT_OPTION(call),
    PLAN_OPTION(call),
    { "shard", 0, 0, G_OPTION_ARG_FILENAME, &call.shard,
      "Which shard, from 1 (SLURM_ARRAY_TASK_ID)", "K" },
    { "jobs", 'j', 0, G_OPTION_ARG_FILENAME, &call.jobs, "Workers at a time (the cores)", "N" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &call.force, "Build what is up to date, too", NULL },
    { "verify", 0, 0, G_OPTION_ARG_NONE, &call.verify,
      "Read outputs to see whether they are as they were written", NULL },
    { "timeout", 0, 0, G_OPTION_ARG_FILENAME, &call.timeout, "Seconds an item may take (60)", "S" },
    { "memory", 0, 0, G_OPTION_ARG_FILENAME, &call.memory, "Memory a worker may have (2048)",
      "MIB" },
    REPORT_OPTION(call),
    { 0 },
  };
  int code =
      options_parse(command,
                    "Builds one shard of a plan: what of it is not up to date. It may run again "
                    "after a kill, or\n"
                    "twice at once: the outputs are the same. Nothing is built where the program, "
                    "the fonts or\n"
                    "the files are not those of the plan. Exit codes as those of sholu batch.",
                    entries, &call.common, &argc, &argv);
  if (code < 0)
    code = check_plan_options(command, &call);
  if (code >= 0)
    return code;
  const char *task = g_getenv("SLURM_ARRAY_TASK_ID");
  if (!call.shard && !task)
    return misuse(command, "--shard is missing, and SLURM_ARRAY_TASK_ID is not set");
  SholuBatchOptions options = { .force = call.force, .verify = call.verify };
  if (!read_number(command, call.shard ? "--shard" : "SLURM_ARRAY_TASK_ID",
                   call.shard ? call.shard : task, &call.number) ||
      !batch_limits(command, call.jobs, call.timeout, call.memory, &options))
    return SHOLU_MISUSE;
  return batch_run(&call.common, call.report, &options, build_shard, &call);
}

/* ---- collect ---- */

static SholuOutcome *
collect_shards(const SholuBatchOptions *options, const void *user)
{
  g_autofree char *path = plan_path(user);
  return sholu_batch_collect(path, options);
}

static int
run_collect(const Command *command, int argc, char **argv)
{
  g_auto(BatchCall) call = { 0 };
  GOptionEntry entries[] = {
    OUTPUT_OPTION(call),
    PLAN_OPTION(call),
    { "verify", 0, 0, G_OPTION_ARG_NONE, &call.verify,
      "Read outputs to see whether they are as they were written", NULL },
    REPORT_OPTION(call),
    { 0 },
  };
  int code = options_parse(command,
                           "Tells what all shards of a plan did, as sholu batch tells it, and "
                           "takes over what they noted:\n"
                           "a sholu batch into the same folder finds unchanged what they built. "
                           "Items of shards that\n"
                           "have not reported are lost (exit code 4).",
                           entries, &call.common, &argc, &argv);
  if (code < 0)
    code = check_plan_options(command, &call);
  if (code >= 0)
    return code;
  SholuBatchOptions options = { .verify = call.verify };
  return batch_run(&call.common, call.report, &options, collect_shards, &call);
}

const Command *
batch_step(const char *name)
{
  static const Command steps[] = {
    { "batch plan", "FILE.yaml", "Deal a matrix to shards for several machines", run_plan },
    { "batch run", NULL, "Build one shard of a plan", run_shard },
    { "batch collect", NULL, "Gather what the shards of a plan did", run_collect },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
    if (strcmp(strchr(steps[i].name, ' ') + 1, name) == 0)
      return &steps[i];
  return NULL;
}
