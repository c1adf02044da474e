#include "cli/cli_private.h"
#include "core/diag.h"
#include "render/render.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
common_options_clear(CommonOptions *options)
{
  g_strfreev(options->words);
  g_free(options->root);
  g_free(options->theme);
  g_free(options->ppi);
  g_free(options->pdf_standard);
  g_free(options->diagnostic_format);
}

int
misuse(const Command *command, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  const char *space = command ? " " : "", *name = command ? command->name : "";
  fprintf(stderr, "sholu%s%s: error: %s\nTry: sholu%s%s --help\n", space, name, message, space,
          name);
  return SHOLU_MISUSE;
}

/* GLib says "Unknown option --fromat": the nearest of ours, or NULL. */
static char *
suggest_option(const char *message, const GOptionEntry *own, const GOptionEntry *common)
{
  const char *dashes = strstr(message, "--");
  if (!dashes)
    return NULL;
  g_autofree char *wrong = g_strndup(dashes + 2, strcspn(dashes + 2, "= "));
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const GOptionEntry *entry = own; entry->long_name; entry++)
    g_ptr_array_add(names, (gpointer)entry->long_name);
  for (const GOptionEntry *entry = common; entry->long_name; entry++)
    g_ptr_array_add(names, (gpointer)entry->long_name);
  g_ptr_array_add(names, NULL);
  const char *near = diag_suggest(wrong, (const char *const *)names->pdata);
  return near ? g_strdup_printf("; did you mean --%s?", near) : NULL;
}

static bool
known_diagnostic_format(const char *name)
{
  return !name || strcmp(name, "human") == 0 || strcmp(name, "short") == 0;
}

static int
check_common(const Command *command, CommonOptions *common, int argc, char **argv)
{
  if (!known_diagnostic_format(common->diagnostic_format))
    return misuse(command, "--diagnostic-format is \"human\" or \"short\", not \"%s\"",
                  common->diagnostic_format);
  if (!options_number(command, "ppi", common->ppi, &common->sholu.ppi))
    return SHOLU_MISUSE;
  if (!command->arguments && argc != 1)
    return misuse(command, "\"%s\" is one argument too many", argv[1]);
  if (command->arguments && argc != 2)
    return misuse(command, argc < 2 ? "%s is missing" : "one %s at a time", command->arguments);
  common->sholu.root = common->root;
  common->sholu.theme = common->theme;
  common->sholu.pdf_standard = common->pdf_standard;
  common->sholu.no_attachments = common->no_attachments;
  return -1;
}

/* A command's own text, then the formats. */
static char *
describe(const char *description)
{
  GString *text = g_string_new(description);
  g_string_append(text, "\n\nFormats:\n");
  for (const RenderFormat *const *format = render_formats(); *format; format++)
    g_string_append_printf(text, "  %-11s %s\n", (*format)->name, (*format)->summary);
  return g_string_free(text, FALSE);
}

static const GOptionEntry *
find_short(const GOptionEntry *entries, char letter)
{
  for (; entries->long_name; entries++)
    if (entries->short_name == letter)
      return entries;
  return NULL;
}

static const GOptionEntry *
find_long(const GOptionEntry *entries, const char *name)
{
  for (; entries->long_name; entries++)
    if (strcmp(entries->long_name, name) == 0)
      return entries;
  return NULL;
}

static bool
takes_value(const GOptionEntry *entry)
{
  return entry && entry->arg != G_OPTION_ARG_NONE;
}

/* Where the value of a word's last short option begins, "2" of "-qj2"; its end if the value is the
 * next word; NULL if none takes one. */
static const char *
find_value(const char *word, const GOptionEntry *own, const GOptionEntry *common)
{
  for (const char *letter = word + 1; *letter; letter++) {
    const GOptionEntry *entry = find_short(own, *letter);
    if (!entry)
      entry = find_short(common, *letter);
    if (!entry)
      return NULL;
    if (takes_value(entry))
      return letter + 1;
  }
  return NULL;
}

