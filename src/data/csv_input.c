/* A file or text, block by block, as sound UTF-8. UTF-8 without faults is passed on as it was read;
 * everything else is converted or cleaned block by block. */
#include "data/csv_private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  MAX_CARRY = 4,
  MAX_REPORTS = 1000, /* each looks for its line */
};

struct CsvInput {
  int descriptor; /* -1: text */
  const char *text;
  size_t length, position;
  bool ended;
  const char *shown, *encoding;
  DiagList *diags;
  char *buffer; /* MAX_CARRY bytes that the block before left, then a block */
  size_t carried;
  char carry[MAX_CARRY];
  bool begun, first;
  size_t reports;
  enum { ENCODING_OPEN, ENCODING_UTF8, ENCODING_OTHER } state;
  Transcoder *transcoder;
  GString *clean; /* of the present block, where it had to be changed */
};

static CsvInput *
input_new(void)
{
  CsvInput *input = g_new0(CsvInput, 1);
  input->descriptor = -1;
  input->clean = g_string_new(NULL);
  return input;
}

static void
set_error(GError **error, const char *path)
{
  int code = errno;
  g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s: %s", path,
              g_strerror(code));
}

CsvInput *
csv_input_open(const char *path, GError **error)
{
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  struct stat status;

  if (descriptor < 0 || fstat(descriptor, &status) != 0) {
    set_error(error, path);
    if (descriptor >= 0)
      close(descriptor);
    return NULL;
  }
  if (!S_ISREG(status.st_mode)) {
    close(descriptor);
    errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    set_error(error, path);
    return NULL;
  }
  posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  CsvInput *input = input_new();
  input->descriptor = descriptor;
  input->length = (size_t)status.st_size;
  input->shown = path;
  input->buffer = g_malloc(MAX_CARRY + CSV_BLOCK);
  return input;
}

CsvInput *
csv_input_new(const char *text, size_t length)
{
  CsvInput *input = input_new();
  input->text = text;
  input->length = length;
  return input;
}

void
csv_input_free(CsvInput *input)
{
  if (!input)
    return;
  if (input->descriptor >= 0)
    close(input->descriptor);
  transcoder_free(input->transcoder);
  g_string_free(input->clean, true);
  g_free(input->buffer);
  g_free(input);
}

void
csv_input_configure(CsvInput *input, const char *shown, const char *encoding, DiagList *diags)
{
  input->shown = shown;
  input->encoding = encoding;
  input->diags = diags;
}

size_t
csv_input_length(const CsvInput *input)
{
  return input->length;
}

bool
csv_input_rewind(CsvInput *input)
{
  if (input->descriptor >= 0 && lseek(input->descriptor, 0, SEEK_SET) != 0)
    return false;
  input->position = 0;
  input->carried = 0;
  input->ended = false;
  input->begun = false;
  input->state = ENCODING_OPEN;
  g_clear_pointer(&input->transcoder, transcoder_free);
  return true;
}

/* The next raw block, after the bytes carried over; empty at the end. */
static bool
read_block(CsvInput *input, const char **bytes, size_t *size, GError **error)
{
  if (input->descriptor < 0) {
    size_t start = input->position - input->carried;
    input->position = MIN(input->position + CSV_BLOCK, input->length);
    input->ended = input->position == input->length;
    *bytes = input->text + start;
    *size = input->position - start;
    return true;
  }
  char *start = input->buffer + MAX_CARRY - input->carried;
  memcpy(start, input->carry, input->carried);
  size_t filled = 0;
  while (filled < CSV_BLOCK && !input->ended) {
    ssize_t count = read(input->descriptor, input->buffer + MAX_CARRY + filled, CSV_BLOCK - filled);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0) {
      set_error(error, input->shown);
      return false;
    }
    input->ended = count == 0;
    filled += (size_t)count;
  }
  *bytes = start;
  *size = input->carried + filled;
  return true;
}

/* Keeps the last `count` bytes, the beginning of a character, for the next block. */
static void
carry_over(CsvInput *input, const char *bytes, size_t size, size_t count)
{
  input->carried = count;
  memcpy(input->carry, bytes + size - count, count);
}

