#include "core/file.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A folder of its own for each test. */
static int
make_folder(void **state)
{
  g_autofree char *made = g_dir_make_tmp("sholu-file-XXXXXX", NULL);
  char *real = realpath(made, NULL);
  *state = real;
  return real != NULL ? 0 : -1;
}

static void
remove_all(const char *path)
{
  if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
      g_autofree char *child = g_build_filename(path, name, NULL);
      remove_all(child);
    }
    g_dir_close(folder);
  }
  g_remove(path);
}

static int
remove_folder(void **state)
{
  remove_all(*state);
  free(*state);
  return 0;
}

static int
count_entries(const char *path)
{
  GDir *folder = g_dir_open(path, 0, NULL);
  int count = 0;
  while (g_dir_read_name(folder) != NULL)
    count++;
  g_dir_close(folder);
  return count;
}

static void
assert_content(const char *path, const char *expected, size_t size)
{
  g_autofree char *content = NULL;
  gsize length;
  assert_true(g_file_get_contents(path, &content, &length, NULL));
  assert_int_equal(length, size);
  assert_memory_equal(content, expected, size);
}

static void
test_replace(void **state)
{
  g_autofree char *path = g_build_filename(*state, "a", "b", "out.pdf", NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  assert_true(file_replace(path, "first", 5, NULL));
  assert_content(path, "first", 5);
  assert_true(file_replace(path, "2\0nd", 4, NULL));
  assert_content(path, "2\0nd", 4);
  assert_true(file_replace(path, NULL, 0, NULL));
  assert_content(path, "", 0);
  size_t size = 5 << 20;
  g_autofree char *big = g_malloc(size);
  memset(big, 'x', size);
  assert_true(file_replace(path, big, size, NULL));
  assert_content(path, big, size);
  assert_int_equal(count_entries(folder), 1);
}

static void
test_replace_mode(void **state)
{
  g_autofree char *path = g_build_filename(*state, "out.png", NULL);
  static const mode_t masks[] = { 022, 077, 0 };
  for (size_t i = 0; i < G_N_ELEMENTS(masks); i++) {
    mode_t before = umask(masks[i]);
    assert_true(file_replace(path, "x", 1, NULL));
    umask(before);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0644 & ~masks[i]);
  }
}

static void
test_replace_keeps_target_of_link(void **state)
{
  g_autofree char *target = g_build_filename(*state, "target", NULL);
  g_autofree char *link = g_build_filename(*state, "link", NULL);
  assert_true(file_replace(target, "old", 3, NULL));
  assert_int_equal(symlink("target", link), 0);
  assert_true(file_replace(link, "new", 3, NULL));
  assert_content(target, "old", 3);
  assert_content(link, "new", 3);
  g_autofree char *to_folder = g_build_filename(*state, "to-folder", NULL);
  assert_int_equal(symlink(".", to_folder), 0);
  assert_true(file_replace(to_folder, "new", 3, NULL));
  assert_content(to_folder, "new", 3);
}

static void
assert_replace_fails(const char *path, GFileError code)
{
  g_autoptr(GError) error = NULL;
  assert_false(file_replace(path, "new", 3, &error));
  assert_true(g_error_matches(error, G_FILE_ERROR, (gint)code));
  assert_non_null(strstr(error->message, "cannot "));
}

