#include "compose/figure_private.h"
#include "compose/pages_private.h"

#include <string.h>
#include <unistd.h>

/* Where templates are: beside the program, else in the source tree. */
static char *
find_theme_folder(Arena *arena)
{
  static const char *const BESIDE[] = { "../templates/themes", "../share/sholu/templates/themes",
                                        "../../templates/themes" };
  char program[4096];
  ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  program[MAX(length, 0)] = '\0';
  g_autofree char *folder = g_path_get_dirname(program);
  g_autofree char *found = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(BESIDE) && !found; i++) {
    found = g_build_filename(folder, BESIDE[i], NULL);
    if (!g_file_test(found, G_FILE_TEST_IS_DIR))
      g_clear_pointer(&found, g_free);
  }
  return arena_strdup(arena, found ? found : SHOLU_HOME "/templates/themes");
}

void
compose_chart_theme(Arena *arena, const char *folder, const char *name, ChartContext *context,
                    DiagList *diags)
{
  const Span none = { 0 };
  size_t faults = diag_count(diags, DIAG_ERROR);
  const ThemePlace place = { .folder = folder ? folder : find_theme_folder(arena) };
  const Theme *theme = theme_load(arena, &place, name, none, diags);
  if (diag_count(diags, DIAG_ERROR) > faults)
    return;
  /* On a page the paper shows through; by itself a chart brings it along, and a margin. */
  char *paper = arena_alloc(arena, 8);
  colour_to_hex(theme->colours[COLOUR_PAPER], paper);
  const Node *config =
      node_with(arena, theme->config, "background", node_new_string(arena, paper, none));
  context->config =
      node_with(arena, config, "padding", node_new_number(arena, theme->figure_margin, none));
  context->house = theme_house(arena, theme);
}

const Strings *
compose_strings(Arena *arena, const char *folder, const char *language, Span where, DiagList *diags)
{
  char *locales = arena_printf(arena, "%s/../locales", folder ? folder : find_theme_folder(arena));
  const Strings *strings = strings_load(arena, locales, language, diags);
  if (strings)
    return strings;
  diag_warning(diags, "unknown-language", where, "languages stand in templates/locales",
               "there are no texts in the language \"%s\"; English stands in", language);
  return strings_default(arena);
}

static void
load_looks(Composer *composer, const ComposeOptions *options)
{
  const FrontMatter *front = &composer->document->front;
  const char *folder =
      options->theme_folder ? options->theme_folder : find_theme_folder(composer->arena);
  ThemePlace place = { .folder = folder };
  const char *name = options->theme ? options->theme : front->theme ? front->theme : "briefing";
  if (!options->theme) {
    place.base = composer->document->folder;
    place.root = composer->document->root;
  }
  Span where = options->theme ? (Span){ 0 } : front->theme_span;
  composer->theme = theme_load(composer->arena, &place, name, where, composer->diags);
  char *presets = arena_printf(composer->arena, "%s/../presets", folder);
  composer->presets =
      presets_load(composer->arena, presets, composer->theme,
                   options->presets ? options->presets : front->presets,
                   options->presets ? (Span){ 0 } : front->presets_span, composer->diags);
  composer->locales = arena_printf(composer->arena, "%s/../locales", folder);
  voice_open(composer);
}

/* Every query of the document may use its parameters, and sort by its language. */
static void
prepare_catalog(const Composer *composer)
{
  const FrontMatter *front = &composer->document->front;
  QueryParam *params = arena_array(composer->arena, QueryParam, front->param_count + 1);
  for (size_t i = 0; i < front->param_count; i++)
    params[i] = (QueryParam){ front->params[i].name, front->params[i].value };
  catalog_bind(composer->document->catalog, params, front->param_count);
  catalog_set_language(composer->document->catalog, composer->voice.language);
}