/* One fault at byte `offset` of a block that starts on `line`. */
static void
report(CsvInput *input, size_t line, const char *text, size_t offset, DiagSeverity severity,
       const char *code, const char *hint, const char *message)
{
  if (!input->diags || input->reports++ >= MAX_REPORTS)
    return;
  size_t start = offset;
  while (start > 0 && text[start - 1] != '\n' && text[start - 1] != '\r')
    start--;
  Place place = place_of_file(input->shown);
  place.line = line + count_lines(text, start);
  if (start > 0 || line == 1) { /* else the line began in an earlier block */
    place.column = 1;
    for (size_t i = start; i < offset; i++)
      place.column += ((unsigned char)text[i] & 0xC0) != 0x80;
  }
  diag_add(input->diags, severity, code, place, hint, "%s", message);
}

static void
use_encoding(CsvInput *input, const char *encoding)
{
  input->state = ENCODING_UTF8;
  if (strcmp(encoding, "UTF-8") == 0)
    return;
  input->transcoder = transcoder_new(encoding);
  if (input->transcoder)
    input->state = ENCODING_OTHER;
}

/* UTF-8 under any of its spellings? */
static bool
is_utf8_name(const char *name)
{
  char plain[8];
  size_t length = 0;
  for (; *name && length < sizeof plain - 1; name++)
    if (g_ascii_isalnum(*name))
      plain[length++] = g_ascii_tolower(*name);
  plain[length] = '\0';
  return *name == '\0' && (strcmp(plain, "utf8") == 0 || strcmp(plain, "utf8sig") == 0 ||
                           strcmp(plain, "ascii") == 0 || strcmp(plain, "usascii") == 0);
}

/* At the first block: the declared encoding, or what a byte order mark says. */
static void
begin(CsvInput *input, const char **bytes, size_t *size)
{
  size_t mark;
  const char *marked = encoding_of_mark((const unsigned char *)*bytes, *size, &mark);

  input->begun = true;
  if (input->encoding) {
    use_encoding(input, is_utf8_name(input->encoding) ? "UTF-8" : input->encoding);
    if (input->state == ENCODING_UTF8 && !is_utf8_name(input->encoding)) {
      g_autofree char *message = g_strdup_printf("the encoding \"%s\" is unknown", input->encoding);
      report(input, 1, "", 0, DIAG_ERROR, "encoding-error",
             "declare utf-8, windows-1251, utf-16 or another name that ICU knows", message);
      input->state = ENCODING_OPEN;
    }
  }
  if (input->state == ENCODING_OPEN && marked)
    use_encoding(input, marked);
  bool same_mark = marked && (input->state == ENCODING_UTF8 ? strcmp(marked, "UTF-8") == 0
                                                            : strcmp(marked, "UTF-8") != 0);
  if (same_mark && (input->state == ENCODING_UTF8 || !input->encoding)) {
    *bytes += mark;
    *size -= mark;
  }
}

/* Text without an encoding that turns out not to be UTF-8: if hardly any of it is, it is in another
 * encoding; else single bytes are faulty. */
static void
settle_encoding(CsvInput *input, size_t line, const char *bytes, size_t size,
                const Utf8Count *count)
{
  if (count->invalid == 0 && count->nuls <= size / 8) {
    if (count->valid > 0)
      input->state = ENCODING_UTF8;
    return;
  }
  input->state = ENCODING_UTF8;
  if (count->valid > 4 * count->invalid && count->nuls <= size / 8)
    return;
  const char *guess = encoding_guess((const unsigned char *)bytes, size);
  g_autofree char *message =
      g_strdup_printf("the text is not UTF-8 and is read as %s, which is a guess", guess);
  g_autofree char *hint = g_strdup_printf("declare \"encoding\": \"%s\" if that is right", guess);
  report(input, line, "", 0, DIAG_WARNING, "encoding-error", hint, message);
  use_encoding(input, guess);
}