static void
test_replace_fails(void **state)
{
  const char *root = *state;
  g_autofree char *file = g_build_filename(root, "file", NULL);
  g_autofree char *below_file = g_build_filename(file, "x", NULL);
  g_autofree char *folder = g_build_filename(root, "folder", NULL);
  g_autofree char *pipe = g_build_filename(root, "pipe", NULL);
  g_autofree char *letters = g_strnfill(300, 'n');
  g_autofree char *too_long = g_build_filename(root, letters, NULL);
  assert_true(file_replace(file, "old", 3, NULL));
  assert_int_equal(g_mkdir(folder, 0755), 0);
  assert_int_equal(mkfifo(pipe, 0644), 0);
  /* Through a link a pipe would be lost as well (-o /dev/stdout). */
  g_autofree char *link = g_build_filename(root, "to-pipe", NULL);
  assert_int_equal(symlink("pipe", link), 0);
  assert_replace_fails(link, G_FILE_ERROR_INVAL);
  assert_replace_fails(below_file, G_FILE_ERROR_NOTDIR);
  assert_replace_fails(folder, G_FILE_ERROR_ISDIR);
  assert_replace_fails(pipe, G_FILE_ERROR_INVAL);
  assert_replace_fails("/dev/null", G_FILE_ERROR_INVAL);
  assert_replace_fails(too_long, G_FILE_ERROR_NAMETOOLONG);
  assert_content(file, "old", 3);
  assert_int_equal(count_entries(root), 4); /* nothing partial */
}

/* root/  file  sub/file  in -> sub  up -> ..  out -> /etc  dangling -> ../elsewhere/x
 *        loop -> loop  absolute -> root/sub  later -> sub/none  back -> ../<root>/sub */
static int
make_tree(void **state)
{
  if (make_folder(state) != 0)
    return -1;
  const char *top = *state;
  g_autofree char *root = g_build_filename(top, "root", NULL);
  g_autofree char *file = g_build_filename(root, "file", NULL);
  g_autofree char *sub_file = g_build_filename(root, "sub", "file", NULL);
  g_autofree char *sub = g_build_filename(root, "sub", NULL);
  g_autofree char *sibling = g_build_filename(top, "root-of-others", "file", NULL);
  const char *links[][2] = {
    { "in", "sub" },         { "up", ".." },
    { "out", "/etc" },       { "dangling", "../elsewhere/x" },
    { "loop", "loop" },      { "absolute", sub },
    { "later", "sub/none" }, { "back", "../root/sub" },
    { "chain", "in" },
  };
  if (!file_replace(file, "", 0, NULL) || !file_replace(sub_file, "", 0, NULL) ||
      !file_replace(sibling, "", 0, NULL))
    return -1;
  for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
    g_autofree char *path = g_build_filename(root, links[i][0], NULL);
    if (symlink(links[i][1], path) != 0)
      return -1;
  }
  return 0;
}

