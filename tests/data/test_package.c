#include "data/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "assert_near.h"
#include "data/table_text.h"

typedef struct Fixture {
  char *folder;
  Arena *arena;
  DiagList *diags;
} Fixture;

static int
set_up(void **state)
{
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->folder = g_dir_make_tmp("sholu-package-XXXXXX", NULL);
  fixture->arena = arena_new();
  fixture->diags = diag_list_new();
  *state = fixture;
  return fixture->folder ? 0 : -1;
}

static int
tear_down(void **state)
{
  Fixture *fixture = *state;
  GDir *folder = g_dir_open(fixture->folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(folder));) {
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    g_remove(path);
  }
  g_dir_close(folder);
  g_rmdir(fixture->folder);
  g_free(fixture->folder);
  arena_free(fixture->arena);
  diag_list_free(fixture->diags);
  g_free(fixture);
  return 0;
}

static void
write_file(const Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
}

static Package *
load(Fixture *fixture, const char *descriptor)
{
  g_autoptr(GError) error = NULL;
  write_file(fixture, "datapackage.json", descriptor);
  Package *package = package_load(fixture->arena, fixture->folder, fixture->diags, &error);
  if (!package)
    fail_msg("%s", error->message);
  return package;
}

/* ── a table under a schema ── */

static const struct {
  const char *schema, *csv, *expected, *faults;
} schemas[] = {
  /* types */
  { "{'fields':[{'name':'a','type':'number'},{'name':'b','type':'string'}]}",
    "a,b\n1.5,x\n,\n2,y\n", "a:num=1.5,2;b:str=x,y", "3:0 blank-row" },
  { "{'fields':[{'name':'a','type':'integer'}]}", "a\n1\n1.5\nx\n", "a:int=1,-,-",
    "3:1 type-error; 4:1 type-error" },
  { "{'fields':[{'name':'a','type':'number','decimalChar':',','groupChar':' '}]}",
    "a\n\"1 234,5\"\n\"12\xC2\xA0"
    "345\"\n1.5\n\"1 2,\"\n\" 1\"\n",
    "a:num=1234.5,12345,-,12,-", "4:1 type-error; 6:1 type-error" },
  { "{'fields':[{'name':'a','type':'number','groupChar':','}]}", "a\n\"1,234.5\"\n\",1\"\n",
    "a:num=1234.5,-", "3:1 type-error" },
  { "{'fields':[{'name':'a','type':'number','bareNumber':false}]}", "a\n€5.5\n-12%\n5 KZT\n",
    "a:num=5.5,-12,5", "" },
  { "{'fields':[{'name':'a','type':'boolean'}]}", "a\ntrue\n0\nyes\n", "a:bool=T,F,-",
    "4:1 type-error" },
  { "{'fields':[{'name':'a','type':'boolean','trueValues':['да'],'falseValues':['нет','']}]}",
    "a\nда\nнет\ntrue\n", "a:bool=T,F,-", "4:1 type-error" },
  { "{'fields':[{'name':'a','type':'date'}]}", "a\n1970-01-02\n1970-02-30\n02.01.1970\n",
    "a:date=86400000,-,-", "3:1 type-error; 4:1 type-error" },
  { "{'fields':[{'name':'a','type':'date','format':'%d.%m.%Y'}]}", "a\n02.01.1970\n1970-01-02\n",
    "a:date=86400000,-", "3:1 type-error" },
  { "{'fields':[{'name':'a','type':'date','format':'any'}]}", "a\n1970-01-02\n2 Jan 1970\n",
    "a:date=86400000,86400000", "" },
  { "{'fields':[{'name':'a','type':'datetime'}]}",
    "a\n1970-01-01T01:00:00Z\n1970-01-01T06:00:00+05:00\n1970-01-01\n", "a:date=3600000,3600000,-",
    "4:1 type-error" },
  { "{'fields':[{'name':'a','type':'yearmonth'}]}", "a\n1970-02\n1970-13\n", "a:date=2678400000,-",
    "3:1 type-error" },
  { "{'fields':[{'name':'a','type':'year'}]}", "a\n2024\n24\n", "a:year=2024,-", "3:1 type-error" },
  { "{'fields':[{'name':'a','type':'any'}]}", "a\n1\n2\n", "a:int=1,2", "" },
  { "{'fields':[{'name':'a'}]}", "a\nx\n2\n", "a:str=x,2", "" },
  { "{'fields':[{'name':'a','type':'number'}]}", "a\nNaN\nINF\n-INF\n", "a:num=-,inf,-inf", "" },
  { "{'fields':[{'name':'a','type':'string','format':'email'}]}", "a\nx@y.kz\nxy\n",
    "a:str=x@y.kz,-", "3:1 type-error" },
  /* missing values */
  { "{'fields':[{'name':'a','type':'number'},{'name':'b'}],'missingValues':['','n/a','-99']}",
    "a,b\n1,n/a\n-99,x\nn/a,y\n", "a:num=1,-,-;b:str=-,x,y", "" },
  { "{'fields':[{'name':'a','type':'number','missingValues':['c']},{'name':'b'}]}",
    "a,b\nc,x\n,y\n", "a:num=-,-;b:str=x,y", "3:1 type-error" },
  { "{'fields':[{'name':'a','type':'string'},{'name':'b'}],'missingValues':[]}", "a,b\n,x\n",
    "a:str=;b:str=x", "" },
  { "{'fields':[{'name':'a','type':'number'}],'missingValues':[{'value':'p','label':'secret'}]}",
    "a\np\n1\n", "a:num=-,1", "" },
  /* constraints */
  { "{'fields':[{'name':'a','type':'number','constraints':{'minimum':1,'maximum':'5'}}]}",
    "a\n0\n1\n6\n", "a:num=-,1,-", "2:1 constraint-error; 4:1 constraint-error" },
  { "{'fields':[{'name':'a','type':'number','constraints':{'exclusiveMinimum':1,"
    "'exclusiveMaximum':2}}]}",
    "a\n1\n1.5\n2\n", "a:num=-,1.5,-", "2:1 constraint-error; 4:1 constraint-error" },
  { "{'fields':[{'name':'a','type':'date','constraints':{'minimum':'1970-01-02'}}]}",
    "a\n1970-01-01\n1970-01-02\n", "a:date=-,86400000", "2:1 constraint-error" },
  { "{'fields':[{'name':'a','constraints':{'required':true}},{'name':'b'}]}", "a,b\n,x\nz,\n",
    "a:str=-,z;b:str=x,-", "2:1 constraint-error" },
  { "{'fields':[{'name':'a','type':'string','constraints':{'minLength':2,'maxLength':3}}]}",
    "a\nж\nжж\nжжжж\n", "a:str=-,жж,-", "2:1 constraint-error; 4:1 constraint-error" },
  { "{'fields':[{'name':'a','type':'string','constraints':{'pattern':'[A-Z]{2}'}}]}",
    "a\nKZ\nKZT\nKZT\n", "a:str=KZ,-,-", "3:1 constraint-error; 4:1 constraint-error" },
  { "{'fields':[{'name':'a','type':'string','constraints':{'enum':['x','y']}}]}", "a\nx\nz\n",
    "a:str=x,-", "3:1 constraint-error" },
  { "{'fields':[{'name':'a','type':'integer','constraints':{'enum':[1,'2']}}]}", "a\n1\n2\n3\n",
    "a:int=1,2,-", "4:1 constraint-error" },
  { "{'fields':[{'name':'a','type':'string','categories':['x',{'value':'y','label':'Y'}]}]}",
    "a\ny\nz\n", "a:str=y,-", "3:1 constraint-error" },
  { "{'fields':[{'name':'a','type':'string','constraints':{'unique':true}}]}", "a\nx\ny\nx\n",
    "a:str=x,y,x", "4:1 unique-error" },
  /* keys */
  { "{'fields':[{'name':'a','type':'year'},{'name':'b','type':'string'}],'primaryKey':['a','b']}",
    "a,b\n2020,x\n2020,y\n2020,x\n2021,\n", "a:year=2020,2020,2020,2021;b:str=x,y,x,-",
    "4:1 primary-key; 5:1 primary-key" },
  { "{'fields':[{'name':'a','type':'string'},{'name':'b'}],'uniqueKeys':[['a'],['a','b']]}",
    "a,b\nx,1\n,2\n,3\nx,1\n", "a:str=x,-,-,x;b:int=1,2,3,1",
    "5:1 unique-error; 5:1 unique-error" },
  { "{'fields':[{'name':'a','type':'string'},{'name':'b','type':'string'}],'primaryKey':'a'}",
    "a,b\n\"x\ny\",1\n\nz,2\nz,3\n", "a:str=x\ny,z,z;b:str=1,2,3",
    "4:0 blank-row; 6:1 primary-key" },
  /* labels */
  { "{'fields':[{'name':'a','type':'number'},{'name':'b','type':'string'}]}", "b,a\nx,1\n",
    "b:str=x;a:num=1", "1:1 incorrect-label; 1:2 incorrect-label" },
  { "{'fields':[{'name':'a','type':'number'},{'name':'b','type':'string'}],'fieldsMatch':'equal'}",
    "b,a\nx,1\n", "b:str=x;a:num=1", "" },
  { "{'fields':[{'name':'total','type':'number'}]}", "Total\n1\n", "total:num=1",
    "1:1 incorrect-label" },
  { "{'fields':[{'name':'a','type':'number'}]}", "a,b\n1,x\n", "a:num=1;b:str=x",
    "1:2 extra-label" },
  { "{'fields':[{'name':'a','type':'number'}],'fieldsMatch':['subset']}", "b,a\nx,1\n",
    "b:str=x;a:num=1", "" },
  { "{'fields':[{'name':'a','type':'number'},{'name':'b','type':'number'}]}", "a\n1\n", "a:num=1",
    "1:1 missing-label" },
  { "{'fields':[{'name':'a','type':'number'},{'name':'b'}],'fieldsMatch':'superset'}", "a\n1\n",
    "a:num=1", "" },
  { "{'fields':[{'name':'a','type':'number'}],'fieldsMatch':'superset'}", "a,c\n1,2\n",
    "a:num=1;c:int=2", "1:2 extra-label" },
  { "{'fields':[{'name':'a'},{'name':'b'}],'fieldsMatch':'partial'}", "c\n2\n", "c:int=2",
    "1:1 missing-label" },
};

