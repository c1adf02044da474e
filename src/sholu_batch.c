#include "sholu_batch_private.h"

#include <string.h>

#define DEFAULT_TIMEOUT 60.0
#define DEFAULT_MEMORY_MIB 2048
#define MAX_JOBS 1024u

/* ---- the matrix's queries ---- */

/* NULL: it is missing. */
static const char *
cell_text(Arena *arena, const Column *column, size_t row)
{
  if (column_is_missing(column, row))
    return NULL;
  if (column_is_text(column))
    return column_string(column, row);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return arena_strdup(arena,
                      g_ascii_formatd(text, sizeof text, "%.15g", column_number(column, row)));
}

static const char *const *
query_values(const char *briefing, const Node *sql, void *user)
{
  const Job *job = user;
  Arena *arena = job->arena;
  GError *error = NULL;
  const char *root = job_root_of(job, briefing);
  g_autoptr(Document) document = document_load(arena, briefing, root, job->diags, &error);
  if (!document) {
    diag_error(job->diags, "file-not-read", sql->span, NULL, "%s cannot be read: %s", briefing,
               error->message);
    g_error_free(error);
    return NULL;
  }
  QueryFault fault = { .offset = -1 };
  const Table *table =
      catalog_query(document_catalog(document), arena, sql->string, NULL, 0, &fault);
  if (!table) {
    diag_error(job->diags, "query-failed", sql->span, NULL, "%s", fault.message);
    return NULL;
  }
  const char **values = arena_array(arena, const char *, table->row_count + 1);
  for (size_t row = 0; row < table->row_count; row++)
    if (!(values[row] = cell_text(arena, &table->columns[0], row))) {
      diag_error(job->diags, "batch-value", sql->span, "leave it out: WHERE … IS NOT NULL",
                 "row %zu of the query has no value", row + 1);
      return NULL;
    }
  return values;
}

/* ---- telling ---- */

/* All items whose turn it is. */
static void
tell_ended(Batch *batch)
{
  for (; batch->told < batch->plan->count && batch->results[batch->told].ended; batch->told++) {
    SholuItem told = batch_tell(batch, batch->told);
    if (batch->options->item)
      batch->options->item(&told, batch->options->user);
  }
}

void
batch_end_item(Batch *batch, size_t index, SholuItemStatus status)
{
  static const SholuStatus worst[] = {
    [SHOLU_ITEM_FAULTY] = SHOLU_FAULTS,
    [SHOLU_ITEM_LOST] = SHOLU_LOST,
  };
  ItemResult *result = &batch->results[index];
  result->status = status;
  result->ended = true;
  batch->done++;
  if (status >= SHOLU_ITEM_FAULTY) {
    batch->failed++;
    batch->job->outcome->batch = MAX(batch->job->outcome->batch, worst[status]);
  }
  if (batch->attempt)
    batch_log_item(batch, index);
  tell_ended(batch);
  batch->skipped += status == SHOLU_ITEM_UNCHANGED || status == SHOLU_ITEM_DUE;
  const SholuBatchProgress progress = { .done = batch->done,
                                        .total = batch->plan->count,
                                        .skipped = batch->skipped,
                                        .failed = batch->failed };
  if (batch->options->progress)
    batch->options->progress(&progress, batch->options->user);
}

/* ---- one item after another ---- */

StampAsk
batch_ask(const Batch *batch, size_t index)
{
  const BatchItem *item = &batch->plan->items[index];
  return (StampAsk){ .output = item->output,
                     .options = batch->stamp_options,
                     .params = item->params,
                     .verify = batch->options->verify,
                     .need = batch_thumbnail(batch, index) };
}

static const char *
describe_loss(Arena *arena, const Batch *batch, const PoolResult *end)
{
  const SholuBatchOptions *options = batch->options;
  switch (end->end) {
  case POOL_TIMED_OUT:
    return arena_printf(arena, "took longer than %g s, and was ended",
                        options->timeout > 0 ? options->timeout : DEFAULT_TIMEOUT);
  case POOL_TOO_LARGE:
    return arena_printf(arena, "needed more than %zu MiB, and was ended",
                        options->memory_mib ? options->memory_mib : DEFAULT_MEMORY_MIB);
  case POOL_DIED:
  case POOL_DONE:
    break;
  }
  if (end->signal)
    return arena_printf(arena, "its worker was ended by signal %d (%s)", end->signal,
                        g_strsignal(end->signal));
  return arena_printf(arena, "its worker ended with code %d", end->code);
}

