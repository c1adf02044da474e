/* The languages that a document speaks: its own, and those of passages in it. */
#include "compose/composer_private.h"
#include "compose/hyphenate_private.h"

#include "core/language.h"

#include <string.h>

static Voice *
add_voice(const Composer *composer, const char *language)
{
  const FrontMatter *front = &composer->document->front;
  Voice *voice = arena_new0(composer->arena, Voice);
  voice->language = language;
  voice->locale = locale_get(language);
  voice->strings = strings_load(composer->arena, composer->locales, language, composer->diags);
  voice->hyphenator =
      hyphenator_new(composer->arena, language, front->language_span, composer->diags);
  g_hash_table_insert(composer->voices, (gpointer)language, voice);
  return voice;
}

void
voice_open(Composer *composer)
{
  const FrontMatter *front = &composer->document->front;
  const char *language = front->language ? front->language : "en";
  if (!language_is_tag(language)) {
    diag_error(composer->diags, "bad-language", front->language_span, "write ru, kk, en",
               "\"%s\" is no language", language);
    language = "en";
  }
  composer->voices = g_hash_table_new(g_str_hash, g_str_equal);
  composer->voice = *add_voice(composer, language);
  if (composer->voice.strings)
    return;
  diag_warning(composer->diags, "unknown-language", front->language_span,
               "languages stand in templates/locales",
               "there are no texts in the language \"%s\"; English stands in", language);
  composer->voice.strings = strings_default(composer->arena);
}

const Voice *
voice_of(const Composer *composer, const char *language)
{
  if (!language || strcmp(language, composer->voice.language) == 0)
    return &composer->voice;
  const Voice *voice = g_hash_table_lookup(composer->voices, language);
  return voice ? voice : add_voice(composer, language);
}

VoiceBefore
voice_enter(Composer *composer, const char *language)
{
  const VoiceBefore before = { composer->voice, composer->foreign };
  Voice voice = *voice_of(composer, language);
  if (!voice.strings)
    voice.strings = before.voice.strings;
  composer->foreign = composer->foreign || strcmp(voice.language, before.voice.language) != 0;
  composer->voice = voice;
  return before;
}

void
voice_leave(Composer *composer, VoiceBefore before)
{
  composer->voice = before.voice;
  composer->foreign = before.foreign;
}