static char *
double_quotes(const char *text)
{
  return g_strdelimit(g_strdup(text), "'", '"');
}

static void
schemas_are_kept(void **state)
{
  for (size_t i = 0; i < G_N_ELEMENTS(schemas); i++) {
    Fixture *fixture = *state;
    g_autoptr(DiagList) diags = diag_list_new();
    g_autofree char *schema = double_quotes(schemas[i].schema);
    g_autofree char *descriptor =
        g_strdup_printf("{\"resources\":[{\"name\":\"t\",\"path\":\"t.csv\",\"schema\":%s}]}",
                        schema);
    Package *package = load(fixture, descriptor);
    const CsvOptions options = { .schema = package->resources[0].schema };
    const Table *table =
        csv_read_text(fixture->arena, schemas[i].csv, strlen(schemas[i].csv), &options, diags);
    g_autofree char *text = table_to_text(table);
    g_autofree char *faults = faults_to_text(diags);
    if (strcmp(text, schemas[i].expected) != 0)
      fail_msg("%s\n%sgives %s, not %s", schemas[i].schema, schemas[i].csv, text,
               schemas[i].expected);
    if (strcmp(faults, schemas[i].faults) != 0)
      fail_msg("%s\n%shas [%s], not [%s]", schemas[i].schema, schemas[i].csv, faults,
               schemas[i].faults);
    assert_int_equal(diag_total(fixture->diags), 0);
  }
}

