#include "core/locale.h"

#include "core/locale_private.h"

#include <string.h>

#define MAX_TAG 64
#define MAX_CACHED 1000

static const Locale english = {
  .tag = "en",
  .decimal = ".",
  .group = ",",
  .min_grouping = 1,
  .group_size = { 3, 3 },
  .minus = "\u2212",
  .percent = "%",
  .currency_prefix = "$",
  .currency_suffix = "",
  .nan = "NaN",
  .months = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
              "October", "November", "December" },
  .short_months = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec" },
  .day_months = { "January", "February", "March", "April", "May", "June", "July", "August",
                  "September", "October", "November", "December" },
  .day_short_months = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                        "Dec" },
  .days = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" },
  .short_days = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" },
  .am_pm = { "AM", "PM" },
  .date_time = "%x, %X",
  .date = "%-m/%-d/%Y",
  .time = "%-I:%M:%S %p",
};

const Locale *
locale_default(void)
{
  return &english;
}

/* Languages loaded so far, by the tag asked for; what is unknown is not kept. Locales are shared by
 * all threads and never freed, so callers may hold them. */
static GMutex cache_lock;
static GHashTable *cache;
static Arena *cache_arena;

static const Locale *
load_cached(const char *tag)
{
  if (cache == NULL) {
    cache = g_hash_table_new(g_str_hash, g_str_equal);
    cache_arena = arena_new();
  }
  const Locale *locale = g_hash_table_lookup(cache, tag);
  /* Only a caller that invents endless regions and variants can fill it. */
  if (locale != NULL || g_hash_table_size(cache) >= MAX_CACHED)
    return locale;
  locale = locale_load(cache_arena, tag);
  if (locale != NULL)
    g_hash_table_insert(cache, (gpointer)locale->tag, (gpointer)locale);
  return locale;
}

const Locale *
locale_get(const char *tag)
{
  if (tag == NULL || strlen(tag) > MAX_TAG || g_ascii_strcasecmp(tag, "en") == 0 ||
      g_ascii_strcasecmp(tag, "en-US") == 0)
    return &english;
  g_mutex_lock(&cache_lock);
  const Locale *locale = load_cached(tag);
  g_mutex_unlock(&cache_lock);
  return locale != NULL ? locale : &english;
}
