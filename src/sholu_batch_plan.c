/* Plans for several machines: what a batch is made with, as texts in a file. */
#include "sholu_batch_private.h"

#include "core/file.h"

#include <string.h>

#define EPOCH "SOURCE_DATE_EPOCH"

/* ---- options as settings ---- */

typedef enum SettingKind {
  SETTING_TEXT,
  SETTING_NUMBER,
  SETTING_FLAG,
} SettingKind;

/* What items depend on, under the names of the command's options. Folders of fonts and themes are
 * each machine's own. */
static const struct {
  const char *name;
  SettingKind kind;
  size_t offset;
} SETTINGS[] = {
  { "root", SETTING_TEXT, offsetof(SholuOptions, root) },
  { "theme", SETTING_TEXT, offsetof(SholuOptions, theme) },
  { "preset", SETTING_TEXT, offsetof(SholuOptions, presets) },
  { "ppi", SETTING_NUMBER, offsetof(SholuOptions, ppi) },
  { "pdf-standard", SETTING_TEXT, offsetof(SholuOptions, pdf_standard) },
  { "no-charts", SETTING_FLAG, offsetof(SholuOptions, no_charts) },
  { "no-attachments", SETTING_FLAG, offsetof(SholuOptions, no_attachments) },
  { "strict", SETTING_FLAG, offsetof(SholuOptions, strict) },
};

/* NULL: it is as by default. */
static const char *
setting_text(Arena *arena, SettingKind kind, const void *member)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  switch (kind) {
  case SETTING_TEXT:
    return *(const char *const *)member;
  case SETTING_NUMBER:
    return *(const double *)member > 0
               ? arena_strdup(arena, g_ascii_dtostr(number, sizeof number, *(const double *)member))
               : NULL;
  case SETTING_FLAG:
    break;
  }
  return *(const bool *)member ? "yes" : NULL;
}

static void
set_setting(SettingKind kind, void *member, const char *text)
{
  switch (kind) {
  case SETTING_TEXT:
    *(const char **)member = text;
    break;
  case SETTING_NUMBER:
    *(double *)member = text ? g_ascii_strtod(text, NULL) : 0;
    break;
  case SETTING_FLAG:
    *(bool *)member = text;
    break;
  }
}

static void
add_pair(GPtrArray *pairs, const char *name, const char *value)
{
  if (!value)
    return;
  g_ptr_array_add(pairs, (gpointer)name);
  g_ptr_array_add(pairs, (gpointer)value);
}

static const char *const *
end_pairs(Arena *arena, GPtrArray *pairs)
{
  g_ptr_array_add(pairs, NULL);
  return arena_dup(arena, pairs->pdata, pairs->len * sizeof(gpointer));
}

/* ---- what a machine must have in common with the others ---- */

/* One digest of the fonts' names and contents. */
static const char *
digest_fonts(const Batch *batch)
{
  Arena *arena = batch->job->arena;
  const char *folder = font_set_folder(batch->fonts);
  g_autoptr(GPtrArray) lines = g_ptr_array_new();
  for (const char *const *file = batch->constant_files; *file; file++) {
    if (!g_str_has_prefix(*file, folder))
      continue;
    size_t size = 0;
    g_autofree char *digest = stamp_digest_file(*file, &size), *name = g_path_get_basename(*file);
    g_ptr_array_add(lines, arena_printf(arena, "%s %s\n", name, digest ? digest : ""));
  }
  g_ptr_array_add(lines, NULL);
  g_autofree char *text = g_strjoinv("", (char **)lines->pdata);
  g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  return arena_strdup(arena, digest);
}

static const char *const *
list_common(const Batch *batch)
{
  Arena *arena = batch->job->arena;
  g_autoptr(GPtrArray) pairs = g_ptr_array_new();
  size_t size = 0;
  g_autofree char *program = stamp_digest_file("/proc/self/exe", &size);
  const char *epoch = g_getenv(EPOCH);
  add_pair(pairs, "version", sholu_version());
  add_pair(pairs, "program", program ? arena_strdup(arena, program) : NULL);
  add_pair(pairs, "fonts", digest_fonts(batch));
  add_pair(pairs, EPOCH, epoch ? arena_strdup(arena, epoch) : NULL);
  return end_pairs(arena, pairs);
}