static const struct {
  const char *field, *cell, *hint;
} hints[] = {
  { "'type':'number'", "\"1,5\"", "\"decimalChar\": \",\"" },
  { "'type':'number'", "1 234", "\"groupChar\": \" \"" },
  { "'type':'number'",
    "\"1\xC2\xA0"
    "234,5\"",
    "\"decimalChar\": \",\" and \"groupChar\": \" \"" },
  { "'type':'number'", "\"1,234\"", "\"groupChar\": \",\" or" },
  { "'type':'number'", "\"1,234.5\"", "\"groupChar\": \",\"" },
  { "'type':'number'", "12%", "\"bareNumber\": false" },
  { "'type':'number'",
    "\xE2\x88\x92"
    "5",
    "U+2212" },
  { "'type':'number'", "n/a", "\"n/a\" to missingValues" },
  { "'type':'number'", "…", "missingValues" },
  { "'type':'integer'", "1.0", "\"type\": \"number\"" },
  { "'type':'date'", "31.12.2024", "%d.%m.%Y" },
  { "'type':'date'", "2024", "\"year\"" },
  { "'type':'boolean'", "yes", "trueValues" },
  { "'type':'string','categories':['Almaty','Astana']", "Almatty", "Almaty" },
};

static void
faults_suggest_a_remedy(void **state)
{
  for (size_t i = 0; i < G_N_ELEMENTS(hints); i++) {
    Fixture *fixture = *state;
    g_autoptr(DiagList) diags = diag_list_new();
    g_autofree char *field = double_quotes(hints[i].field);
    g_autofree char *descriptor =
        g_strdup_printf("{\"resources\":[{\"name\":\"t\",\"path\":\"t.csv\",\"schema\":{\"fields\":"
                        "[{\"name\":\"a\",%s}]}}]}",
                        field);
    const CsvOptions options = { .schema = load(fixture, descriptor)->resources[0].schema };
    g_autofree char *csv = g_strdup_printf("a\n%s\n", hints[i].cell);
    csv_read_text(fixture->arena, csv, strlen(csv), &options, diags);
    assert_int_equal(diag_total(diags), 1);
    const char *hint = diag_at(diags, 0)->hint;
    if (!hint || !strstr(hint, hints[i].hint))
      fail_msg("%s %s: the hint is %s", hints[i].field, hints[i].cell, hint ? hint : "missing");
    assert_non_null(strstr(diag_at(diags, 0)->message, "row 2, field \"a\""));
  }
}

