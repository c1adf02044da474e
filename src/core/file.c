#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LINKS 40

static bool
fail_errno(GError **error, int code, const char *what, const char *path)
{
  g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "cannot %s %s: %s", what,
              path, g_strerror(code));
  return false;
}

/* Writes everything and closes `fd`; 0 or an errno. */
static int
write_and_close(int fd, const char *data, size_t size)
{
  int code = 0;
  while (size > 0 && code == 0) {
    /* write() refuses more than SSIZE_MAX bytes, and Linux takes at most 2 GiB at a time. */
    ssize_t written = write(fd, data, MIN(size, (size_t)1 << 30));
    if (written >= 0) {
      data += written;
      size -= (size_t)written;
    } else if (errno != EINTR) {
      code = errno;
    }
  }
  if (code == 0 && fsync(fd) != 0)
    code = errno;
  if (close(fd) != 0 && code == 0)
    code = errno;
  return code;
}

/* Renaming over a device or a pipe, be it by a link (-o /dev/stdout), would replace it by a file. A
 * link to a file or folder is replaced, not followed. 0 or an errno. */
static int
refuse_replacing(const char *path)
{
  struct stat status, target;
  if (lstat(path, &status) != 0 || S_ISREG(status.st_mode))
    return 0;
  if (S_ISDIR(status.st_mode))
    return EISDIR;
  bool linked = S_ISLNK(status.st_mode) &&
                (stat(path, &target) != 0 || S_ISREG(target.st_mode) || S_ISDIR(target.st_mode));
  return linked ? 0 : EINVAL;
}

bool
file_replace(const char *path, const void *data, size_t size, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);
  if (g_mkdir_with_parents(folder, 0777) != 0)
    return fail_errno(error, errno, "make folder", folder);
  int refused = refuse_replacing(path);
  if (refused)
    return fail_errno(error, refused, "replace", path);

  /* Not named after `path`, whose own name may already be as long as the file system takes. */
  g_autofree char *temporary = g_build_filename(folder, ".sholu-XXXXXX", NULL);
  int fd = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0644);
  if (fd < 0)
    return fail_errno(error, errno, "write into", folder);
  int code = write_and_close(fd, data, size);
  if (code == 0 && rename(temporary, path) != 0)
    code = errno;
  if (code == 0)
    return true;
  unlink(temporary);
  return fail_errno(error, code, "write", path);
}

/* Whether resolved `path` is `root` or lies below it. */
static bool
is_below(const char *path, const char *root)
{
  size_t length = strlen(root);
  if (length == 1)
    return true; /* "/" */
  return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static bool
fail_outside(GError **error, const char *path, const char *root)
{
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_PERM, "%s leads outside %s", path, root);
  return false;
}

static bool walk(GString *at, const char *path, const char *root, int *links, GError **error);

/* Goes from folder `at` to its entry `name`, following links to their end. What does not exist is
 * taken by its name alone. */
static bool
step_into(GString *at, const char *name, int *links, GError **error)
{
  size_t folder_length = at->len;
  if (at->str[at->len - 1] != '/')
    g_string_append_c(at, '/');
  g_string_append(at, name);
  struct stat status;
  if (lstat(at->str, &status) != 0)
    return errno == ENOENT || fail_errno(error, errno, "open", at->str);
  if (!S_ISLNK(status.st_mode))
    return true;
  if (--*links < 0)
    return fail_errno(error, ELOOP, "open", at->str);
  g_autofree char *target = g_file_read_link(at->str, error);
  if (target == NULL)
    return false;
  g_string_truncate(at, folder_length);
  return walk(at, target, NULL, links, error);
}

static void
step_up(GString *at)
{
  const char *slash = strrchr(at->str, '/');
  g_string_truncate(at, slash == at->str ? 1 : (gsize)(slash - at->str));
}

/* Goes from resolved folder `at` along `path`. With a root, each step must end below it. Depth of
 * recursion is bounded by *links. */
static bool
walk(GString *at, const char *path, const char *root, int *links, GError **error)
{
  if (path[0] == '/')
    g_string_assign(at, "/");
  g_auto(GStrv) names = g_strsplit(path, "/", -1);
  for (char **name = names; *name != NULL; name++) {
    if (**name == '\0' || strcmp(*name, ".") == 0)
      continue;
    if (strcmp(*name, "..") == 0)
      step_up(at);
    else if (!step_into(at, *name, links, error))
      return false;
    if (root != NULL && !is_below(at->str, root))
      return fail_outside(error, path, root);
  }
  return true;
}

/* Absolute and free of links; NULL on failure. */
static GString *
resolve_folder(const char *folder, GError **error)
{
  g_autofree char *current = g_get_current_dir();
  GString *at = g_string_new("/");
  int links = MAX_LINKS;
  if (walk(at, current, NULL, &links, error) && walk(at, folder, NULL, &links, error))
    return at;
  g_string_free(at, TRUE);
  return NULL;
}

char *
file_resolve(Arena *arena, const char *root, const char *base, const char *path, GError **error)
{
  if (path[0] == '\0') {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "a file name is empty");
    return NULL;
  }
  if (path[0] == '/') {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_PERM, "%s is absolute; only files below %s", path,
                root);
    return NULL;
  }
  g_autoptr(GString) top = resolve_folder(root, error);
  g_autoptr(GString) at = top != NULL ? resolve_folder(base, error) : NULL;
  if (at == NULL)
    return NULL;
  if (!is_below(at->str, top->str)) {
    fail_outside(error, base, root);
    return NULL;
  }
  int links = MAX_LINKS;
  return walk(at, path, top->str, &links, error) ? arena_strndup(arena, at->str, at->len) : NULL;
}

char *
file_resolve_linked(Arena *arena, const char *root, const char *base, const char *path,
                    GError **error)
{
  g_autofree char *top = g_canonicalize_filename(root, NULL);
  g_autofree char *folder = g_canonicalize_filename(base, NULL);
  g_autofree char *file = g_canonicalize_filename(path, folder);
  if (path[0] == '/' || !is_below(file, top)) {
    fail_outside(error, path, root);
    return NULL;
  }
  return arena_strdup(arena, file);
}
