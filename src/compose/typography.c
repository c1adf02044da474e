#include "compose/typography_private.h"

#include <string.h>

#define NO_BREAK 0x00a0
#define NARROW 0x202f
#define MINUS 0x2212
#define EN_DASH 0x2013
#define EM_DASH 0x2014
#define ELLIPSIS 0x2026
#define APOSTROPHE 0x2019

/* Quotations nest so deep at most, and words are looked at so far. */
enum { LEVELS = 2, WORD_LENGTH = 48 };

typedef struct Quotes {
  gunichar open, close;
} Quotes;

typedef struct Customs {
  const char *language;
  Quotes quotes[LEVELS];     /* outer, inner */
  bool single_quotes;        /* does ' quote? Else it is an apostrophe */
  gunichar group;            /* between groups of digits; 0: a space stays one */
  const char *const *units;  /* that stay with the number before them; months among them */
  const char *const *words;  /* that stay with the word after them */
  const char *const *behind; /* that stay with the word before them */
} Customs;

static const char *const NO_WORDS[] = { NULL };
static const char *const ENGLISH_UNITS[] = {
  "million",   "billion",  "trillion", "thousand", "bn",  "mn",   "km",   "kg",
  "t",         "m",        "cm",       "mm",       "ha",  "°C",   "%",    "per",
  "january",   "february", "march",    "april",    "may", "june", "july", "august",
  "september", "october",  "november", "december", NULL,
};
static const char *const RUSSIAN_UNITS[] = {
  "%",          "‰",        "тыс",     "млн",    "млрд",    "трлн", "тысяч", "миллионов",
  "миллиардов", "тенге",    "долл",    "руб",    "г",       "гг",   "км",    "кг",
  "м",          "см",       "мм",      "т",      "га",      "ед",   "чел",   "п.п",
  "°C",         "января",   "февраля", "марта",  "апреля",  "мая",  "июня",  "июля",
  "августа",    "сентября", "октября", "ноября", "декабря", NULL,
};
/* Short prepositions and conjunctions, and what is shortened: "млн тенге", "долл. США", "т. е.". */
static const char *const RUSSIAN_WORDS[] = {
  "в",     "к",    "с",    "о",     "у",    "и",     "а",     "я",     "№",   "§",    "тыс.",
  "млн",   "млн.", "млрд", "млрд.", "трлн", "долл.", "т.",    "им.",   "см.", "стр.", "рис.",
  "табл.", "гл.",  "п.",   "ст.",   "ул.",  "пр.",   "проф.", "акад.", NULL,
};
static const char *const RUSSIAN_BEHIND[] = { "же", "ли", "бы", NULL };
static const char *const KAZAKH_UNITS[] = {
  "%",     "мың",      "млн",   "млрд",   "трлн",      "миллион", "миллиард", "теңге",
  "ж",     "жж",       "км",    "кг",     "м",         "т",       "га",       "адам",
  "°C",    "қаңтар",   "ақпан", "наурыз", "сәуір",     "мамыр",   "маусым",   "шілде",
  "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан", NULL,
};
static const char *const KAZAKH_WORDS[] = { "млн", "млрд", "трлн", "ақш", "№", "§", NULL };
static const char *const KAZAKH_BEHIND[] = { "да", "де", "та", "те", "ма", "ме",
                                             "ба", "бе", "па", "пе", "қ.", NULL };
static const char *const NUMBER_SIGNS[] = { "№", "§", "No.", NULL };

/* The first is every other language's. */
static const Customs CUSTOMS[] = {
  { "en", { { 0x201c, 0x201d }, { 0x2018, 0x2019 } }, true, 0, ENGLISH_UNITS, NO_WORDS, NO_WORDS },
  { "ru",
    { { 0xab, 0xbb }, { 0x201e, 0x201c } },
    false,
    NARROW,
    RUSSIAN_UNITS,
    RUSSIAN_WORDS,
    RUSSIAN_BEHIND },
  { "kk",
    { { 0xab, 0xbb }, { 0x201e, 0x201c } },
    false,
    NARROW,
    KAZAKH_UNITS,
    KAZAKH_WORDS,
    KAZAKH_BEHIND },
};

