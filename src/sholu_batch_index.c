/* The index of a batch's outputs: when it is written, and how its page becomes a PDF. */
#include "sholu_batch_private.h"

#include "core/file.h"

#include <string.h>

/* Names of records that are no item's: no output begins with a dot. */
#define KEY ".index"            /* what the index stands for, while it is known to be up to date */
#define DOCUMENT ".index-pages" /* digest of the text that its PDF was made from */

const char *
batch_thumbnail(const Batch *batch, size_t index)
{
  return batch->index ? index_thumbnail(batch->job->arena, batch->plan->items[index].output) : NULL;
}

/* ---- is it up to date? ---- */

static void
put_record(Batch *batch, const char *name, const char *text)
{
  GError *error = NULL;
  if (!stamp_put_record(batch->stamps, name, text, &error))
    job_report(batch->job, NULL, error);
}

static bool
record_is(const Batch *batch, const char *name, const char *text)
{
  return g_strcmp0(stamp_record(batch->stamps, batch->job->arena, name), text) == 0;
}

static const char *
output_path(const Batch *batch, const char *name)
{
  return arena_printf(batch->job->arena, "%s/%s", batch->folder, name);
}

/* All that the index says beside what the items' records say. */
static char *
describe_plan(const Batch *batch)
{
  const BatchPlan *plan = batch->plan;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autofree char *head =
      g_strdup_printf("%u\n%s\n%s\n%s\n", batch->index, batch->stamp_options,
                      plan->title ? plan->title : "", plan->language ? plan->language : "");
  g_checksum_update(sum, (const guchar *)head, -1);
  for (size_t i = 0; i < plan->count; i++) {
    g_autofree char *params = g_strjoinv("\x1f", (char **)plan->items[i].params);
    g_checksum_update(sum, (const guchar *)plan->items[i].output, -1);
    g_checksum_update(sum, (const guchar *)"\n", 1);
    g_checksum_update(sum, (const guchar *)params, -1);
  }
  return g_strdup(g_checksum_get_string(sum));
}

static bool
exists(const Batch *batch, unsigned form, const char *name)
{
  return !(batch->index & form) || g_file_test(output_path(batch, name), G_FILE_TEST_IS_REGULAR);
}

static bool
any_ended(const Batch *batch, SholuItemStatus status)
{
  for (size_t i = 0; i < batch->plan->count; i++)
    if (batch->results[i].status == status)
      return true;
  return false;
}

void
batch_begin_index(Batch *batch)
{
  if (batch->index)
    put_record(batch, KEY, "");
}

/* ---- what it says ---- */

/* Values are worded by the data of the first item's document, where that words them. */
typedef struct Wording {
  Document *document; /* NULL: none */
  const char *language;
} Wording;

static const char *
word_value(const char *value, void *user)
{
  const Wording *wording = user;
  return wording->document
             ? catalog_label(document_catalog(wording->document), NULL, value, wording->language)
             : NULL;
}

static const IndexResult *
list_results(const Batch *batch)
{
  Arena *arena = batch->job->arena;
  IndexResult *results = arena_array(arena, IndexResult, batch->plan->count + 1);
  for (size_t i = 0; i < batch->plan->count; i++) {
    const ItemResult *item = &batch->results[i];
    const char *record = stamp_record(batch->stamps, arena, batch->plan->items[i].output);
    results[i] = (IndexResult){ .record = record ? record_from_text(arena, record) : NULL,
                                .fault = item->status == SHOLU_ITEM_FAULTY ? item->fault
                                         : item->status == SHOLU_ITEM_LOST ? item->reason
                                                                           : NULL,
                                .lost = item->status == SHOLU_ITEM_LOST };
  }
  return results;
}

/* ---- writing ---- */

/* A page that is the same already keeps its time of change. */
static void
write_page(const Batch *batch, const char *name, const void *bytes, size_t size)
{
  const char *path = output_path(batch, name);
  g_autofree char *old = NULL;
  gsize length = 0;
  if (g_file_get_contents(path, &old, &length, NULL) && length == size &&
      memcmp(old, bytes, size) == 0)
    return;
  GError *error = NULL;
  if (!file_replace(path, bytes, size, &error))
    job_report(batch->job, NULL, error);
}

static GBytes *
draw(const Batch *batch, const char *text)
{
  Job *job = batch->job;
  job_take_fonts(job, batch->fonts);
  g_autoptr(Document) document =
      document_from_text(job->arena, "index.md", text, batch->folder, job->diags);
  const ComposeOptions options = { .fonts = batch->fonts,
                                   .theme_folder = job->options.theme_folder };
  const Briefing *briefing = compose_briefing(job->arena, document, &options, job->diags);
  if (job_has_errors(job))
    return NULL;
  RenderOptions render = briefing->metadata;
  render.date = job_date(job);
  render.pdf_standards = job_pdf_standards(job);
  return job_draw(job, render_format("pdf"), briefing->pages, briefing->page_count, &render,
                  batch->fonts);
}

static void
write_pdf(Batch *batch, const Index *index)
{
  const char *text = index_document(index);
  g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  if (!any_ended(batch, SHOLU_ITEM_BUILT) && record_is(batch, DOCUMENT, digest) &&
      exists(batch, BATCH_INDEX_PDF, "index.pdf"))
    return;
  g_autoptr(GBytes) bytes = draw(batch, text);
  if (!bytes)
    return;
  gsize size = 0;
  const void *data = g_bytes_get_data(bytes, &size);
  write_page(batch, "index.pdf", data, size);
  put_record(batch, DOCUMENT, digest);
}

static void
write_pages(Batch *batch)
{
  Job *job = batch->job;
  const BatchPlan *plan = batch->plan;
  const char *language = plan->language ? plan->language : "en";
  g_autoptr(DiagList) ignored = diag_list_new();
  g_autoptr(Document) document =
      document_load(job->arena, plan->items[0].briefing, job_root_of(job, plan->items[0].briefing),
                    ignored, NULL);
  Wording wording = { document, language };
  const IndexRequest request = { .plan = plan,
                                 .results = list_results(batch),
                                 .folder = batch->folder,
                                 .formats = batch->formats,
                                 .title = plan->title,
                                 .language = language,
                                 .strings =
                                     compose_strings(job->arena, job->options.theme_folder,
                                                     language, plan->language_span, job->diags),
                                 .label = word_value,
                                 .user = &wording };
  const Index *index = index_new(job->arena, &request);
  if (batch->index & BATCH_INDEX_HTML) {
    const char *html = index_html(index);
    write_page(batch, "index.html", html, strlen(html));
  }
  if (batch->index & BATCH_INDEX_PDF)
    write_pdf(batch, index);
}

void
batch_write_index(Batch *batch)
{
  if (!batch->index || batch->options->dry_run || batch->done < batch->plan->count ||
      job_has_errors(batch->job))
    return;
  bool sound = !any_ended(batch, SHOLU_ITEM_FAULTY) && !any_ended(batch, SHOLU_ITEM_LOST);
  bool same = sound && !any_ended(batch, SHOLU_ITEM_BUILT);
  g_autofree char *key = describe_plan(batch);
  if (same && record_is(batch, KEY, key) && exists(batch, BATCH_INDEX_HTML, "index.html") &&
      exists(batch, BATCH_INDEX_PDF, "index.pdf"))
    return;
  write_pages(batch);
  if (sound && !job_has_errors(batch->job))
    put_record(batch, KEY, key);
}