/* Copies the block without NULs and with U+FFFD for what is not UTF-8, and reports both. */
static void
clean_block(CsvInput *input, size_t line, const char *text, size_t size)
{
  const char *end = text + size;
  g_string_truncate(input->clean, 0);

  for (const char *at = text; at < end;) {
    const char *bad;
    if (g_utf8_validate_len(at, (gsize)(end - at), &bad))
      bad = end;
    g_string_append_len(input->clean, at, bad - at);
    at = bad;
    if (at == end)
      break;
    if (*at == '\0') {
      report(input, line, text, (size_t)(at - text), DIAG_ERROR, "source-error",
             "is this a CSV file, and is its encoding declared?", "there is a NUL byte here");
    } else {
      g_autofree char *message =
          g_strdup_printf("the byte 0x%02X is not valid UTF-8 here", (unsigned char)*at);
      report(input, line, text, (size_t)(at - text), DIAG_ERROR, "encoding-error",
             "declare the file's encoding, or save it as UTF-8", message);
      g_string_append(input->clean, "\xEF\xBF\xBD");
    }
    at++;
  }
}

static bool
next_utf8(CsvInput *input, size_t line, const char *bytes, size_t size, const Utf8Count *count,
          const char **text, size_t *length)
{
  size_t whole = input->ended ? size : count->whole;
  bool cut = input->ended && count->whole < size; /* the file ends within a character */

  carry_over(input, bytes, size, size - whole);
  *text = bytes;
  *length = whole;
  if (count->invalid > 0 || count->nuls > 0 || cut) {
    clean_block(input, line, bytes, whole);
    *text = input->clean->str;
    *length = input->clean->len;
  }
  return true;
}

/* Where the converter put U+FFFD there was a fault, unless the source had that character. */
static void
report_replaced(CsvInput *input, size_t line, size_t count)
{
  const char *text = input->clean->str, *at = text;
  for (; count > 0 && (at = strstr(at, "\xEF\xBF\xBD")); at += 3, count--)
    report(input, line, text, (size_t)(at - text), DIAG_ERROR, "encoding-error",
           "declare the file's right encoding", "these bytes mean nothing in the file's encoding");
}

static void
drop_nuls(CsvInput *input, size_t line)
{
  GString *clean = input->clean;
  size_t kept = 0;

  for (size_t i = 0; i < clean->len; i++)
    if (clean->str[i] == '\0')
      report(input, line, clean->str, i, DIAG_ERROR, "source-error",
             "is this a CSV file, and is its encoding the declared one?",
             "there is a NUL character here");
  for (size_t i = 0; i < clean->len; i++)
    if (clean->str[i] != '\0')
      clean->str[kept++] = clean->str[i];
  g_string_truncate(clean, kept);
}

static bool
next_converted(CsvInput *input, size_t line, const char *bytes, size_t size, const char **text,
               size_t *length)
{
  GString *clean = input->clean;
  g_string_truncate(clean, 0);
  input->carried = 0;
  size_t replaced = transcoder_convert(input->transcoder, bytes, size, input->ended, clean);
  if (input->first && g_str_has_prefix(clean->str, "\xEF\xBB\xBF"))
    g_string_erase(clean, 0, 3);
  if (memchr(clean->str, 0, clean->len))
    drop_nuls(input, line);
  if (replaced > 0)
    report_replaced(input, line, replaced);
  *text = clean->str;
  *length = clean->len;
  return true;
}

bool
csv_input_next(CsvInput *input, size_t line, const char **text, size_t *size, GError **error)
{
  const char *bytes;
  size_t count;

  if (input->ended || !read_block(input, &bytes, &count, error))
    return false;
  input->first = !input->begun;
  if (input->first)
    begin(input, &bytes, &count);
  if (input->state == ENCODING_OTHER)
    return next_converted(input, line, bytes, count, text, size);
  Utf8Count found = utf8_count((const unsigned char *)bytes, count);
  if (input->state == ENCODING_OPEN)
    settle_encoding(input, line, bytes, count, &found);
  if (input->state == ENCODING_OTHER)
    return next_converted(input, line, bytes, count, text, size);
  return next_utf8(input, line, bytes, count, &found, text, size);
}