/* GOption takes "-j 2" only: words such as "-j2" in two. To be freed, with what is in it. */
static char **
split_short(char **words, const GOptionEntry *own, const GOptionEntry *common)
{
  g_autoptr(GStrvBuilder) split = g_strv_builder_new();
  bool value = true; /* the program's name is none of ours either */
  for (; *words; words++) {
    const char *word = *words, *joined = NULL;
    bool option = !value && word[0] == '-' && word[1];
    value = false;
    if (option && strcmp(word, "--") == 0) {
      while (*words)
        g_strv_builder_add(split, *words++);
      break;
    }
    if (option && word[1] == '-')
      value = takes_value(find_long(own, word + 2)) || takes_value(find_long(common, word + 2));
    else if (option)
      joined = find_value(word, own, common);
    value |= joined && !*joined;
    if (joined && *joined) {
      g_autofree char *letters = g_strndup(word, (gsize)(joined - word));
      g_strv_builder_add_many(split, letters, joined, NULL);
    } else {
      g_strv_builder_add(split, word);
    }
  }
  return g_strv_builder_end(split);
}

int
options_parse(const Command *command, const char *description, GOptionEntry *own,
              CommonOptions *common, int *argc, char ***argv)
{
  /* Texts are taken as file names are, as bytes: the locale must not decide what is read. */
  gboolean help = FALSE;
  const GOptionEntry shared[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL },
    { "root", 0, 0, G_OPTION_ARG_FILENAME, &common->root, "Read no file outside this folder",
      "DIR" },
    { "theme", 0, 0, G_OPTION_ARG_FILENAME, &common->theme, "Use this theme", "NAME" },
    { "ppi", 0, 0, G_OPTION_ARG_FILENAME, &common->ppi, "Pixels per inch of PNG", "N" },
    { "pdf-standard", 0, 0, G_OPTION_ARG_FILENAME, &common->pdf_standard,
      "What a PDF conforms to (a-3a,ua-1): none, a-2u, a-3u, a-3a, ua-1", "S" },
    { "no-attachments", 0, 0, G_OPTION_ARG_NONE, &common->no_attachments,
      "Leave data and specifications out of a PDF", NULL },
    { "timings", 0, 0, G_OPTION_ARG_NONE, &common->timings, "Tell where the time went", NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &common->quiet, "Print nothing but faults", NULL },
    { "no-color", 0, 0, G_OPTION_ARG_NONE, &common->no_color, "Print without colours (NO_COLOR)",
      NULL },
    { "diagnostic-format", 0, 0, G_OPTION_ARG_FILENAME, &common->diagnostic_format,
      "Print faults as \"human\" (with the line) or \"short\" (one line each)", "F" },
    { 0 },
  };
  g_autofree char *usage = g_strdup_printf("%s%s— %s", command->arguments ? command->arguments : "",
                                           command->arguments ? " " : "", command->summary);
  g_autofree char *name = g_strdup_printf("sholu %s", command->name);
  g_autoptr(GOptionContext) context = g_option_context_new(usage);
  g_autofree char *text = describe(description);
  g_option_context_set_description(context, text);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, own, NULL);
  g_option_context_add_main_entries(context, shared, NULL);
  g_set_prgname(name);
  g_autoptr(GError) error = NULL;
  common->words = split_short(*argv, own, shared);
  if (!g_option_context_parse_strv(context, &common->words, &error)) {
    g_autofree char *hint = g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION)
                                ? suggest_option(error->message, own, shared)
                                : NULL;
    return misuse(command, "%s%s", error->message, hint ? hint : "");
  }
  if (help) {
    /* GLib would print it in the locale's letters. */
    g_autofree char *all = g_option_context_get_help(context, TRUE, NULL);
    fputs(all, stdout);
    return flush_output() ? SHOLU_DONE : SHOLU_FAULTS;
  }
  *argv = common->words;
  *argc = (int)g_strv_length(*argv);
  return check_common(command, common, *argc, *argv);
}

bool
options_number(const Command *command, const char *name, const char *text, double *number)
{
  if (!text)
    return true;
  char *end = NULL;
  double parsed = g_ascii_strtod(text, &end);
  if (end == text || *end != '\0' || !isfinite(parsed) || parsed <= 0) {
    misuse(command, "--%s needs a number above 0, not \"%s\"", name, text);
    return false;
  }
  *number = parsed;
  return true;
}

bool
options_params(const Command *command, char **given, CommonOptions *common, char ***params)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  for (; given && *given; given++) {
    char *colon = strchr(*given, ':');
    if (!colon || colon == *given) {
      misuse(command, "--param needs NAME:VALUE, not \"%s\"", *given);
      return false;
    }
    g_autofree char *name = g_strndup(*given, (gsize)(colon - *given));
    g_strv_builder_add_many(builder, name, colon + 1, NULL);
  }
  *params = g_strv_builder_end(builder);
  common->sholu.params = (const char *const *)*params;
  return true;
}
