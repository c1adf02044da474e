#include "compose/claims.h"
#include "compose/composer_private.h"

void
compose_claims(Arena *arena, Document *document, const ComposeOptions *options, Claim *claims,
               size_t count, DiagList *diags)
{
  Composer composer = composer_new(arena, document, options, diags);
  for (size_t i = 0; i < count; i++)
    claim_evaluate(&composer, &claims[i]);
  composer_finish(&composer);
}