/* ── descriptors ── */

static const struct {
  const char *descriptor, *code;
  size_t line, column;
} descriptors[] = {
  { "{}", "package-error", 1, 1 },
  { "{'resources':[]}", "package-error", 1, 1 },
  { "{'resources':[{'path':'a.csv'}]}", "resource-error", 1, 15 },
  { "{'resources':[{'name':'a'}]}", "resource-error", 1, 15 },
  { "{'resources':[{'name':'a','path':'../a.csv'}]}", "resource-error", 1, 34 },
  { "{'resources':[{'name':'a','path':'/etc/passwd'}]}", "resource-error", 1, 34 },
  { "{'resources':[{'name':'a','path':'https://x/a.csv'}]}", "resource-error", 1, 34 },
  { "{'resources':[{'name':'a','data':[1]},{'name':'a','data':[1]}]}", "resource-error", 1, 39 },
  { "{'resources':[{'name':'a','data':[],\n'schema':{'fields':[{'type':'number'}]}}]}",
    "field-error", 2, 21 },
  { "{'resources':[{'name':'a','data':[],\n'schema':{'fields':[{'name':'x','type':'numbr'}]}}]}",
    "field-error", 2, 40 },
  { "{'resources':[{'name':'a','data':[],\n'schema':{'fields':[{'name':'x'},{'name':'x'}]}}]}",
    "schema-error", 2, 34 },
  { "{'resources':[{'name':'a','data':[],\n'schema':{'fields':[{'name':'x'}],"
    "'primaryKey':'y'}}]}",
    "schema-error", 2, 48 },
  { "{'resources':[{'name':'a','data':[],\n'schema':{'fields':[{'name':'x'}],'foreignKeys':"
    "[{'fields':'x','reference':{'resource':'b','fields':'y'}}]}}]}",
    "schema-error", 2, 50 },
  { "{'resources':[{'name':'a','data':[],\n'schema':{'fields':[{'name':'x',"
    "'constraints':{'pattern':'('}}]}}]}",
    "field-error", 2, 58 },
  { "{'resources':[{'name':'a','data':[],\n'schema':{'fields':[{'name':'x'}],"
    "'fieldsMatch':'some'}}]}",
    "schema-error", 2, 49 },
  { "{'resources':[{'name':'a','data':[],\n'dialect':{'delimiter':'ab'}}]}", "dialect-error", 2,
    24 },
  { "{'resources':[{'name':'a','data':[],\n'schemas':{'fields':[]}}]}", "unknown-property", 2, 1 },
  { "{'resources':[{'name':'a','data':[],'schema':'none.json'}]}", "schema-error", 1, 46 },
};

