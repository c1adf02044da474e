#include "data/csv_private.h"

#include <unicode/ucnv.h>

const char *
encoding_of_mark(const unsigned char *bytes, size_t size, size_t *length)
{
  static const struct {
    unsigned char bytes[4];
    size_t length;
    const char *encoding;
  } marks[] = {
    { { 0xEF, 0xBB, 0xBF }, 3, "UTF-8" },
    { { 0xFF, 0xFE, 0x00, 0x00 }, 4, "UTF-32LE" },
    { { 0x00, 0x00, 0xFE, 0xFF }, 4, "UTF-32BE" },
    { { 0xFF, 0xFE }, 2, "UTF-16LE" },
    { { 0xFE, 0xFF }, 2, "UTF-16BE" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (size >= marks[i].length && memcmp(bytes, marks[i].bytes, marks[i].length) == 0) {
      *length = marks[i].length;
      return marks[i].encoding;
    }
  *length = 0;
  return NULL;
}

/* In Cyrillic text the letters beyond ASCII stand side by side, in Western text they are alone. */
static const char *
guess_code_page(const unsigned char *bytes, size_t size)
{
  size_t paired = 0, alone = 0;
  for (size_t i = 0; i < size; i++) {
    if (bytes[i] < 0xC0)
      continue;
    bool before = i > 0 && bytes[i - 1] >= 0xC0, after = i + 1 < size && bytes[i + 1] >= 0xC0;
    if (before || after)
      paired++;
    else
      alone++;
  }
  return paired > alone ? "windows-1251" : "windows-1252";
}

const char *
encoding_guess(const unsigned char *bytes, size_t size)
{
  size_t even = 0, odd = 0;
  for (size_t i = 0; i < size; i++)
    if (bytes[i] == 0)
      *(i % 2 ? &odd : &even) += 1;
  if (odd > size / 8 && even < odd / 8)
    return "UTF-16LE";
  if (even > size / 8 && odd < even / 8)
    return "UTF-16BE";
  return guess_code_page(bytes, size);
}

/* Bytes of the sequence at `bytes`, or 0 if it is not UTF-8 (RFC 3629); *cut when only the end of
 * the text is in its way. */
static inline size_t
sequence_length(const unsigned char *bytes, size_t size, bool *cut)
{
  static const struct {
    unsigned char first, last, low, high; /* of the lead, and of the byte after it */
    size_t length;
  } forms[] = {
    { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 }, { 0xE1, 0xEC, 0x80, 0xBF, 3 },
    { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 }, { 0xF0, 0xF0, 0x90, 0xBF, 4 },
    { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 },
  };
  *cut = false;
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
    if (bytes[0] < forms[i].first || bytes[0] > forms[i].last)
      continue;
    for (size_t k = 1; k < forms[i].length; k++) {
      if (k == size) {
        *cut = true;
        return 0;
      }
      unsigned char low = k == 1 ? forms[i].low : 0x80, high = k == 1 ? forms[i].high : 0xBF;
      if (bytes[k] < low || bytes[k] > high)
        return 0;
    }
    return forms[i].length;
  }
  return 0;
}

static inline bool
is_ascii_word(const unsigned char *bytes)
{
  uint64_t words[4];
  memcpy(words, bytes, sizeof words);
  return ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u) == 0;
}

Utf8Count
utf8_count(const unsigned char *bytes, size_t size)
{
  Utf8Count count = { .whole = size };
  size_t i = 0;

  while (i < size) {
    if (i + 32 <= size && is_ascii_word(bytes + i)) {
      i += 32;
      continue;
    }
    size_t end = MIN(i + 32, size);
    while (i < end) {
      bool cut;
      if (bytes[i] < 0x80) {
        i++;
        continue;
      }
      size_t length = sequence_length(bytes + i, size - i, &cut);
      if (cut) {
        count.whole = i;
        i = size;
      } else if (length == 0) {
        count.invalid++;
        i++;
      } else {
        count.valid++;
        i += length;
      }
    }
  }
  for (const unsigned char *nul = bytes; (nul = memchr(nul, 0, (size_t)(bytes + size - nul)));
       nul++)
    count.nuls++;
  return count;
}

struct Transcoder {
  UConverter *from, *to;
  UChar pivot[4096];
  UChar *pivot_source, *pivot_target;
  bool begun;
  size_t replaced;
};

static void
count_replaced(const void *context, UConverterToUnicodeArgs *arguments, const char *bytes,
               int32_t length, UConverterCallbackReason reason, UErrorCode *status)
{
  Transcoder *transcoder = (Transcoder *)(uintptr_t)context;
  if (reason <= UCNV_IRREGULAR)
    transcoder->replaced++;
  UCNV_TO_U_CALLBACK_SUBSTITUTE(NULL, arguments, bytes, length, reason, status);
}

Transcoder *
transcoder_new(const char *encoding)
{
  UErrorCode status = U_ZERO_ERROR;
  Transcoder *transcoder = g_new0(Transcoder, 1);

  transcoder->from = ucnv_open(encoding, &status);
  transcoder->to = ucnv_open("UTF-8", &status);
  if (U_SUCCESS(status))
    ucnv_setToUCallBack(transcoder->from, count_replaced, transcoder, NULL, NULL, &status);
  if (U_FAILURE(status)) {
    transcoder_free(transcoder);
    return NULL;
  }
  return transcoder;
}

void
transcoder_free(Transcoder *transcoder)
{
  if (!transcoder)
    return;
  ucnv_close(transcoder->from);
  ucnv_close(transcoder->to);
  g_free(transcoder);
}

size_t
transcoder_convert(Transcoder *transcoder, const char *bytes, size_t size, bool last, GString *out)
{
  char buffer[8192];
  const char *source = bytes, *end = bytes + size;
  UErrorCode status;

  transcoder->replaced = 0;
  if (!transcoder->begun)
    transcoder->pivot_source = transcoder->pivot_target = transcoder->pivot;
  do {
    char *target = buffer;
    status = U_ZERO_ERROR;
    ucnv_convertEx(transcoder->to, transcoder->from, &target, buffer + sizeof buffer, &source, end,
                   transcoder->pivot, &transcoder->pivot_source, &transcoder->pivot_target,
                   transcoder->pivot + G_N_ELEMENTS(transcoder->pivot), !transcoder->begun, last,
                   &status);
    transcoder->begun = true;
    g_string_append_len(out, buffer, target - buffer);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return transcoder->replaced;
}
