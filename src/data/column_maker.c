#include "core/number_format.h"
#include "data/table_private.h"

void
column_maker_init(ColumnMaker *maker, Arena *arena)
{
  *maker = (ColumnMaker){ .arena = arena };
  maker->numbers = g_array_new(false, false, sizeof(double));
}

static void
append_number(ColumnMaker *maker, double number)
{
  g_array_append_val(maker->numbers, number);
  maker->count++;
}

static int32_t
code_of_text(ColumnMaker *maker, const char *text)
{
  bool added;
  size_t index = dictionary_intern(&maker->dictionary, text, strlen(text), &added);
  if (added)
    maker->dictionary.entries[index].code = (int32_t)index;
  return (int32_t)index;
}

static void
append_text(ColumnMaker *maker, const char *text)
{
  int32_t code = text ? code_of_text(maker, text) : -1;
  g_array_append_val(maker->codes, code);
  maker->count++;
}

static void
print_scalar(GString *out, bool boolean, double number)
{
  g_string_truncate(out, 0);
  if (boolean)
    g_string_append(out, number != 0 ? "true" : "false");
  else
    number_append_plain(out, number);
}

/* From numbers to texts: the earlier cells are all of one kind, so nothing is lost. */
static void
become_text(ColumnMaker *maker, int state)
{
  g_autoptr(GString) text = g_string_new(NULL);
  bool boolean = maker->state == MAKER_BOOLEAN;

  dictionary_init(&maker->dictionary, maker->arena);
  maker->codes = g_array_sized_new(false, false, sizeof(int32_t), maker->numbers->len + 1);
  for (guint i = 0; i < maker->numbers->len; i++) {
    double number = g_array_index(maker->numbers, double, i);
    int32_t code = -1;
    if (!isnan(number)) {
      print_scalar(text, boolean, number);
      code = code_of_text(maker, text->str);
    }
    g_array_append_val(maker->codes, code);
  }
  g_array_set_size(maker->numbers, 0);
  maker->state = state;
}

static void
add_text(ColumnMaker *maker, const char *text, int state)
{
  if (!maker->codes)
    become_text(maker, maker->state == MAKER_EMPTY ? state : MAKER_STRING);
  else if (maker->state != (unsigned)state)
    maker->state = MAKER_STRING;
  append_text(maker, text);
}

static void
add_scalar(ColumnMaker *maker, double number, bool boolean)
{
  unsigned state = boolean ? MAKER_BOOLEAN : MAKER_NUMBER;

  if (maker->state == MAKER_EMPTY)
    maker->state = state;
  if (maker->state == state) {
    append_number(maker, number);
    return;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  print_scalar(text, boolean, number);
  add_text(maker, text->str, MAKER_STRING);
}

static void
add_missing(ColumnMaker *maker)
{
  if (maker->codes)
    append_text(maker, NULL);
  else
    append_number(maker, (double)NAN);
}

void
column_maker_add(ColumnMaker *maker, Value value)
{
  switch (value.kind) {
  case VALUE_NULL:
    add_missing(maker);
    break;
  case VALUE_BOOLEAN:
    add_scalar(maker, value.boolean, true);
    break;
  case VALUE_NUMBER:
    if (isnan(value.number))
      add_missing(maker);
    else
      add_scalar(maker, value.number, false);
    break;
  case VALUE_STRING:
    add_text(maker, value.string, MAKER_STRING);
    break;
  }
}

void
column_maker_add_json(ColumnMaker *maker, const char *json)
{
  add_text(maker, json, MAKER_JSON);
}

void
column_maker_pad(ColumnMaker *maker, size_t count)
{
  while (maker->count < count)
    add_missing(maker);
}

const char *const *
dictionary_strings(const Dictionary *dictionary, Arena *arena, size_t *count)
{
  const char **strings = arena_array(arena, const char *, dictionary->count);
  size_t used = 0;

  for (size_t i = 0; i < dictionary->count; i++)
    if (dictionary->entries[i].code >= 0) {
      strings[dictionary->entries[i].code] = dictionary->entries[i].text;
      used++;
    }
  *count = used;
  return strings;
}

Column
column_maker_finish(ColumnMaker *maker, const char *name, ColumnType empty)
{
  static const ColumnType types[] = {
    [MAKER_NUMBER] = COLUMN_NUMBER,
    [MAKER_BOOLEAN] = COLUMN_BOOLEAN,
    [MAKER_STRING] = COLUMN_STRING,
    [MAKER_JSON] = COLUMN_JSON,
  };
  Column column = { .name = name, .type = empty };

  if (maker->state != MAKER_EMPTY)
    column.type = types[maker->state];
  if (column_is_text(&column)) {
    if (!maker->codes)
      become_text(maker, MAKER_STRING);
    column.codes = arena_dup(maker->arena, maker->codes->data, maker->count * sizeof(int32_t));
    column.strings = dictionary_strings(&maker->dictionary, maker->arena, &column.string_count);
  } else {
    column.numbers = arena_dup(maker->arena, maker->numbers->data, maker->count * sizeof(double));
  }
  g_array_free(maker->numbers, true);
  if (maker->codes) {
    g_array_free(maker->codes, true);
    dictionary_finish(&maker->dictionary);
  }
  return column;
}