static void
test_resolve(void **state)
{
  static const struct {
    const char *base, *path;
    const char *expected; /* below root; NULL: fails */
    GFileError code;
  } cases[] = {
    { "", "file", "/file", 0 },
    { "", "sub/file", "/sub/file", 0 },
    { "", "./sub//./file", "/sub/file", 0 },
    { "", ".", "", 0 },
    { "", "sub/..", "", 0 },
    { "", "sub/../file", "/file", 0 },
    { "/sub", "../file", "/file", 0 },
    { "/sub", "file", "/sub/file", 0 },
    { "/in", "../file", "/file", 0 },
    { "", "missing", "/missing", 0 },
    { "", "new/deep/leaf.png", "/new/deep/leaf.png", 0 },
    { "", "new/../file", "/file", 0 },
    { "/new", "leaf", "/new/leaf", 0 },
    { "", "in/file", "/sub/file", 0 },
    { "", "chain/file", "/sub/file", 0 },
    { "", "absolute/file", "/sub/file", 0 },
    { "", "back/file", "/sub/file", 0 },
    { "", "later", "/sub/none", 0 },
    { "", "in/../file", "/file", 0 }, /* of the folder the link leads to */
    { "", "...", "/...", 0 },
    { "", "..file", "/..file", 0 },
    { "", "", NULL, G_FILE_ERROR_INVAL },
    { "", "/etc/passwd", NULL, G_FILE_ERROR_PERM },
    { "", "//", NULL, G_FILE_ERROR_PERM },
    { "", "..", NULL, G_FILE_ERROR_PERM },
    { "", "../root/file", NULL, G_FILE_ERROR_PERM },
    { "", "../root-of-others/file", NULL, G_FILE_ERROR_PERM },
    { "/sub", "../../x", NULL, G_FILE_ERROR_PERM },
    { "", "sub/../../x", NULL, G_FILE_ERROR_PERM },
    { "", "missing/../../x", NULL, G_FILE_ERROR_PERM },
    { "", "up", NULL, G_FILE_ERROR_PERM },
    { "", "up/root/file", NULL, G_FILE_ERROR_PERM },
    { "", "out/passwd", NULL, G_FILE_ERROR_PERM },
    { "", "dangling", NULL, G_FILE_ERROR_PERM },
    { "", "dangling/..", NULL, G_FILE_ERROR_PERM },
    { "", "loop", NULL, G_FILE_ERROR_LOOP },
    { "", "loop/x", NULL, G_FILE_ERROR_LOOP },
    { "", "file/x", NULL, G_FILE_ERROR_NOTDIR },
    { "/..", "root/file", NULL, G_FILE_ERROR_PERM },
    { "/up", "root/file", NULL, G_FILE_ERROR_PERM },
  };
  g_autoptr(Arena) arena = arena_new();
  g_autofree char *root = g_build_filename(*state, "root", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *base = g_strconcat(root, cases[i].base, NULL);
    g_autoptr(GError) error = NULL;
    char *path = file_resolve(arena, root, base, cases[i].path, &error);
    if (cases[i].expected == NULL) {
      if (path != NULL || !g_error_matches(error, G_FILE_ERROR, (gint)cases[i].code))
        fail_msg("\"%s\" gives %s, %s", cases[i].path, path, error != NULL ? error->message : "-");
      continue;
    }
    if (path == NULL)
      fail_msg("\"%s\": %s", cases[i].path, error->message);
    assert_memory_equal(path, root, strlen(root));
    assert_string_equal(path + strlen(root), cases[i].expected);
  }
}

static void
test_resolve_roots(void **state)
{
  g_autoptr(Arena) arena = arena_new();
  g_autofree char *linked = g_build_filename(*state, "root", "in", NULL);
  g_autofree char *real = g_build_filename(*state, "root", "sub", "file", NULL);
  assert_string_equal(file_resolve(arena, linked, linked, "file", NULL), real);
  assert_null(file_resolve(arena, linked, linked, "../file", NULL));
  assert_string_equal(file_resolve(arena, "/", "/", "etc/../x-none", NULL), "/x-none");
  assert_string_equal(file_resolve(arena, "/", "/", "../../x-none", NULL), "/x-none");

  g_autofree char *before = g_get_current_dir();
  g_autofree char *root = g_build_filename(*state, "root", NULL);
  assert_int_equal(g_chdir(root), 0);
  char *relative = file_resolve(arena, ".", "sub", "file", NULL);
  char *unnamed = file_resolve(arena, "", "", "sub/file", NULL);
  assert_int_equal(g_chdir(before), 0);
  assert_string_equal(relative, real);
  assert_string_equal(unnamed, real);

  g_autofree char *long_path = g_strnfill(20000, 'a');
  g_autofree char *deep = g_strnfill(20000, '/');
  memcpy(deep, "sub", 3);
  assert_null(file_resolve(arena, root, root, long_path, NULL));
  assert_non_null(file_resolve(arena, root, root, deep, NULL));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_replace, make_folder, remove_folder),
    cmocka_unit_test_setup_teardown(test_replace_mode, make_folder, remove_folder),
    cmocka_unit_test_setup_teardown(test_replace_keeps_target_of_link, make_folder, remove_folder),
    cmocka_unit_test_setup_teardown(test_replace_fails, make_folder, remove_folder),
    cmocka_unit_test_setup_teardown(test_resolve, make_tree, remove_folder),
    cmocka_unit_test_setup_teardown(test_resolve_roots, make_tree, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
