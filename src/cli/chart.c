#include "cli/cli_private.h"
#include "core/file.h"
#include "render/render.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_SPEC_BYTES ((size_t)256 << 20)

typedef struct ChartCall {
  CommonOptions common;
  char *out, *format, *scale, *preset;
} ChartCall;

static void
chart_call_clear(ChartCall *call)
{
  common_options_clear(&call->common);
  g_free(call->out);
  g_free(call->format);
  g_free(call->scale);
  g_free(call->preset);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ChartCall, chart_call_clear)

static bool
is_standard(const char *path)
{
  return path && strcmp(path, "-") == 0;
}

/* All of standard input; NULL with errno set when it cannot be read or is too long. */
static GString *
read_input(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  char buffer[1 << 14];
  ssize_t got;
  while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) != 0) {
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return NULL;
    if (text->len + (size_t)got > MAX_SPEC_BYTES) {
      errno = EFBIG;
      return NULL;
    }
    g_string_append_len(text, buffer, got);
  }
  return g_steal_pointer(&text);
}

/* "charts/jobs.vl.json" → "jobs"; standard input → "chart". */
static char *
name_of_spec(const char *spec)
{
  static const char *const endings[] = { ".json", ".yaml", ".yml", ".vl" };
  if (is_standard(spec))
    return g_strdup("chart");
  char *name = g_path_get_basename(spec);
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(name, endings[i]) && strlen(name) > strlen(endings[i]))
      name[strlen(name) - strlen(endings[i])] = '\0';
  return name;
}

/* The format asked for, else that of the output's name; owned by the call. NULL: the default. */
static const char *
format_of(const ChartCall *call)
{
  if (call->format)
    return call->format;
  if (!call->out || is_standard(call->out))
    return NULL;
  const RenderFormat *format = render_format_for_path(call->out);
  const char *dot = strrchr(call->out, '.');
  return format ? format->name : dot && !strchr(dot, '/') ? dot + 1 : NULL;
}

static int
print_bytes(const void *bytes, size_t size)
{
  fwrite(bytes, 1, size, stdout);
  return flush_output() ? SHOLU_DONE : SHOLU_FAULTS;
}

static int
write_file(const ChartCall *call, const char *spec, const void *bytes, size_t size)
{
  const char *format = format_of(call);
  g_autofree char *name = name_of_spec(spec);
  g_autofree char *path =
      call->out ? g_strdup(call->out) : g_strdup_printf("out/%s.%s", name, format ? format : "png");
  g_autoptr(GError) error = NULL;
  if (!file_replace(path, bytes, size, &error)) {
    fprintf(stderr, "sholu chart: error: %s\n", error->message);
    return SHOLU_FAULTS;
  }
  if (!call->common.quiet)
    puts(path);
  return flush_output() ? SHOLU_DONE : SHOLU_FAULTS;
}

/* NULL, with a message, when standard input cannot be read. */
static SholuOutcome *
draw(const ChartCall *call, const char *spec)
{
  if (!is_standard(spec))
    return sholu_chart_file(spec, format_of(call), &call->common.sholu);
  g_autoptr(GString) text = read_input();
  if (!text) {
    fprintf(stderr, "sholu chart: error: cannot read standard input: %s\n", g_strerror(errno));
    return NULL;
  }
  return sholu_chart_text(text->str, text->len, "<stdin>", format_of(call), &call->common.sholu);
}

static int
run(ChartCall *call, const char *spec)
{
  SholuOutcome *outcome = draw(call, spec);
  if (!outcome)
    return SHOLU_FAULTS;
  int code = report(&call->common, outcome);
  size_t size = 0;
  const void *bytes = sholu_outcome_bytes(outcome, &size);
  bool prints = is_standard(call->out) || (call->common.sholu.explain && !call->out);
  if (bytes)
    code = prints ? print_bytes(bytes, size) : write_file(call, spec, bytes, size);
  sholu_outcome_free(outcome);
  return code;
}

int
command_chart(const Command *command, int argc, char **argv)
{
  g_auto(ChartCall) call = { 0 };
  gboolean explain = FALSE;
  GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &call.out,
      "Write to this file; - is standard output (out/NAME.png)", "FILE" },
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &call.format, "What to draw (by the file's name)",
      "F" },
    { "scale", 0, 0, G_OPTION_ARG_FILENAME, &call.scale, "Enlarge everything (1)", "N" },
    { "preset", 0, 0, G_OPTION_ARG_FILENAME, &call.preset,
      "Draw it as a figure for a slide or a document: slide-full, slide-half, doc; with\n"
      "                             +on-dark, +grey, +transparent, @2x",
      "NAME" },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &explain,
      "Print the SQL of its data, in place of a picture", NULL },
    { 0 },
  };
  int code =
      options_parse(command,
                    "SPEC is a Vega-Lite specification, JSON or YAML; - is standard input. "
                    "Files it\nnames are looked for beside it, then in the root (the current "
                    "folder); no file\noutside the root is read.",
                    entries, &call.common, &argc, &argv);
  if (code >= 0)
    return code;
  if (!options_number(command, "scale", call.scale, &call.common.sholu.scale))
    return SHOLU_MISUSE;
  call.common.sholu.explain = explain;
  if (call.preset && strchr(call.preset, ','))
    return misuse(command, "one preset at a time; join what belongs together by +");
  call.common.sholu.presets = call.preset;
  return run(&call, argv[1]);
}
