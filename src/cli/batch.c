#include "cli/cli_private.h"
#include "core/node.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct BatchCall {
  CommonOptions common;
  char *out, *formats, *presets, *jobs, *timeout, *memory, *report;
  gboolean no_charts, force, dry_run, verify;
  /* in work */
  bool json, terminal;
  size_t counts[SHOLU_ITEM_LOST + 1];
  size_t told;
  gint64 started, shown;
} BatchCall;

static void
batch_call_clear(BatchCall *call)
{
  common_options_clear(&call->common);
  g_free(call->out);
  g_free(call->formats);
  g_free(call->presets);
  g_free(call->jobs);
  g_free(call->timeout);
  g_free(call->memory);
  g_free(call->report);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BatchCall, batch_call_clear)

static const char *const STATUS_NAMES[] = {
  [SHOLU_ITEM_UNCHANGED] = "unchanged", [SHOLU_ITEM_BUILT] = "built", [SHOLU_ITEM_DUE] = "due",
  [SHOLU_ITEM_FAULTY] = "faulty",       [SHOLU_ITEM_LOST] = "lost",
};

static volatile int interrupted;

static void
interrupt(int number)
{
  (void)number;
  interrupted = 1;
}

static double
seconds_since(gint64 moment)
{
  return (double)(g_get_monotonic_time() - moment) / G_USEC_PER_SEC;
}

static void
clear_progress(const BatchCall *call)
{
  if (call->terminal)
    fputs("\r\033[K", stderr);
}

static const Node *
list_texts(Arena *arena, const char *const *texts)
{
  const Span no = { 0 };
  size_t count = g_strv_length((char **)texts);
  const Node **items = arena_array(arena, const Node *, count + 1);
  for (size_t i = 0; i < count; i++)
    items[i] = node_new_string(arena, texts[i], no);
  return node_new_list(arena, items, count, no);
}

static void
print_json(BatchCall *call, const SholuItem *item)
{
  g_autoptr(Arena) arena = arena_new();
  const Span no = { 0 };
  const Node *params = NULL;
  for (const char *const *param = item->params; param[0]; param += 2)
    params = node_with(arena, params, param[0], node_new_string(arena, param[1], no));
  const NodeEntry entries[] = {
    { "item", no, node_new_string(arena, item->output, no) },
    { "params", no, params ? params : node_new_map(arena, NULL, 0, no) },
    { "status", no, node_new_string(arena, STATUS_NAMES[item->status], no) },
    { "reason", no, node_new_string(arena, item->reason ? item->reason : "", no) },
    { "seconds", no, node_new_number(arena, item->seconds, no) },
    { "outputs", no, list_texts(arena, item->files) },
    { "errors", no, node_new_number(arena, (double)item->errors, no) },
    { "warnings", no, node_new_number(arena, (double)item->warnings, no) },
    { "messages", no, node_new_string(arena, item->messages, no) },
  };
  const Node *map = node_new_map(arena, entries, G_N_ELEMENTS(entries), no);
  printf("%s%s", call->told > 0 ? ",\n" : "", node_to_json(arena, map));
}

static void
tell_item(const SholuItem *item, void *user)
{
  BatchCall *call = user;
  call->counts[item->status]++;
  clear_progress(call);
  if (call->json)
    print_json(call, item);
  else if (item->status != SHOLU_ITEM_UNCHANGED && !call->common.quiet)
    printf("%-9s %s%s%s\n", STATUS_NAMES[item->status], item->output, item->reason ? "  " : "",
           item->reason ? item->reason : "");
  call->told++;
  if (!call->json)
    fflush(stdout);
  if (item->status == SHOLU_ITEM_LOST)
    fprintf(stderr, "%s: error: %s [worker-lost]\n", item->output, item->reason);
  else if (*item->messages)
    fprintf(stderr, "%s:\n%s", item->output, item->messages);
}

