#include "audit/lexicon_private.h"
#include "audit/quantity.h"

#include <glib.h>

static const LexiconLine lines[] = {
  { ITEM_ONES, 0, "zero|nil", NULL, 0 },
  { ITEM_ONES, 1, "one", NULL, 0 },
  { ITEM_ONES, 2, "two", NULL, 0 },
  { ITEM_ONES, 3, "three", NULL, 0 },
  { ITEM_ONES, 4, "four", NULL, 0 },
  { ITEM_ONES, 5, "five", NULL, 0 },
  { ITEM_ONES, 6, "six", NULL, 0 },
  { ITEM_ONES, 7, "seven", NULL, 0 },
  { ITEM_ONES, 8, "eight", NULL, 0 },
  { ITEM_ONES, 9, "nine", NULL, 0 },
  { ITEM_TEENS, 10, "ten", NULL, 0 },
  { ITEM_TEENS, 11, "eleven", NULL, 0 },
  { ITEM_TEENS, 12, "twelve", NULL, 0 },
  { ITEM_TEENS, 13, "thirteen", NULL, 0 },
  { ITEM_TEENS, 14, "fourteen", NULL, 0 },
  { ITEM_TEENS, 15, "fifteen", NULL, 0 },
  { ITEM_TEENS, 16, "sixteen", NULL, 0 },
  { ITEM_TEENS, 17, "seventeen", NULL, 0 },
  { ITEM_TEENS, 18, "eighteen", NULL, 0 },
  { ITEM_TEENS, 19, "nineteen", NULL, 0 },
  { ITEM_TENS, 20, "twenty", NULL, 0 },
  { ITEM_TENS, 30, "thirty", NULL, 0 },
  { ITEM_TENS, 40, "forty", NULL, 0 },
  { ITEM_TENS, 50, "fifty", NULL, 0 },
  { ITEM_TENS, 60, "sixty", NULL, 0 },
  { ITEM_TENS, 70, "seventy", NULL, 0 },
  { ITEM_TENS, 80, "eighty", NULL, 0 },
  { ITEM_TENS, 90, "ninety", NULL, 0 },
  { ITEM_HUNDRED, 100, "hundred", NULL, 0 },
  { ITEM_SCALE, 12, "dozen", NULL, 0 },
  { ITEM_SCALE, 1e3, "thousand|th|tn .", NULL, 0 },
  { ITEM_SCALE, 1e3, "k", NULL, LEXICON_TOUCH },
  { ITEM_SCALE, 1e5, "lakh|lakhs", NULL, 0 },
  { ITEM_SCALE, 1e6, "million|mn|mln|mio|mil", NULL, 0 },
  { ITEM_SCALE, 1e6, "m", NULL, LEXICON_TOUCH },
  { ITEM_SCALE, 1e7, "crore|crores", NULL, 0 },
  { ITEM_SCALE, 1e9, "billion|bn|bln|bil", NULL, 0 },
  { ITEM_SCALE, 1e9, "b", NULL, LEXICON_TOUCH },
  { ITEM_SCALE, 1e12, "trillion|trn|tn|trln", NULL, 0 },
  { ITEM_SCALE, 100, "hundreds", NULL, LEXICON_PLURAL },
  { ITEM_SCALE, 12, "dozens", NULL, LEXICON_PLURAL },
  { ITEM_SCALE, 1e3, "thousands", NULL, LEXICON_PLURAL },
  { ITEM_SCALE, 1e6, "millions", NULL, LEXICON_PLURAL },
  { ITEM_SCALE, 1e9, "billions", NULL, LEXICON_PLURAL },
  { ITEM_SCALE, 1e12, "trillions", NULL, LEXICON_PLURAL },

  { ITEM_ORDINAL, 1, "first", NULL, 0 },
  { ITEM_ORDINAL, 2, "second", NULL, LEXICON_WEAK }, /* a time too */
  { ITEM_ORDINAL, 3, "third", NULL, 0 },
  { ITEM_ORDINAL, 4, "fourth", NULL, 0 },
  { ITEM_ORDINAL, 5, "fifth", NULL, 0 },
  { ITEM_ORDINAL, 6, "sixth", NULL, 0 },
  { ITEM_ORDINAL, 7, "seventh", NULL, 0 },
  { ITEM_ORDINAL, 8, "eighth", NULL, 0 },
  { ITEM_ORDINAL, 9, "ninth", NULL, 0 },
  { ITEM_ORDINAL, 10, "tenth", NULL, 0 },
  { ITEM_ORDINAL, 11, "eleventh", NULL, 0 },
  { ITEM_ORDINAL, 12, "twelfth", NULL, 0 },
  { ITEM_ORDINAL, 13, "thirteenth", NULL, 0 },
  { ITEM_ORDINAL, 14, "fourteenth", NULL, 0 },
  { ITEM_ORDINAL, 15, "fifteenth", NULL, 0 },
  { ITEM_ORDINAL, 16, "sixteenth", NULL, 0 },
  { ITEM_ORDINAL, 17, "seventeenth", NULL, 0 },
  { ITEM_ORDINAL, 18, "eighteenth", NULL, 0 },
  { ITEM_ORDINAL, 19, "nineteenth", NULL, 0 },
  { ITEM_ORDINAL, 20, "twentieth", NULL, 0 },
  { ITEM_ORDINAL, 30, "thirtieth", NULL, 0 },
  { ITEM_ORDINAL, 40, "fortieth", NULL, 0 },
  { ITEM_ORDINAL, 50, "fiftieth", NULL, 0 },
  { ITEM_ORDINAL, 60, "sixtieth", NULL, 0 },
  { ITEM_ORDINAL, 70, "seventieth", NULL, 0 },
  { ITEM_ORDINAL, 80, "eightieth", NULL, 0 },
  { ITEM_ORDINAL, 90, "ninetieth", NULL, 0 },
  { ITEM_ORDINAL, 100, "hundredth", NULL, 0 },
  { ITEM_ORDINAL, 1e3, "thousandth", NULL, 0 },
  { ITEM_ORDINAL, 3, "thirds", NULL, LEXICON_PLURAL },
  { ITEM_ORDINAL, 5, "fifths", NULL, LEXICON_PLURAL },
  { ITEM_ORDINAL, 6, "sixths", NULL, LEXICON_PLURAL },
  { ITEM_ORDINAL, 7, "sevenths", NULL, LEXICON_PLURAL },
  { ITEM_ORDINAL, 8, "eighths", NULL, LEXICON_PLURAL },
  { ITEM_ORDINAL, 9, "ninths", NULL, LEXICON_PLURAL },
  { ITEM_ORDINAL, 10, "tenths", NULL, LEXICON_PLURAL },
  { ITEM_SHARE, 0.5, "half", NULL, 0 },
  { ITEM_SHARE, 0.25, "quarter|quarters", NULL, LEXICON_PLURAL },
  { ITEM_PLUS, 0.5, "and a half|and one half|and one - half|and - a - half", NULL, 0 },
  { ITEM_PLUS, 0.25, "and a quarter|and one quarter", NULL, 0 },
  { ITEM_PLUS, 0.75, "and three quarters|and three - quarters", NULL, 0 },
  { ITEM_ARTICLE, 1, "a|an", NULL, 0 },
  { ITEM_AND, 0, "and|&", NULL, 0 },
  { ITEM_OF, 0, "out of", NULL, 0 },

  { ITEM_PERCENT, 0, "percent|per cent|pct|per cents|percents|p . c .", NULL, 0 },
  { ITEM_POINTS, 1,
    "percentage point|percentage points|percentage - point|percent point|percent points|"
    "per cent points|% point|% points|pp|pps|ppt|ppts|p . p .|p . p|p / p|"
    "percentage - points",
    NULL, 0 },
  { ITEM_POINTS, 1, "points|point", NULL, LEXICON_WEAK },
  { ITEM_POINTS, 0.01, "basis point|basis points|basis - point|bp|bps", NULL, 0 },
  { ITEM_TIMES, 0, "times", NULL, LEXICON_FREQUENT },
  { ITEM_TIMES, 0, "fold|times as many|times as much|times more|times higher|times larger", NULL,
    0 },
  { ITEM_TIMES, 0, "x", NULL, LEXICON_TOUCH },
  { ITEM_MULTIPLE, 2,
    "doubled|doubles|doubling|to double|would double|will double|twofold|two - fold", NULL, 0 },
  { ITEM_MULTIPLE, 2, "twice", NULL, LEXICON_FREQUENT },
  { ITEM_MULTIPLE, 3,
    "tripled|triples|tripling|trebled|trebling|threefold|three - fold|to triple|will triple", NULL,
    0 },
  { ITEM_MULTIPLE, 3, "thrice", NULL, LEXICON_FREQUENT },
  { ITEM_MULTIPLE, 4, "quadrupled|quadrupling|fourfold|four - fold|to quadruple", NULL, 0 },
  { ITEM_MULTIPLE, 5, "quintupled|fivefold|five - fold", NULL, 0 },
  { ITEM_MULTIPLE, 10, "tenfold|ten - fold", NULL, 0 },
  { ITEM_MULTIPLE, 100, "hundredfold", NULL, 0 },
  { ITEM_MULTIPLE, 0.5, "halved|halving|halves|to halve|half as many|half as much|half as large",
    NULL, 0 },
  { ITEM_STOP, 0,
    "double - digit|single - digit|triple - digit|double - digits|half - year|half - yearly|"
    "half - time|mid - year",
    NULL, 0 },

  { ITEM_CURRENCY, 0,
    "dollar|dollars|us dollar|us dollars|u . s . dollars|american dollars|dollars of the united "
    "states|greenbacks|bucks",
    "USD", 0 },
  { ITEM_CURRENCY, 0, "cent of dollar", "USD", 0 },
  { ITEM_CURRENCY, 0, "euro|euros", "EUR", 0 },
  { ITEM_CURRENCY, 0, "pound|pounds|pound sterling|pounds sterling|british pounds|sterling", "GBP",
    0 },
  { ITEM_CURRENCY, 0, "tenge|kazakh tenge|kazakhstani tenge|kazakhstan tenge|tenges", "KZT", 0 },
  { ITEM_CURRENCY, 0, "rouble|roubles|ruble|rubles|russian roubles|russian rubles", "RUB", 0 },
  { ITEM_CURRENCY, 0, "belarusian roubles|belarusian rubles", "BYN", 0 },
  { ITEM_CURRENCY, 0, "yen|japanese yen", "JPY", 0 },
  { ITEM_CURRENCY, 0, "yuan|chinese yuan|renminbi|yuan renminbi", "CNY", 0 },
  { ITEM_CURRENCY, 0, "won|korean won|south korean won", "KRW", 0 },
  { ITEM_CURRENCY, 0, "rupee|rupees|indian rupees|rs|rs .", "INR", LEXICON_BEFORE },
  { ITEM_CURRENCY, 0, "pakistani rupees", "PKR", 0 },
  { ITEM_CURRENCY, 0, "swiss franc|swiss francs|francs", "CHF", 0 },
  { ITEM_CURRENCY, 0, "canadian dollar|canadian dollars|dollars of canada", "CAD", 0 },
  { ITEM_CURRENCY, 0, "australian dollar|australian dollars|dollars of australia", "AUD", 0 },
  { ITEM_CURRENCY, 0, "new zealand dollars", "NZD", 0 },
  { ITEM_CURRENCY, 0, "hong kong dollars", "HKD", 0 },
  { ITEM_CURRENCY, 0, "singapore dollars|singaporean dollars", "SGD", 0 },
  { ITEM_CURRENCY, 0, "taiwan dollars|new taiwan dollars", "TWD", 0 },
  { ITEM_CURRENCY, 0, "lira|liras|turkish lira|turkish liras", "TRY", 0 },
  { ITEM_CURRENCY, 0, "hryvnia|hryvnias|hryvnyas", "UAH", 0 },
  { ITEM_CURRENCY, 0, "som|soms|kyrgyz som|kyrgyz soms", "KGS", 0 },
  { ITEM_CURRENCY, 0, "soum|soums|uzbek sum|uzbek soums|uzbek som", "UZS", 0 },
  { ITEM_CURRENCY, 0, "somoni|somonis", "TJS", 0 },
  { ITEM_CURRENCY, 0, "manat|manats|azerbaijani manat", "AZN", 0 },
  { ITEM_CURRENCY, 0, "turkmen manat|turkmen manats", "TMT", 0 },
  { ITEM_CURRENCY, 0, "lari|georgian lari", "GEL", 0 },
  { ITEM_CURRENCY, 0, "dram|drams|armenian drams", "AMD", 0 },
  { ITEM_CURRENCY, 0, "zloty|zlotys|polish zloty", "PLN", 0 },
  { ITEM_CURRENCY, 0, "forint|forints", "HUF", 0 },
  { ITEM_CURRENCY, 0, "czech crowns|czech koruna|koruna", "CZK", 0 },
  { ITEM_CURRENCY, 0, "swedish kronor|swedish krona|kronor", "SEK", 0 },
  { ITEM_CURRENCY, 0, "norwegian kroner|norwegian krone", "NOK", 0 },
  { ITEM_CURRENCY, 0, "danish kroner|danish krone", "DKK", 0 },
  { ITEM_CURRENCY, 0, "real|reais|brazilian reais", "BRL", 0 },
  { ITEM_CURRENCY, 0, "rand|south african rand", "ZAR", 0 },
  { ITEM_CURRENCY, 0, "dirham|dirhams|uae dirhams", "AED", 0 },
  { ITEM_CURRENCY, 0, "riyal|riyals|saudi riyals", "SAR", 0 },
  { ITEM_CURRENCY, 0, "shekel|shekels", "ILS", 0 },
  { ITEM_CURRENCY, 0, "baht|thai baht", "THB", 0 },
  { ITEM_CURRENCY, 0, "dong|vietnamese dong", "VND", 0 },
  { ITEM_CURRENCY, 0, "ringgit", "MYR", 0 },
  { ITEM_CURRENCY, 0, "rupiah|indonesian rupiah", "IDR", 0 },
  { ITEM_CURRENCY, 0, "mexican peso|mexican pesos", "MXN", 0 },
  { ITEM_CURRENCY, 0, "philippine pesos", "PHP", 0 },
  { ITEM_CURRENCY, 0, "argentine pesos", "ARS", 0 },
  { ITEM_CURRENCY, 0, "naira", "NGN", 0 },
  { ITEM_CURRENCY, 0, "tugrik|tugriks|togrog", "MNT", 0 },

  { ITEM_HEDGE, HEDGE_ABOUT,
    "about|around|some|roughly|approximately|approx|approx .|circa|c .|ca .|an estimated|estimated|"
    "in the region of|in the order of|close on",
    NULL, 0 },
  { ITEM_HEDGE, HEDGE_OVER,
    "and more than|more than|over|above|in excess of|greater than|upwards "
    "of|exceeding|exceeds|exceeded|higher "
    "than|just over|slightly more than|a little over|just above|well over|upward of|topped|"
    "no fewer than|surpassed|a little more than|slightly over",
    NULL, 0 },
  { ITEM_HEDGE, HEDGE_UNDER,
    "less than|under|below|fewer than|lower than|just under|slightly less than|just below|a little "
    "under|slightly under|slightly below",
    NULL, 0 },
  { ITEM_HEDGE, HEDGE_NEARLY,
    "nearly|almost|close to|approaching|just shy of|not quite|just short of|near", NULL, 0 },
  { ITEM_HEDGE, HEDGE_AT_LEAST,
    "at least|not less than|no less than|a minimum of|minimum of|starting at|starting from|"
    "not fewer than",
    NULL, 0 },
  { ITEM_HEDGE, HEDGE_UP_TO,
    "up to|at most|as much as|as many as|no more than|not more than|a maximum of|maximum of|"
    "not exceeding|capped at",
    NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_AT_LEAST, "or more|and more|and over|and above|or higher|or above",
    NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_UP_TO, "or less|or fewer|at most|or under", NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_ABOUT, "or so|odd|- odd|- something|or thereabouts", NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_OVER, "- plus|plus change", NULL, 0 },
  { ITEM_SIGN, -1, "minus|negative", NULL, 0 },
  { ITEM_SIGN, 1, "plus", NULL, 0 },

  { ITEM_MONTH, 1, "january|jan", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 2, "february|feb", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 3, "march|mar", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 4, "april|apr", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 5, "may", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 6, "june|jun", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 7, "july|jul", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 8, "august|aug", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 9, "september|sept|sep", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 10, "october|oct", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 11, "november|nov", NULL, LEXICON_CAPITAL },
  { ITEM_MONTH, 12, "december|dec", NULL, LEXICON_CAPITAL },
  { ITEM_CLOCK, 0, "a . m .|p . m .|a . m|p . m|am|pm|o ' clock|o ’ clock|hrs|gmt|utc", NULL, 0 },
  { ITEM_LEAD, 0,
    "in|since|by|until|till|during|before|after|early|late|mid|mid -|end|through|throughout|"
    "pre -|post -|as of|dated|fiscal year|financial year|summer|autumn|spring|winter|fall of|"
    "for|of|than in",
    NULL, 0 },
  { ITEM_LEAD, 0, "fy|ay", NULL, LEXICON_TOUCH },
  { ITEM_EACH, 0, "every", NULL, 0 },
  { ITEM_FROM, 0, "from", NULL, 0 },
  { ITEM_FROM, 0, "between", NULL, 0 },
  { ITEM_TO, 0, "to", NULL, 0 },
  { ITEM_TO, 1, "or|equivalent to|equal to|equals|i . e .", NULL, 0 },
  { ITEM_CHANGE, 0,
    "rose|rise|rises|risen|rising|grew|grow|grows|grown|growing|fell|fall|falls|fallen|falling|"
    "increased|increase|increases|decreased|dropped|climbed|jumped|raised|cut|reduced|expanded",
    NULL, 0 },
  { ITEM_REFERENCE, 0,
    "figure|figures|fig|fig .|figs|figs .|table|tables|tab .|section|sections|sec .|chapter|"
    "chapters|page|pages|p|pg|note|notes|footnote|footnotes|appendix|annex|annexes|"
    "chart|charts|box|part|paragraph|paragraphs|para|para .|column|row|line|item|step|exhibit|"
    "map|slide|volume|vol .|vol|issue|equation|eq "
    ".|appendices|scenario|phase|stage|level|tier|grade|"
    "question|option|lot|gate|room|platform",
    NULL, 0 },
  { ITEM_CODE, 0,
    "no .|nos .|nr .|decree no|order no|article|articles|art .|clause|decree|resolution|order|law "
    "no .|number|act|"
    "regulation|directive|isbn|issn|bin|iin|ref .|postcode|zip|zip code|p . o . box|po box|"
    "flat|apt .|building|route|highway|flight|bus|decree no .|order no .|resolution no .",
    NULL, 0 },
  { ITEM_CODE, 0, "no", NULL, LEXICON_CAPITAL },
  { ITEM_CODE, 1,
    "tel|tel .|telephone|phone|fax|call|hotline|mobile|tel . :|tel :|phone :|fax :", NULL, 0 },
  { ITEM_NAME, 0,
    "s & p|ftse|nasdaq|stoxx|version|versions|v "
    ".|v|formula|channel|area|catch|agenda|vision|strategy|expo|euro|"
    "type|class|terminal|studio|group of|category|model|mark|release|python|catch -",
    NULL, 0 },
  { ITEM_IDLE, 1,
    "first of all|at first|first and foremost|one of|one another|no one|one ' s|one ’ s|one by one|"
    "one day|one thing|at one time|once|at one point|one way or another|on the one hand|"
    "on one hand|one or more|one or two|one - off|one - time|one - stop|one - sided|one - way|"
    "first - class|first - time|first - hand|second - hand|first hand|firsthand|for one|"
    "one and the same|one such|one - on - one|square one|number one|everyone|second thoughts|"
    "the odd one|one ' s own|two - way|two - fold|every one|one and all|day one|at once",
    NULL, 0 },
  { ITEM_PERIOD, 0, "half - years|quarter - century", NULL, 0 },
  { ITEM_STOP, 0,
    "this quarter|last quarter|next quarter|per quarter|each quarter|every quarter|"
    "final quarter|the quarter|quarter - on - quarter|previous quarter|same quarter|"
    "other half|half - hearted|half - price|quarter ’ s|quarter ' s",
    NULL, 0 },
  { ITEM_DETERMINER, 0,
    "the|this|that|these|those|its|their|his|her|our|my|your|each|any|no|another|which|"
    "only|such|same|the only|every single|some other",
    NULL, 0 },
  { ITEM_STOP, 0,
    "with|without|at|on|is|are|was|were|be|been|being|has|have|had|which|who|whom|whose|that|as|"
    "but|if|when|while|where|so|then|there|they|it|he|she|we|you|i|not|more|less|fewer|most|per|"
    "because|into|onto|against|among|across|within|both|all|also|only|even|just|still|again|ago|"
    "can|could|may|might|must|should|would|will|shall|do|does|did|up|down|out|off|via|compared|"
    "higher|lower|larger|smaller|respectively|came|went|said|says|nor|yet|plus|together|today|"
    "altogether|overall|instead|however|whereas|although|though|unless|toward|towards|alone|each|"
    "later|earlier|apiece|too|now|s|thus|hence|for example|e . g .|i . e .|including|excluding|"
    "last|next|according|based|made|took|remained|following|worldwide|abroad|cubic|square",
    NULL, 0 },
  { ITEM_UNIT, 0,
    "km²|sq km|sq . km|square metres|square meters|square kilometres|square kilometers|cubic "
    "metres|cubic meters|tonnes|tons|tonne|t|metres|meters|kilometres|kilometers|hectares|litres|"
    "l|year - old|year - olds|years old|storey|story|minutes|hours|seconds|days|weeks|months",
    NULL, 0 },
  { ITEM_UNIT, 0, "m", NULL, 0 },
  { ITEM_UNIT, 0, "years|year", NULL, 0 },
};

static bool
is_plural(const char *ending)
{
  return lexicon_ending_among("|s|es", ending);
}

static bool
is_ordinal_ending(const char *ending)
{
  return lexicon_ending_among("st|nd|rd|th", ending);
}

static const char *const pronouns[] = { "they", "them", "their", "it",    "its",   "she",
                                        "he",   "her",  "his",   "those", "these", NULL };

static const char *const home[] = { "country",  "national", "nationwide", "nation",
                                    "domestic", "here",     "home",       NULL };

const LexiconTable lexicon_en = {
  .language = "en",
  .home = home,
  .pronouns = pronouns,
  .rate_before = "per",
  .lines = lines,
  .count = G_N_ELEMENTS(lines),
  .noun = is_plural,
  .adjective = is_plural,
  .ordinal_digits = is_ordinal_ending,
  .group = ',',
};