static void
descriptor_faults_have_places(void **state)
{
  for (size_t i = 0; i < G_N_ELEMENTS(descriptors); i++) {
    Fixture *fixture = *state;
    diag_list_free(fixture->diags);
    fixture->diags = diag_list_new();
    g_autofree char *text = double_quotes(descriptors[i].descriptor);
    load(fixture, text);
    if (diag_total(fixture->diags) == 0)
      fail_msg("%s has no fault", text);
    const Diag *diag = diag_at(fixture->diags, 0);
    if (strcmp(diag->code, descriptors[i].code) != 0 || diag->place.line != descriptors[i].line ||
        diag->place.column != descriptors[i].column)
      fail_msg("%s has %s at %zu:%zu: %s", text, diag->code, diag->place.line, diag->place.column,
               diag->message);
  }
}

static void
texts_have_languages(void **state)
{
  Fixture *fixture = *state;
  Package *package =
      load(fixture,
           "{\"title\":{\"\":\"Films\",\"ru\":\"Фильмы\"},\"description\":\"plain\","
           "\"sources\":[{\"title\":\"S\",\"version\":2}],\"contributors\":[{\"title\":\"N\","
           "\"roles\":[\"author\"]}],\"resources\":[{\"name\":\"a\",\"data\":[],\"schema\":"
           "{\"fields\":[{\"name\":\"x\",\"unit\":\"%\",\"scale\":1e9,\"currency\":\"KZT\","
           "\"categories\":[{\"value\":\"f\",\"label\":{\"kk\":\"Ф\"}}]}]}}]}");
  assert_int_equal(diag_total(fixture->diags), 0);
  assert_string_equal(localised_text(package->title, "ru"), "Фильмы");
  assert_string_equal(localised_text(package->title, "ru-KZ"), "Фильмы");
  assert_string_equal(localised_text(package->title, "kk"), "Films");
  assert_string_equal(localised_text(package->title, NULL), "Films");
  assert_string_equal(localised_text(package->description, "kk"), "plain");
  assert_null(localised_text((Localised){ NULL }, "kk"));
  const Resource *resource = package_resource(package, "a");
  assert_int_equal(resource->source_count, 1);
  assert_string_equal(resource->sources[0].version, "2");
  assert_string_equal(package->contributors[0].role, "author");
  const Field *field = schema_field(resource->schema, "x");
  assert_string_equal(field->unit, "%");
  assert_near(field->scale, 1e9, 0);
  assert_string_equal(field_category_label(field, "f", "kk"), "Ф");
  assert_null(field_category_label(field, "g", "kk"));
  g_autoptr(Catalog) catalog = catalog_new(fixture->diags);
  catalog_add_package(catalog, package);
  assert_string_equal(catalog_label(catalog, "x", "f", "kk"), "Ф");
  assert_string_equal(catalog_label(catalog, "renamed", "f", "kk"), "Ф");
  assert_string_equal(catalog_label(catalog, NULL, "f", "kk"), "Ф");
  assert_null(catalog_label(catalog, NULL, "g", "kk"));
  assert_null(package_resource(package, "b"));
  assert_null(schema_field(resource->schema, "y"));
}

static void
unreadable_packages_are_errors(void **state)
{
  Fixture *fixture = *state;
  g_autoptr(GError) error = NULL, other = NULL;
  assert_null(package_load(fixture->arena, "/nowhere/datapackage.json", fixture->diags, &error));
  assert_non_null(error);
  write_file(fixture, "datapackage.json", "[1");
  assert_null(package_load(fixture->arena, fixture->folder, fixture->diags, &other));
  assert_non_null(other);
  assert_int_equal(diag_count(fixture->diags, DIAG_ERROR), 1);
}

/* ── packages behind queries ── */

static const char two_tables[] =
    "{\"resources\":[{\"name\":\"sales\",\"path\":\"sales.csv\",\"bytes\":%d,\"hash\":\"md5:%s\","
    "\"schema\":{\"fields\":[{\"name\":\"day\",\"type\":\"date\",\"unit\":\"d\"},"
    "{\"name\":\"place\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"integer\"},"
    "{\"name\":\"open\",\"type\":\"boolean\"}],\"foreignKeys\":[{\"fields\":\"place\","
    "\"reference\":{\"resource\":\"places\",\"fields\":\"name\"}}]}},"
    "{\"name\":\"places\",\"data\":[[\"name\",\"year\"],[\"Almaty\",\"2020\"],[\"Astana\",\"x\"]],"
    "\"schema\":{\"fields\":[{\"name\":\"name\",\"type\":\"string\"},"
    "{\"name\":\"year\",\"type\":\"year\"}]}}]}";