static const struct {
  const char *name, *other, *hint;
} COMMON[] = {
  { "version", "the plan was made by another version of sholu",
    "use the same program on all machines, or plan again" },
  { "program", "the plan was made by another build of sholu",
    "use the same program on all machines, or plan again" },
  { "fonts", "the plan was made with other fonts",
    "use the same font folder on all machines, or plan again" },
  { EPOCH, EPOCH " is not what it was when the plan was made",
    "set it to what the plan's settings say, or plan again" },
};

const char *
batch_common_path(Arena *arena, const char *path)
{
  g_autofree char *here = g_get_current_dir(), *whole = g_canonicalize_filename(path, NULL);
  size_t length = strlen(here);
  bool below = g_str_has_prefix(whole, here) && whole[length] == '/';
  return arena_strdup(arena, below ? whole + length + 1 : whole);
}

static void
check_input(const Job *job, const char *path, const char *wish)
{
  size_t size = 0;
  g_autofree char *digest = stamp_digest_file(path, &size);
  if (g_strcmp0(digest, wish) == 0)
    return;
  diag_add(job->diags, DIAG_ERROR, "plan-other-input", place_of_file(job->path),
           "run where the plan's files are as they were, or plan again",
           digest ? "%s is not what it was when the plan was made" : "%s cannot be read here",
           path);
}

bool
batch_check_common(const Batch *batch, const DealtPlan *dealt)
{
  const Job *job = batch->job;
  const char *const *here = list_common(batch);
  for (size_t i = 0; i < G_N_ELEMENTS(COMMON); i++) {
    const char *wish = dealt_plan_setting(dealt, COMMON[i].name);
    if (g_strcmp0(batch_param(here, COMMON[i].name), wish) == 0)
      continue;
    diag_add(job->diags, DIAG_ERROR, "plan-other-program", place_of_file(job->path), COMMON[i].hint,
             "%s", COMMON[i].other);
    break; /* another version is another build, too */
  }
  for (const char *const *input = dealt->inputs; *input; input += 2)
    check_input(job, input[0], input[1]);
  return !job_has_errors(job);
}

/* ---- reading a plan ---- */

/* The items of a shard (0: all) are the batch's. */
static bool
take_share(Batch *batch, const DealtPlan *dealt, unsigned shard)
{
  const Job *job = batch->job;
  if (shard > dealt->shards) {
    diag_add(job->diags, DIAG_ERROR, "usage", (Place){ 0 }, NULL,
             "there is no shard %u: the plan has %u, counted from 1", shard, dealt->shards);
    job->outcome->misused = true;
    return false;
  }
  BatchPlan *share = arena_new0(job->arena, BatchPlan);
  *share = dealt_plan_share(job->arena, dealt, shard);
  share->index = batch_index_forms(dealt_plan_setting(dealt, "index"));
  share->title = dealt_plan_setting(dealt, "title");
  share->language = dealt_plan_setting(dealt, "lang");
  batch->plan = share;
  batch->index = share->index;
  return true;
}

DealtPlan *
batch_read_dealt(Batch *batch, const char *path, unsigned shard)
{
  Job *job = batch->job;
  GError *error = NULL;
  DealtPlan *dealt = dealt_plan_load(job->arena, path, job->diags, &error);
  if (error)
    job_report_unread(job, error);
  if (!dealt || !take_share(batch, dealt, shard))
    return NULL;
  batch->build = batch->options->build;
  batch->build.progress = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(SETTINGS); i++)
    set_setting(SETTINGS[i].kind, (char *)&batch->build + SETTINGS[i].offset,
                dealt_plan_setting(dealt, SETTINGS[i].name));
  job->options = batch->build;
  const char *formats = dealt_plan_setting(dealt, "formats");
  batch->path = dealt->file;
  batch->folder = dealt->folder;
  batch->formats = formats ? formats : "pdf";
  return job_check_options(job) && batch_check_formats(job, batch->formats) ? dealt : NULL;
}

/* ---- writing a plan ---- */

static const char *const *
list_settings(const Batch *batch)
{
  Arena *arena = batch->job->arena;
  g_autoptr(GPtrArray) pairs = g_ptr_array_new();
  add_pair(pairs, "formats", batch->formats);
  add_pair(pairs, "index", batch->index ? batch_index_names(batch->index) : NULL);
  add_pair(pairs, "title", batch->plan->title);
  add_pair(pairs, "lang", batch->plan->language);
  for (size_t i = 0; i < G_N_ELEMENTS(SETTINGS); i++)
    add_pair(pairs, SETTINGS[i].name,
             setting_text(arena, SETTINGS[i].kind,
                          (const char *)&batch->build + SETTINGS[i].offset));
  for (const char *const *common = list_common(batch); *common; common += 2)
    add_pair(pairs, common[0], common[1]);
  return end_pairs(arena, pairs);
}