Composer
composer_new(Arena *arena, Document *document, const ComposeOptions *options, DiagList *diags)
{
  Composer composer = { .arena = arena, .document = document, .diags = diags };
  if (options->metrics || options->fonts)
    composer.metrics = options->metrics ? options->metrics : font_set_metrics(options->fonts);
  load_looks(&composer, options);
  prepare_catalog(&composer);
  composer.figures = inline_figures_new(&composer);
  composer.labels = g_hash_table_new(g_str_hash, g_str_equal);
  composer.block_labels = g_hash_table_new(NULL, NULL);
  composer.figure_texts = g_hash_table_new(NULL, NULL);
  composer.printed = g_hash_table_new(g_str_hash, g_str_equal);
  composer.notes = g_hash_table_new(g_str_hash, g_str_equal);
  composer.note_order = g_ptr_array_new();
  composer.charts = g_array_new(FALSE, FALSE, sizeof(BriefingChart));
  if (options->attachments)
    composer.attachments = g_array_new(FALSE, FALSE, sizeof(RenderAttachment));
  composer.page_numbers = g_array_new(FALSE, FALSE, sizeof(PageNumber));
  composer.access = options->access;
  composer.evidence = options->evidence;
  composer.evidence_count = options->evidence_count;
  number_links_open(&composer);
  return composer;
}

void
composer_finish(Composer *composer)
{
  g_hash_table_destroy(composer->voices);
  g_hash_table_destroy(composer->labels);
  g_hash_table_destroy(composer->block_labels);
  g_hash_table_destroy(composer->figure_texts);
  g_hash_table_destroy(composer->printed);
  g_hash_table_destroy(composer->notes);
  g_ptr_array_free(composer->note_order, TRUE);
  g_array_free(composer->charts, TRUE);
  g_clear_pointer(&composer->attachments, g_array_unref);
  g_array_free(composer->page_numbers, TRUE);
  g_clear_pointer(&composer->appendix, g_array_unref);
}

const BriefingChart *
compose_figure(Arena *arena, const FigureRequest *request, DiagList *diags)
{
  const Span none = { 0 };
  const char *language = node_string(node_path(request->spec, "usermeta.sholu.language"), NULL);
  Document document = { .arena = arena,
                        .root = request->root,
                        .folder = request->folder,
                        .front.language = language,
                        .body = block_new(arena, BLOCK_DOCUMENT, NULL, none),
                        .catalog = request->catalog,
                        .follow_links = request->follow_links };
  Block *block = block_new(arena, BLOCK_CHART, document.body, request->spec->span);
  block->node = request->spec;
  block->folder = request->folder;
  Composer composer = composer_new(arena, &document, request->options, diags);
  labels_collect(&composer, document.body);
  if (composer.presets[0])
    figure_export_alone(&composer, block);
  const BriefingChart *chart = composer.charts->len > 0
                                   ? arena_dup(arena, composer.charts->data, sizeof(BriefingChart))
                                   : NULL;
  composer_finish(&composer);
  return chart;
}

/* The heading of level 1 or 2 that is in force where the page begins. */
static const Block *
section_before(const Flow *flow, size_t first, const Block *section)
{
  const FlowItem *items = (const FlowItem *)(void *)flow->items->data;
  for (size_t i = 0; i <= first && i < flow->items->len; i++) {
    if (items[i].section && items[i].section->level <= 2)
      section = items[i].section;
  }
  return section;
}

static const Scene *
make_page(const PageSet *set, PageRange range, size_t number, size_t total)
{
  Composer *composer = set->composer;
  const Theme *theme = composer->theme;
  SceneBuilder builder = scene_builder(composer->arena);
  pages_fill(set, range, &builder);
  furniture_add(composer, &builder, number, total, section_before(set->flow, range.first, NULL));
  Scene *page = arena_new0(composer->arena, Scene);
  page->width = theme->page_width;
  page->height = theme->page_height;
  page->background = theme->colours[COLOUR_PAPER];
  page->root = scene_builder_end(&builder, ROLE_NONE);
  page->language = composer->voice.language;
  page->title = composer->title;
  page->label = arena_printf(composer->arena, "%zu", number);
  return page;
}