static void
tell_progress(size_t done, size_t total, size_t failed, void *user)
{
  BatchCall *call = user;
  if (!call->terminal || g_get_monotonic_time() - call->shown < G_USEC_PER_SEC / 10)
    return;
  call->shown = g_get_monotonic_time();
  double rate = (double)done / MAX(seconds_since(call->started), 1e-3);
  unsigned left = (unsigned)((double)(total - done) / rate + 0.5);
  fprintf(stderr, "\r\033[K%zu of %zu, %.0f a second, %u:%02u left", done, total, rate, left / 60,
          left % 60);
  if (failed > 0)
    fprintf(stderr, ", %zu failed", failed);
  fflush(stderr);
}

static void
print_summary(const BatchCall *call)
{
  double seconds = seconds_since(call->started);
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(STATUS_NAMES); i++)
    if (call->counts[i] > 0)
      g_string_append_printf(text, "%s%zu %s", text->len > 0 ? ", " : "", call->counts[i],
                             STATUS_NAMES[i]);
  size_t built = call->counts[SHOLU_ITEM_BUILT];
  fprintf(stderr, "%zu item%s: %s; %.1f s", call->told, call->told == 1 ? "" : "s", text->str,
          seconds);
  if (built > 1)
    fprintf(stderr, ", %.1f built a second", (double)built / MAX(seconds, 1e-3));
  fputs(interrupted ? "; interrupted\n" : "\n", stderr);
}

static void
catch_interrupts(void)
{
  struct sigaction action = { .sa_handler = interrupt };
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

static int
run(BatchCall *call, const char *path, SholuBatchOptions *options)
{
  options->build = call->common.sholu;
  options->build.no_charts = call->no_charts;
  options->build.presets = call->presets;
  options->force = call->force;
  options->dry_run = call->dry_run;
  options->verify = call->verify;
  options->brief = g_strcmp0(call->common.diagnostic_format, "short") == 0;
  options->colour = wants_colour(&call->common);
  options->stop = &interrupted;
  options->item = tell_item;
  options->progress = tell_progress;
  options->user = call;
  call->terminal = !call->common.quiet && isatty(STDERR_FILENO);
  call->started = g_get_monotonic_time();
  catch_interrupts();
  if (call->json)
    fputs("[", stdout);
  SholuOutcome *outcome = sholu_batch(path, call->out ? call->out : "out", call->formats, options);
  if (call->json)
    fputs("]\n", stdout);
  clear_progress(call);
  fflush(stdout);
  int code = report(&call->common, outcome);
  if (call->told > 0 && !call->common.quiet)
    print_summary(call);
  sholu_outcome_free(outcome);
  return flush_output() ? code : SHOLU_FAULTS;
}

static const char DESCRIPTION[] =
    "Builds each item of the file's matrix as sholu build does, into DIR under the file's output\n"
    "pattern, and only what changed: DIR/.sholu-batch knows what each item was made from. A "
    "worker\n"
    "that crashes or exceeds a limit costs its own item. An interrupted run (Ctrl-C, or a kill)\n"
    "resumes where it was. Exit codes: 0 done, 1 items or the file have faults, 2 wrong usage,\n"
    "4 items were lost, 130 interrupted.";

int
command_batch(const Command *command, int argc, char **argv)
{
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
  call.json = call.report != NULL;
  double jobs = 0, memory = 0;
  SholuBatchOptions options = { 0 };
  if (!options_number(command, "jobs", call.jobs, &jobs) ||
      !options_number(command, "timeout", call.timeout, &options.timeout) ||
      !options_number(command, "memory", call.memory, &memory))
    return SHOLU_MISUSE;
  options.jobs = (unsigned)CLAMP(jobs, call.jobs ? 1 : 0, 1024);
  options.memory_mib = (size_t)CLAMP(memory, call.memory ? 1 : 0, 1 << 24);
  return run(&call, argv[1], &options);
}