static const char sales[] = "day,place,n,open\n1970-01-02,Almaty,5,true\n1970-01-03,Oral,7,false\n";

static Catalog *
two_table_catalog(Fixture *fixture, int bytes, const char *hash)
{
  g_autofree char *descriptor = g_strdup_printf(two_tables, bytes, hash);
  write_file(fixture, "sales.csv", sales);
  Catalog *catalog = catalog_new(fixture->diags);
  catalog_add_package(catalog, load(fixture, descriptor));
  return catalog;
}

static void
packages_are_queried(void **state)
{
  Fixture *fixture = *state;
  g_autoptr(Catalog) catalog = two_table_catalog(fixture, 0, "");
  QueryFault fault = { "", -1 };
  const Table *table =
      catalog_query(catalog, fixture->arena,
                    "SELECT day, s.open AS o, max(day) AS m, n, year FROM (SELECT * FROM sales) s "
                    "JOIN places ON place = name",
                    NULL, 0, &fault);
  if (!table)
    fail_msg("%s", fault.message);
  g_autofree char *text = table_to_text(table);
  assert_string_equal(text, "day:date=86400000;o:bool=T;m:num=86400000;n:int=5;year:year=2020");
  assert_string_equal(table->columns[0].field->unit, "d");
  assert_null(table->columns[2].field);
  /* "x" is no year, and its place is in the descriptor. */
  assert_int_equal(diag_total(fixture->diags), 1);
  assert_string_equal(diag_at(fixture->diags, 0)->code, "type-error");
  assert_true(g_str_has_suffix(diag_at(fixture->diags, 0)->place.file, "datapackage.json"));
  assert_string_equal(catalog_resource(catalog, "sales")->name, "sales");
  assert_null(catalog_resource(catalog, "none"));
  assert_non_null(catalog_package(catalog, "sales"));
}

static void
validation_checks_files_and_references(void **state)
{
  Fixture *fixture = *state;
  g_autoptr(Catalog) catalog = two_table_catalog(fixture, 3, "d41d8cd98f00b204e9800998ecf8427e");
  catalog_validate(catalog);
  g_autoptr(GString) codes = g_string_new(NULL);
  for (size_t i = 0; i < diag_total(fixture->diags); i++)
    g_string_append_printf(codes, "%s ", diag_at(fixture->diags, i)->code);
  assert_string_equal(codes->str, "byte-count hash-count type-error foreign-key ");
  const Diag *foreign = diag_at(fixture->diags, 3);
  assert_int_equal(foreign->place.line, 3);
  assert_int_equal(foreign->place.column, 2);
  assert_non_null(strstr(foreign->message, "Oral"));
}

static void
right_files_pass_validation(void **state)
{
  Fixture *fixture = *state;
  g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_MD5, sales, -1);
  g_autoptr(Catalog) catalog = two_table_catalog(fixture, (int)strlen(sales), hash);
  catalog_validate(catalog);
  for (size_t i = 0; i < diag_total(fixture->diags); i++) {
    assert_string_not_equal(diag_at(fixture->diags, i)->code, "byte-count");
    assert_string_not_equal(diag_at(fixture->diags, i)->code, "hash-count");
  }
}

static void
missing_files_are_reported_once(void **state)
{
  Fixture *fixture = *state;
  Package *package = load(fixture, "{\"resources\":[{\"name\":\"a\",\"path\":\"none.csv\"}]}");
  g_autoptr(Catalog) catalog = catalog_new(fixture->diags);
  catalog_add_package(catalog, package);
  QueryFault fault = { "", -1 };
  assert_null(catalog_query(catalog, fixture->arena, "SELECT * FROM a", NULL, 0, &fault));
  assert_non_null(strstr(fault.message, "cannot be read"));
  assert_null(catalog_describe(catalog, "a"));
  assert_null(catalog_table(catalog, "a", NULL));
  catalog_validate(catalog);
  assert_int_equal(diag_total(fixture->diags), 1);
}