typedef struct Setter {
  const Customs *customs;
  TextRuns runs;
  size_t run;     /* that is being set */
  const char *at; /* in its text */
  GString *out;
  gunichar before;        /* the last character that was set; 0: none */
  char word[WORD_LENGTH]; /* what was set since the last space */
  size_t length;          /* of word */
  unsigned open;          /* quotations that are open */
  const char *language;   /* of the run; NULL: the paragraph's */
  unsigned open_outside;  /* while words in another language are set: around them */
} Setter;

static const Customs *
customs_of(const char *language)
{
  for (size_t i = 0; i < G_N_ELEMENTS(CUSTOMS); i++) {
    size_t length = strlen(CUSTOMS[i].language);
    if (g_ascii_strncasecmp(language, CUSTOMS[i].language, length) == 0 &&
        !g_ascii_isalnum(language[length]))
      return &CUSTOMS[i];
  }
  return &CUSTOMS[0];
}

static bool
is_literal(const TextRun *run)
{
  return run->literal || run->note || run->style & STYLE_CODE;
}

static bool
is_space(gunichar c)
{
  return c == 0 || g_unichar_isspace(c) || c == NO_BREAK || c == NARROW;
}

/* ---- looking around ---- */

/* Copies what comes up to the next space, over the borders of runs, at most size - 1 bytes. */
static void
peek_word(const Setter *setter, const char *from, char *word, size_t size)
{
  size_t length = 0;
  const char *at = from;
  for (size_t run = setter->run; length + 6 < size; at = g_utf8_next_char(at)) {
    while (*at == '\0') {
      if (++run >= setter->runs.count || setter->runs.items[run].line_break)
        goto end;
      at = setter->runs.items[run].text;
    }
    gunichar c = g_utf8_get_char(at);
    if (is_space(c))
      break;
    length += (size_t)g_unichar_to_utf8(c, word + length);
  }
end:
  word[length] = '\0';
}

static gunichar
next_of(const Setter *setter, const char *from)
{
  char word[16];
  peek_word(setter, from, word, sizeof word);
  return *word ? g_utf8_get_char(word) : 0;
}

/* Does the list hold the text, whatever its case? */
static bool
holds(const char *const *list, const char *text)
{
  g_autofree char *lower = g_utf8_strdown(text, -1);
  for (; *list; list++) {
    if (strcmp(*list, lower) == 0 || strcmp(*list, text) == 0)
      return true;
  }
  return false;
}

static const char *
skip_openers(const char *word)
{
  while (*word && g_unichar_ispunct(g_utf8_get_char(word)) && !g_str_has_prefix(word, "№") &&
         !g_str_has_prefix(word, "§"))
    word = g_utf8_next_char(word);
  return word;
}

static size_t
digits_at(const char *text)
{
  return strspn(text, "0123456789");
}

/* Digits at the end of what was set since the last space, back to a group's border. */
static size_t
digits_before(const Setter *setter)
{
  size_t count = 0;
  while (count < setter->length && g_ascii_isdigit(setter->word[setter->length - 1 - count]))
    count++;
  return count;
}

static bool
ends_with_group(const Setter *setter)
{
  static const char BORDER[] = "\xe2\x80\xaf";
  size_t digits = digits_before(setter), border = sizeof BORDER - 1;
  return digits == 3 && setter->length >= digits + border &&
         memcmp(setter->word + setter->length - digits - border, BORDER, border) == 0;
}

/* ---- spaces ---- */

/* "12 345": the space between digits that make one number. */
static bool
is_grouping(const Setter *setter, const char *next)
{
  size_t digits = digits_before(setter);
  gunichar c = digits < setter->length
                   ? (gunichar)(unsigned char)setter->word[setter->length - 1 - digits]
                   : ' ';
  bool starts = digits >= 1 && digits <= 3 && c != ',' && c != '.';
  return (starts || ends_with_group(setter)) && digits_at(next) == 3;
}