static void
add_stamp(Batch *batch, size_t index, const ItemResult *result)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  for (const char *const *file = batch->constant_files; *file; file++)
    g_ptr_array_add(files, (gpointer)*file);
  for (const char *const *file = result->read; *file; file++)
    g_ptr_array_add(files, (gpointer)*file);
  g_ptr_array_add(files, NULL);
  StampAsk ask = batch_ask(batch, index);
  StampMade made = { .files = (const char *const *)files->pdata,
                     .outputs = result->outputs,
                     .output_count = result->output_count,
                     .since = g_get_real_time() - (gint64)(result->seconds * G_USEC_PER_SEC) };
  GError *error = NULL;
  if (!stamp_add(batch->stamps, &ask, &made, &error))
    job_report(batch->job, NULL, error);
}

static void
take_result(size_t index, const PoolResult *end, void *user)
{
  Batch *batch = user;
  Arena *arena = batch->job->arena;
  ItemResult *result = &batch->results[index];
  result->seconds = end->seconds;
  if (end->end != POOL_DONE) {
    result->reason = describe_loss(arena, batch, end);
    batch_end_item(batch, index, SHOLU_ITEM_LOST);
    return;
  }
  batch_read_result(arena, end->text, result);
  result->line = batch->attempt ? arena_strdup(arena, end->text) : NULL;
  if (result->errors == 0) {
    add_stamp(batch, index, result);
    batch_keep_record(batch, index);
  }
  batch_end_item(batch, index, result->errors == 0 ? SHOLU_ITEM_BUILT : SHOLU_ITEM_FAULTY);
}

/* Which items must be built; the others end here. */
static GArray *
find_due(Batch *batch)
{
  GArray *due = g_array_new(FALSE, FALSE, sizeof(size_t));
  for (size_t i = 0; i < batch->plan->count; i++) {
    StampAsk ask = batch_ask(batch, i);
    const char *reason = stamp_check(batch->stamps, batch->job->arena, &ask);
    batch->results[i].reason = !reason && batch->options->force ? "forced" : reason;
    if (batch->results[i].reason && !batch->options->dry_run)
      g_array_append_val(due, i);
    else
      batch_end_item(batch, i, batch->results[i].reason ? SHOLU_ITEM_DUE : SHOLU_ITEM_UNCHANGED);
  }
  return due;
}

static bool
begin_all(const Batch *batch, const GArray *due, GError **error)
{
  for (guint i = 0; i < due->len; i++) {
    const BatchItem *item = &batch->plan->items[g_array_index(due, size_t, i)];
    if (!stamp_begin(batch->stamps, item->output, error))
      return false;
  }
  return true;
}

static void
build_due(Batch *batch, const GArray *due)
{
  const SholuBatchOptions *options = batch->options;
  unsigned jobs = options->jobs ? MIN(options->jobs, MAX_JOBS) : g_get_num_processors();
  PoolOptions pool = { .workers = MIN(jobs, due->len),
                       .timeout = options->timeout > 0 ? options->timeout : DEFAULT_TIMEOUT,
                       .memory = (options->memory_mib ? options->memory_mib : DEFAULT_MEMORY_MIB)
                                 << 20,
                       .stop = options->stop,
                       .work = batch_build_item,
                       .done = take_result,
                       .user = batch };
  GError *error = NULL;
  if (!begin_all(batch, due, &error) ||
      !pool_run((const size_t *)(void *)due->data, due->len, &pool, &error))
    job_report(batch->job, NULL, error);
  else if (batch->done < batch->plan->count)
    batch->job->outcome->batch = SHOLU_INTERRUPTED;
}

/* ---- the whole ---- */

static int
compare_texts(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The program, whose version alone does not tell two builds of it apart, and the fonts. */
static const char *const *
list_constant_files(const Job *job, const FontSet *fonts)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  if (program)
    g_ptr_array_add(files, arena_strdup(job->arena, program));
  const char *folder = font_set_folder(fonts);
  g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
  for (const char *name; entries && (name = g_dir_read_name(entries));) {
    const char *path = arena_printf(job->arena, "%s/%s", folder, name);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add(files, (gpointer)path);
  }
  g_ptr_array_sort(files, compare_texts); /* a folder's order is any */
  g_ptr_array_add(files, NULL);
  return arena_dup(job->arena, files->pdata, files->len * sizeof(gpointer));
}

