/* A batch as a build file for ninja. */
#include "sholu_batch_private.h"

#include "core/file.h"

#include <string.h>

static const char HEAD[] = "# %s for ninja, from the folder where it was made: ninja -f %s\n"
                           "ninja_required_version = 1.5\n"
                           "builddir = %s\n"
                           "\n"
                           "rule briefing\n"
                           "  command = %s build $args\n"
                           "  depfile = $dep\n"
                           "  deps = gcc\n"
                           "  description = $name\n"
                           "\n"
                           "build .sholu: phony%s\n\n";

/* A path in a list of them; '|' and line ends have no escape. */
static char *
escape_path(const char *path)
{
  GString *escaped = g_string_new(NULL);
  for (const char *c = path; *c; c++)
    g_string_append_printf(escaped, strchr("$ :", *c) ? "$%c" : "%c", *c);
  return g_string_free(escaped, FALSE);
}

/* A value: what the shell will read as these words. */
static char *
escape_value(const char *text)
{
  g_auto(GStrv) parts = g_strsplit(text, "$", -1);
  return g_strjoinv("$$", parts);
}

/* Words as a command's arguments. */
static char *
quote_words(const char *const *words)
{
  g_autoptr(GString) line = g_string_new(NULL);
  for (; *words; words++) {
    static const char plain[] = G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_./,=:+@";
    g_autofree char *quoted =
        (*words)[strspn(*words, plain)] || !**words ? g_shell_quote(*words) : g_strdup(*words);
    g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", quoted);
  }
  return escape_value(line->str);
}

/* The words after `sholu build`. */
static char *
list_arguments(const Batch *batch, const BatchItem *item, const char *rule)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  const char *const start[] = { "-q",     "-o",         batch->folder, "-f", batch->formats,
                                "--name", item->output, "--depfile",   rule };
  for (size_t i = 0; i < G_N_ELEMENTS(start); i++)
    g_ptr_array_add(words, (gpointer)start[i]);
  for (const char *const *word = batch_list_words(batch); *word; word++)
    g_ptr_array_add(words, (gpointer)*word);
  for (const char *const *param = item->params; *param; param += 2) {
    g_ptr_array_add(words, (gpointer) "-P");
    g_ptr_array_add(words, arena_printf(batch->job->arena, "%s:%s", param[0], param[1]));
  }
  g_ptr_array_add(words, (gpointer) "--");
  g_ptr_array_add(words, (gpointer)item->briefing);
  g_ptr_array_add(words, NULL);
  return quote_words((const char *const *)words->pdata);
}

static bool
check_text(const Job *job, const char *text, const char *forbidden)
{
  if (!strpbrk(text, forbidden))
    return true;
  diag_add(job->diags, DIAG_ERROR, "ninja-text", place_of_file(job->path),
           "use sholu batch, or another name", "ninja has no way to write \"%s\"", text);
  return false;
}

static bool
check_item(const Job *job, const BatchItem *item)
{
  bool sound = check_text(job, item->output, "|\n") && check_text(job, item->briefing, "|\n");
  for (const char *const *param = item->params; sound && *param; param++)
    sound = check_text(job, *param, "\n");
  return sound;
}

/* One item: made anew where the document, the program or a font is, and whatever its rule says. */
static void
append_item(const Batch *batch, const BatchItem *item, GString *text)
{
  const Job *job = batch->job;
  if (!check_item(job, item))
    return;
  const char *const *output = job_sure_outputs(job, batch->formats, batch->folder, item->output);
  const char *rule = arena_printf(job->arena, "%s/%s.d", batch->folder, item->output);
  g_autofree char *arguments = list_arguments(batch, item, rule);
  g_autofree char *name = escape_value(item->output), *rule_value = escape_value(rule);
  g_autofree char *briefing = escape_path(item->briefing);
  g_string_append(text, "build");
  for (; *output; output++) {
    g_autofree char *path = escape_path(*output);
    g_string_append_printf(text, " %s", path);
  }
  g_string_append_printf(text, ": briefing %s | .sholu\n  name = %s\n  dep = %s\n  args = %s\n",
                         briefing, name, rule_value, arguments);
}

/* Program and fonts, as a list. */
static char *
list_constant(const Batch *batch, const char *program)
{
  GString *list = g_string_new(NULL);
  g_autofree char *first = escape_path(program);
  g_string_append_printf(list, " %s", first);
  const char *folder = font_set_folder(batch->fonts);
  for (const char *const *file = batch->constant_files; *file; file++)
    if (g_str_has_prefix(*file, folder)) {
      g_autofree char *path = escape_path(*file);
      g_string_append_printf(list, " $\n    %s", path);
    }
  return g_string_free(list, FALSE);
}

static void
write_ninja(const Batch *batch, const char *program, const char *file)
{
  Job *job = batch->job;
  if (!*job_sure_outputs(job, batch->formats, "", "")) {
    diag_add(job->diags, DIAG_ERROR, "ninja-formats", place_of_file(job->path), "add pdf or png",
             "ninja must know what is made, and of charts alone it cannot be told");
    return;
  }
  const char *path = file ? file : arena_printf(job->arena, "%s/" SHOLU_NINJA, batch->folder);
  const char *const words[] = { program, NULL };
  g_autofree char *command = quote_words(words), *folder = escape_value(batch->folder);
  g_autofree char *constant = list_constant(batch, program);
  g_autoptr(GString) text = g_string_new(NULL);
  if (!check_text(job, batch->folder, "|\n") || !check_text(job, batch->path, "\n") ||
      !check_text(job, path, "\n") || !check_text(job, constant, "|"))
    return;
  g_string_printf(text, HEAD, batch->path, path, folder, command, constant);
  for (size_t i = 0; i < batch->plan->count; i++)
    append_item(batch, &batch->plan->items[i], text);
  GError *error = NULL;
  if (job_has_errors(job))
    return;
  if (!file_replace(path, text->str, text->len, &error))
    job_report(job, NULL, error);
  else
    g_ptr_array_insert(job->outcome->files, (gint)job->outcome->files->len - 1, (gpointer)path);
}

SholuOutcome *
sholu_batch_ninja(const char *path, const char *folder, const char *formats, const char *program,
                  const char *file, const SholuBatchOptions *options)
{
  Job job = job_new(path, &options->build);
  Batch batch = { .job = &job, .options = options };
  const char *kept = file ? arena_strdup(job.arena, file) : NULL;
  if (batch_read(&batch, path, folder, formats) && batch_prepare(&batch))
    write_ninja(&batch, program, kept);
  batch_close(&batch);
  return job.outcome;
}