const char *const *
batch_list_words(const Batch *batch)
{
  Arena *arena = batch->job->arena;
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (size_t i = 0; i < G_N_ELEMENTS(SETTINGS); i++) {
    const char *name = SETTINGS[i].name;
    const char *text =
        setting_text(arena, SETTINGS[i].kind, (const char *)&batch->build + SETTINGS[i].offset);
    if (text)
      g_ptr_array_add(words, SETTINGS[i].kind == SETTING_FLAG
                                 ? arena_printf(arena, "--%s", name)
                                 : arena_printf(arena, "--%s=%s", name, text));
  }
  return end_pairs(arena, words);
}

/* The document with its descriptors, and the tables that these name. Which of them are read, and
 * what else is, shows in building: shards tell it, and collecting compares. */
static void
find_inputs(const Job *job, const char *briefing, GHashTable *found)
{
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) ignored = diag_list_new(); /* items report their own faults */
  g_autoptr(Document) document =
      document_load(arena, briefing, job_root_of(job, briefing), ignored, NULL);
  const char *const *lists[] = {
    arena_files(arena),
    document ? catalog_files(document_catalog(document), arena) : NULL,
  };
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
    for (const char *const *file = lists[i]; file && *file; file++)
      g_hash_table_add(found, (gpointer)batch_common_path(job->arena, *file));
}

static const char *const *
list_inputs(const Batch *batch)
{
  const Job *job = batch->job;
  g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) briefings = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < batch->plan->count; i++)
    if (g_hash_table_add(briefings, (gpointer)batch->plan->items[i].briefing))
      find_inputs(job, batch->plan->items[i].briefing, found);
  g_autoptr(GList) paths = g_list_sort(g_hash_table_get_keys(found), (GCompareFunc)strcmp);
  g_autoptr(GPtrArray) pairs = g_ptr_array_new();
  for (GList *l = paths; l; l = l->next) {
    size_t size = 0;
    g_autofree char *digest = stamp_digest_file(l->data, &size);
    if (digest)
      add_pair(pairs, l->data, arena_strdup(job->arena, digest));
  }
  return end_pairs(job->arena, pairs);
}

/* What shards of an earlier plan did is taken over, then theirs is gone. */
static bool
clear_shards(const Batch *batch)
{
  GError *error = NULL;
  bool sound =
      shards_merge(batch->stamps, batch->folder, &error) && shards_clear(batch->folder, &error);
  if (!sound)
    job_report(batch->job, NULL, error);
  return sound;
}

static void
write_plan(const Batch *batch, const char *path, unsigned shards)
{
  const Job *job = batch->job;
  const DealtPlan dealt = { .batch = *batch->plan,
                            .shards = shards,
                            .shard_of = batch_deal(job->arena, batch->plan, shards),
                            .file = batch->path,
                            .folder = batch->folder,
                            .settings = list_settings(batch),
                            .inputs = list_inputs(batch) };
  g_autofree char *text = dealt_plan_text(&dealt);
  const char *written = path ? path : arena_printf(job->arena, "%s/%s", batch->folder, SHOLU_PLAN);
  GPtrArray *files = job->outcome->files;
  GError *error = NULL;
  if (file_replace(written, text, strlen(text), &error))
    g_ptr_array_insert(files, (gint)files->len - 1, arena_strdup(job->arena, written));
  else
    job_report(job, NULL, error);
}

SholuOutcome *
sholu_batch_plan(const char *path, const char *folder, const char *formats, unsigned shards,
                 const char *plan, const SholuBatchOptions *options)
{
  Job job = job_new(path, &options->build);
  Batch batch = { .job = &job, .options = options };
  if (shards < 1 || shards > DEALT_SHARDS_MAX) {
    diag_add(job.diags, DIAG_ERROR, "usage", (Place){ 0 }, NULL,
             "the number of shards is from 1 to %d", DEALT_SHARDS_MAX);
    job.outcome->misused = true;
  } else if (batch_read(&batch, path, folder, formats) && batch_prepare(&batch) &&
             batch_open(&batch) && clear_shards(&batch)) {
    write_plan(&batch, plan, shards);
  }
  batch_close(&batch);
  return job.outcome;
}