static const char *
describe_options(const Batch *batch)
{
  const SholuOptions *build = &batch->build;
  const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
#define TEXT(text) ((text) ? (text) : "")
  return arena_printf(batch->job->arena, "%s;%s;%s;%s;%s;%s;%s;%g;%d;%d;%d;%s", sholu_version(),
                      batch->formats, TEXT(build->theme), TEXT(build->theme_folder),
                      TEXT(build->presets), TEXT(build->pdf_standard), TEXT(build->root),
                      build->ppi, build->no_charts, build->no_attachments, build->strict,
                      TEXT(epoch));
#undef TEXT
}

/* Where a killed run may have left temporary files. */
static void
remove_stray(const Batch *batch)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  static const char *const around[][2] = {
    { ".", ".." }, { ".", "." }, { ".", "charts" }, { "index", ".." }
  };
  for (size_t i = 0; i < batch->plan->count; i++)
    for (size_t j = 0; j < G_N_ELEMENTS(around); j++) {
      g_autofree char *path = g_build_filename(batch->folder, around[j][0],
                                               batch->plan->items[i].output, around[j][1], NULL);
      char *folder = g_canonicalize_filename(path, NULL);
      if (g_hash_table_add(seen, folder))
        stamp_remove_stray(folder);
    }
  stamp_remove_stray(batch->folder);
}

bool
batch_prepare(Batch *batch)
{
  Job *job = batch->job;
  batch->fonts = job_open_fonts(job, false);
  if (!batch->fonts)
    return false;
  batch->constant_files = list_constant_files(job, batch->fonts);
  batch->stamp_options = describe_options(batch);
  batch->results = arena_array(job->arena, ItemResult, batch->plan->count);
  return true;
}

void
batch_work(Batch *batch)
{
  g_autoptr(GArray) due = find_due(batch);
  if (due->len > 0) {
    batch_begin_index(batch);
    build_due(batch, due);
  }
}

bool
batch_open(Batch *batch)
{
  GError *error = NULL;
  bool reading = batch->options->dry_run;
  batch->stamps = stamp_store_open(batch->folder, reading, &error);
  if (!batch->stamps)
    job_report(batch->job, NULL, error);
  else if (!reading)
    remove_stray(batch);
  return batch->stamps;
}

void
batch_close(Batch *batch)
{
  GError *error = NULL;
  if (batch->stamps && !stamp_store_close(batch->stamps, &error))
    job_report(batch->job, NULL, error);
  font_set_free(batch->fonts);
}

bool
batch_check_formats(const Job *job, const char *formats)
{
  g_auto(GStrv) names = g_strsplit(formats, ",", -1);
  bool sound = true;
  for (char **name = names; *name; name++)
    sound &= job_find_format(job, g_strstrip(*name)) != NULL;
  return sound;
}

bool
batch_read(Batch *batch, const char *path, const char *folder, const char *formats)
{
  Job *job = batch->job;
  GError *error = NULL;
  if (!job_check_options(job))
    return false;
  const BatchPlan *plan =
      batch_plan_load(job->arena, job->path, query_values, job, job->diags, &error);
  if (error)
    job_report_unread(job, error);
  if (!plan)
    return false;
  batch->path = path;
  batch->plan = plan;
  batch->folder = folder;
  batch->formats = formats ? formats : plan->formats ? plan->formats : "pdf";
  batch->index = batch->options->no_index ? 0 : plan->index;
  batch->build = batch->options->build;
  batch->build.progress = NULL;
  if (!batch->build.theme)
    batch->build.theme = plan->theme;
  if (!batch->build.presets)
    batch->build.presets = plan->presets;
  return batch_check_formats(job, batch->formats);
}

SholuOutcome *
sholu_batch(const char *path, const char *folder, const char *formats,
            const SholuBatchOptions *options)
{
  Job job = job_new(path, &options->build);
  Batch batch = { .job = &job, .options = options };
  if (batch_read(&batch, path, folder, formats) && batch_prepare(&batch) && batch_open(&batch)) {
    batch_work(&batch);
    batch_write_index(&batch);
  }
  batch_close(&batch);
  return job.outcome;
}