/* Does the list hold the word, with or without the marks after it? */
static bool
holds_bare(const char *const *list, const char *word)
{
  g_autofree char *bare = g_strdup(word);
  if (holds(list, word))
    return true;
  for (size_t length = strlen(bare); length > 0 && strchr(".,;:!?)", bare[length - 1]); length--)
    bare[length - 1] = '\0';
  return holds(list, bare);
}

static bool
is_unit(const Setter *setter, const char *next)
{
  if (!digits_before(setter) || !*next)
    return false;
  return *next == '%' || g_unichar_type(g_utf8_get_char(next)) == G_UNICODE_CURRENCY_SYMBOL ||
         holds_bare(setter->customs->units, next);
}

static bool
is_initial(const char *word)
{
  return *word && g_unichar_isupper(g_utf8_get_char(word)) && *g_utf8_next_char(word) == '.';
}

/* "А. Б. Иванов", "Иванов А. Б." */
static bool
is_name(const char *word, const char *next)
{
  if (!g_unichar_isupper(g_utf8_get_char(word)))
    return false;
  gunichar last = g_utf8_get_char(g_utf8_prev_char(word + strlen(word)));
  return (is_initial(word) && g_unichar_isupper(g_utf8_get_char(next))) ||
         (g_unichar_isalpha(last) && is_initial(next));
}

/* What a space becomes. */
static gunichar
set_space(const Setter *setter, const char *after)
{
  char next[WORD_LENGTH];
  peek_word(setter, after, next, sizeof next);
  const char *word = skip_openers(setter->word);
  static const char *const DASHES[] = { "—", "–", "--", "---", NULL };
  if (setter->customs->group && is_grouping(setter, next))
    return setter->customs->group;
  bool dash = holds(DASHES, setter->word), digit = g_ascii_isdigit(*next);
  bool keeps = is_unit(setter, next) || holds(setter->customs->words, word) ||
               holds_bare(setter->customs->behind, next) ||
               ((dash || holds(NUMBER_SIGNS, word)) && digit) || is_name(word, next) ||
               (setter->length > 0 && holds(DASHES, next));
  return keeps ? NO_BREAK : ' ';
}

/* ---- quotes and dashes ---- */

static bool
opens(const Setter *setter, gunichar next)
{
  static const char OPENERS[] = "([{/-";
  gunichar c = setter->before;
  bool start = is_space(c) || (c < 128 && strchr(OPENERS, (int)c)) || c == EM_DASH ||
               c == EN_DASH || c == 0xab || c == 0x201c || c == 0x201e || c == 0x2018;
  return start && !is_space(next);
}

static gunichar
set_double_quote(Setter *setter, gunichar next)
{
  const Quotes *quotes = setter->customs->quotes;
  if (opens(setter, next)) {
    setter->open++;
    return quotes[MIN(setter->open, LEVELS) - 1].open;
  }
  if (setter->open == 0)
    return g_unichar_isdigit(setter->before) ? '"' : quotes[0].close;
  setter->open--;
  return quotes[MIN(setter->open, LEVELS - 1)].close;
}

/* ’90s and rock ’n’ roll have an apostrophe; quotations inside quotations have ‘ ’. */
static gunichar
set_single_quote(const Setter *setter, gunichar next)
{
  bool quote = setter->customs->single_quotes && opens(setter, next) && !g_unichar_isdigit(next);
  return quote ? setter->customs->quotes[1].open : APOSTROPHE;
}

/* Hyphens in a row: two are an en dash, three an em dash, but for "--option". */
static gunichar
set_hyphens(const Setter *setter, size_t count, gunichar next)
{
  bool apart = is_space(setter->before);
  static const char OPENERS[] = "([{=<>";
  bool sign = apart || (setter->before < 128 && strchr(OPENERS, (int)setter->before));
  if (count == 1)
    return sign && g_unichar_isdigit(next) ? MINUS : '-';
  if (count == 2 && !(apart && g_unichar_isalpha(next)))
    return EN_DASH;
  return count == 3 ? EM_DASH : 0;
}

/* ---- a paragraph ---- */