static void
check_page_count(const Composer *composer, size_t count)
{
  size_t most = (size_t)composer->theme->most_pages;
  if (most && count > most)
    diag_add(composer->diags, DIAG_WARNING, "too-many-pages",
             place_of_file(composer->document->source->name), "shorten it, or take another theme",
             "the document takes %zu pages, and its theme is made for %zu", count, most);
}

static void
make_pages(Composer *composer, Flow *flow, Briefing *briefing)
{
  const Theme *theme = composer->theme;
  PageSet set = { .composer = composer, .flow = flow };
  set.capacity = theme->page_height - theme->margin_top - theme->margin_bottom;
  set_notes(&set);
  size_t count;
  const PageRange *ranges = pages_break(&set, &count);
  const Scene **pages = arena_array(composer->arena, const Scene *, count);
  for (size_t i = 0; i < count; i++)
    pages[i] = make_page(&set, ranges[i], i + 1, count);
  contents_number(composer, pages, count);
  check_page_count(composer, count);
  briefing->pages = pages;
  briefing->page_count = count;
}

static RenderOptions
metadata(Composer *composer)
{
  const FrontMatter *front = &composer->document->front;
  const GArray *attachments = composer->attachments;
  size_t count = attachments ? attachments->len : 0;
  return (RenderOptions){
    .title = composer->title,
    .author = front->author ? front->author : front->organisation,
    .subject = prose_fill(composer, front->subtitle, front->subtitle_span),
    .keywords = front->keywords,
    .language = composer->voice.language,
    .date = front->date,
    .attachments =
        count ? arena_dup(composer->arena, attachments->data, count * sizeof(RenderAttachment))
              : NULL,
    .attachment_count = count,
  };
}

static void
load_titles(Composer *composer)
{
  const FrontMatter *front = &composer->document->front;
  composer->title = prose_fill(composer, front->title, front->title_span);
  composer->short_title = prose_fill(composer, front->short_title, front->short_title_span);
  if (!composer->short_title)
    composer->short_title = composer->title;
}

static void
lay_document(Composer *composer, Flow *flow)
{
  const Theme *theme = composer->theme;
  int body = (int)theme->body_column;
  Frame frame = { .x = theme_column_x(theme, body), .type = &theme->types[TYPE_BODY] };
  frame.width = theme_columns_width(theme, (int)theme->columns - body + 1);
  lay_cover(composer, flow, frame);
  lay_children(composer, flow, composer->document->body, frame);
  if (flow->beside.node)
    flow_pad(flow, NULL, 0); /* the last note of the margin stands beside nothing */
  flow_keep_headings(flow);
}

Briefing *
compose_briefing(Arena *arena, Document *document, const ComposeOptions *options, DiagList *diags)
{
  timings_enter(options->timings, "theme");
  Composer composer = composer_new(arena, document, options, diags);
  timings_leave(options->timings);
  timings_enter(options->timings, "layout");
  appendix_add(&composer);
  labels_collect(&composer, document->body);
  load_titles(&composer);
  Briefing *briefing = arena_new0(arena, Briefing);
  Flow flow = flow_new(&composer);
  lay_document(&composer, &flow);
  timings_leave(options->timings);
  timings_enter(options->timings, "pages");
  make_pages(&composer, &flow, briefing);
  timings_leave(options->timings);
  attach_sources(&composer);
  briefing->metadata = metadata(&composer);
  access_complete(&composer, &briefing->metadata);
  briefing->charts =
      arena_dup(arena, composer.charts->data, composer.charts->len * sizeof(BriefingChart));
  briefing->chart_count = composer.charts->len;
  inline_figures_note_rest(&composer);
  briefing->figures = printed_figures(&composer, &briefing->figure_count);
  flow_finish(&flow);
  composer_finish(&composer);
  if (document->catalog)
    catalog_check_keys(document->catalog);
  return briefing;
}