/* Beyond 1 MiB only the columns that a query names are read. */
static void
large_files_are_read_by_column(void **state)
{
  Fixture *fixture = *state;
  g_autoptr(GString) text = g_string_new("a,b,c\n");
  for (int i = 0; i < 100000; i++)
    g_string_append_printf(text, "%d,text %d,%d.5\n", i, i % 10, i);
  write_file(fixture, "big.csv", text->str);
  g_autofree char *path = g_build_filename(fixture->folder, "big.csv", NULL);
  g_autoptr(Catalog) catalog = catalog_new(fixture->diags);
  catalog_add_csv(catalog, "big", path, NULL);
  QueryFault fault = { "", -1 };

  const Table *described = catalog_describe(catalog, "big");
  assert_int_equal(described->column_count, 3);
  assert_string_equal(described->columns[1].name, "b");
  const Table *result =
      catalog_query(catalog, fixture->arena, "SELECT count(*) AS n FROM big", NULL, 0, &fault);
  assert_near(column_number(&result->columns[0], 0), 100000, 0);
  const Table *table = catalog_describe(catalog, "big");
  assert_null(table->columns[0].numbers);
  result = catalog_query(catalog, fixture->arena,
                         "SELECT max(a) AS a, b FROM big WHERE b = 'text 3' AND a < '100'", NULL, 0,
                         &fault);
  g_autofree char *shown = table_to_text(result);
  assert_string_equal(shown, "a:num=93;b:str=text 3");
  table = catalog_describe(catalog, "big");
  assert_non_null(table->columns[0].numbers);
  assert_non_null(table->columns[1].codes);
  assert_null(table->columns[2].numbers);
  static const char *const columns[] = { "c", NULL };
  table = catalog_table(catalog, "big", columns);
  assert_near(table->columns[2].numbers[99999], 99999.5, 0);
  assert_non_null(table->columns[0].numbers);
  assert_int_equal(table->columns[2].type, COLUMN_NUMBER);
}

static void
a_changed_file_is_noticed(void **state)
{
  Fixture *fixture = *state;
  g_autoptr(GString) text = g_string_new("a,b\n");
  for (int i = 0; i < 200000; i++)
    g_string_append(text, "1,text\n");
  write_file(fixture, "big.csv", text->str);
  g_autofree char *path = g_build_filename(fixture->folder, "big.csv", NULL);
  g_autoptr(Catalog) catalog = catalog_new(fixture->diags);
  catalog_add_csv(catalog, "big", path, NULL);
  static const char *const first[] = { "a", NULL }, *const second[] = { "b", NULL };
  assert_non_null(catalog_table(catalog, "big", first));
  write_file(fixture, "big.csv", "a,b\n1,x\n");
  assert_null(catalog_table(catalog, "big", second));
  assert_int_equal(diag_count(fixture->diags, DIAG_ERROR), 1);
}

static void
the_films_package_is_sound(void **state)
{
  Fixture *fixture = *state;
  Package *package =
      package_load(fixture->arena, SHOLU_SOURCE_DIR "/data/film-industry", fixture->diags, NULL);
  assert_non_null(package);
  g_autoptr(Catalog) catalog = catalog_new(fixture->diags);
  catalog_add_package(catalog, package);
  catalog_validate(catalog);
  for (size_t i = 0; i < diag_total(fixture->diags); i++) {
    const Diag *diag = diag_at(fixture->diags, i);
    print_message("%s:%zu: %s\n", diag->place.file, diag->place.line, diag->message);
  }
  assert_int_equal(diag_total(fixture->diags), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
  g_setenv("TZ", "Asia/Almaty", true);
  const struct CMUnitTest tests[] = {
    TEST(schemas_are_kept),
    TEST(faults_suggest_a_remedy),
    TEST(descriptor_faults_have_places),
    TEST(texts_have_languages),
    TEST(unreadable_packages_are_errors),
    TEST(packages_are_queried),
    TEST(validation_checks_files_and_references),
    TEST(right_files_pass_validation),
    TEST(missing_files_are_reported_once),
    TEST(large_files_are_read_by_column),
    TEST(a_changed_file_is_noticed),
    TEST(the_films_package_is_sound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