static void
put(Setter *setter, gunichar c)
{
  g_string_append_unichar(setter->out, c);
  setter->before = c;
  if ((is_space(c) && c != NARROW) || setter->length + 7 > WORD_LENGTH)
    setter->length = 0;
  if (!is_space(c) || c == NARROW)
    setter->length += (size_t)g_unichar_to_utf8(c, setter->word + setter->length);
  setter->word[setter->length] = '\0';
}

static void
put_text(Setter *setter, const char *text, size_t length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char(at))
    put(setter, g_utf8_get_char(at));
}

/* An address at the start of a word: its length in this run, else 0. */
static size_t
address_length(const Setter *setter)
{
  if (!is_space(setter->before))
    return 0;
  size_t length = strcspn(setter->at, " \t\r\n");
  g_autofree char *word = g_strndup(setter->at, MIN(length, 2000));
  const char *at = strchr(word, '@');
  bool address = strstr(word, "://") || g_str_has_prefix(word, "www.") || (at && strchr(at, '.'));
  return address ? length : 0;
}

/* Sets what stands at the place; how many bytes of it were taken. */
static size_t
set_one(Setter *setter)
{
  const char *at = setter->at;
  size_t hyphens = strspn(at, "-"), dots = strspn(at, "."), address = address_length(setter);
  if (address) {
    put_text(setter, at, address);
    return address;
  }
  if (hyphens) {
    gunichar dash = set_hyphens(setter, hyphens, next_of(setter, at + hyphens));
    if (dash)
      put(setter, dash);
    else
      put_text(setter, at, hyphens);
    return hyphens;
  }
  if (dots == 3) {
    put(setter, ELLIPSIS);
    return dots;
  }
  if (*at == '"')
    put(setter, set_double_quote(setter, next_of(setter, at + 1)));
  else if (*at == '\'')
    put(setter, set_single_quote(setter, next_of(setter, at + 1)));
  else if (*at == ' ' && at[1] != ' ')
    put(setter, set_space(setter, at + 1));
  else
    put(setter, g_utf8_get_char(at));
  return (size_t)(g_utf8_next_char(at) - at);
}

/* Dots in a longer row are none of an ellipsis; they are passed over together. */
static void
set_run(Setter *setter, const TextRun *run)
{
  setter->at = run->text;
  if (run->escaped && *setter->at) {
    put(setter, g_utf8_get_char(setter->at));
    setter->at = g_utf8_next_char(setter->at);
  }
  while (*setter->at) {
    size_t dots = strspn(setter->at, ".");
    if (dots > 3) {
      put_text(setter, setter->at, dots);
      setter->at += dots;
    } else {
      setter->at += set_one(setter);
    }
  }
}

/* Words in another language have its customs, and quotations of their own. */
static void
set_language(Setter *setter, const Composer *composer)
{
  const char *language = setter->runs.items[setter->run].language;
  if (language == setter->language)
    return;
  if (!setter->language)
    setter->open_outside = setter->open;
  setter->open = language ? 0 : setter->open_outside;
  setter->language = language;
  setter->customs = customs_of(language ? language : composer->voice.language);
}

TextRuns
runs_typeset(const Composer *composer, TextRuns runs)
{
  TextRun *items = arena_dup(composer->arena, runs.items, runs.count * sizeof(TextRun));
  g_autoptr(GString) out = g_string_new(NULL);
  Setter setter = { .customs = customs_of(composer->voice.language), .runs = runs, .out = out };
  for (size_t i = 0; i < runs.count; i++) {
    setter.run = i;
    set_language(&setter, composer);
    g_string_truncate(out, 0);
    if (items[i].line_break) {
      put(&setter, ' ');
    } else if (is_literal(&items[i])) {
      put_text(&setter, items[i].text, strlen(items[i].text));
    } else {
      set_run(&setter, &items[i]);
      items[i].text = arena_strndup(composer->arena, out->str, out->len);
    }
  }
  return (TextRuns){ items, runs.count };
}

const char *
text_typeset(const Composer *composer, const char *text)
{
  if (!text)
    return NULL;
  const TextRun run = { .text = text };
  return runs_typeset(composer, (TextRuns){ &run, 1 }).items[0].text;
}
