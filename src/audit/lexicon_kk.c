#include "audit/lexicon_private.h"
#include "audit/quantity.h"

#include <glib.h>
#include <string.h>

#define MAX_SUFFIXES 4 /* of one word */

static const LexiconLine lines[] = {
  { ITEM_ONES, 0, "нөл~|ноль", NULL, 0 },
  { ITEM_ONES, 1, "бір~", NULL, 0 },
  { ITEM_ONES, 2, "екі~|екеу~", NULL, 0 },
  { ITEM_ONES, 3, "үш~|үшеу~", NULL, 0 },
  { ITEM_ONES, 4, "төрт~|төртеу~", NULL, 0 },
  { ITEM_ONES, 5, "бес~|бесеу~", NULL, 0 },
  { ITEM_ONES, 6, "алты~|алтау~", NULL, 0 },
  { ITEM_ONES, 7, "жеті~|жетеу~", NULL, 0 },
  { ITEM_ONES, 8, "сегіз~", NULL, 0 },
  { ITEM_ONES, 9, "тоғыз~", NULL, 0 },
  { ITEM_TENS, 10, "он~", NULL, 0 },
  { ITEM_TENS, 20, "жиырма~", NULL, 0 },
  { ITEM_TENS, 30, "отыз~", NULL, 0 },
  { ITEM_TENS, 40, "қырық~|қырығы~", NULL, 0 },
  { ITEM_TENS, 50, "елу~", NULL, 0 },
  { ITEM_TENS, 60, "алпыс~", NULL, 0 },
  { ITEM_TENS, 70, "жетпіс~", NULL, 0 },
  { ITEM_TENS, 80, "сексен~", NULL, 0 },
  { ITEM_TENS, 90, "тоқсан~", NULL, LEXICON_WEAK }, /* a quarter of a year */
  { ITEM_HUNDRED, 100, "жүз~", NULL, 0 },
  { ITEM_SCALE, 1e3, "мың~", NULL, LEXICON_BARE | LEXICON_PLURAL },
  { ITEM_SCALE, 1e6, "миллион~", NULL, LEXICON_BARE | LEXICON_PLURAL },
  { ITEM_SCALE, 1e6, "млн~", NULL, 0 },
  { ITEM_SCALE, 1e9, "миллиард~", NULL, LEXICON_BARE | LEXICON_PLURAL },
  { ITEM_SCALE, 1e9, "млрд~", NULL, 0 },
  { ITEM_SCALE, 1e12, "триллион~", NULL, LEXICON_BARE | LEXICON_PLURAL },
  { ITEM_SCALE, 1e12, "трлн~", NULL, 0 },
  { ITEM_SCALE, 1e15, "квадриллион~", NULL, LEXICON_BARE | LEXICON_PLURAL },
  { ITEM_SCALE, 1e3, "мыңдаған|мыңдап", NULL, LEXICON_BARE | LEXICON_PLURAL },
  { ITEM_SCALE, 100, "жүздеген|жүздеп", NULL, LEXICON_BARE | LEXICON_PLURAL },
  { ITEM_SCALE, 10, "ондаған|ондап", NULL, LEXICON_BARE | LEXICON_PLURAL },
  { ITEM_SCALE, 1e6, "миллиондаған", NULL, LEXICON_BARE | LEXICON_PLURAL },
  { ITEM_SCALE, 1e9, "миллиардтаған", NULL, LEXICON_BARE | LEXICON_PLURAL },

  { ITEM_ORDINAL, 1, "бірінші~|алғашқы", NULL, 0 },
  { ITEM_ORDINAL, 2, "екінші~", NULL, 0 },
  { ITEM_ORDINAL, 3, "үшінші~", NULL, 0 },
  { ITEM_ORDINAL, 4, "төртінші~", NULL, 0 },
  { ITEM_ORDINAL, 5, "бесінші~", NULL, 0 },
  { ITEM_ORDINAL, 6, "алтыншы~", NULL, 0 },
  { ITEM_ORDINAL, 7, "жетінші~", NULL, 0 },
  { ITEM_ORDINAL, 8, "сегізінші~", NULL, 0 },
  { ITEM_ORDINAL, 9, "тоғызыншы~", NULL, 0 },
  { ITEM_ORDINAL, 10, "оныншы~", NULL, 0 },
  { ITEM_ORDINAL, 20, "жиырмасыншы~", NULL, 0 },
  { ITEM_ORDINAL, 30, "отызыншы~", NULL, 0 },
  { ITEM_ORDINAL, 40, "қырқыншы~|қырықыншы~|қырығыншы~", NULL, 0 },
  { ITEM_ORDINAL, 50, "елуінші~", NULL, 0 },
  { ITEM_ORDINAL, 60, "алпысыншы~", NULL, 0 },
  { ITEM_ORDINAL, 70, "жетпісінші~", NULL, 0 },
  { ITEM_ORDINAL, 80, "сексенінші~", NULL, 0 },
  { ITEM_ORDINAL, 90, "тоқсаныншы~", NULL, 0 },
  { ITEM_ORDINAL, 100, "жүзінші~", NULL, 0 },
  { ITEM_ORDINAL, 1e3, "мыңыншы~|мыңінші", NULL, 0 },
  { ITEM_ORDINAL, 1e6, "миллионыншы~", NULL, 0 },
  { ITEM_SHARE, 0.5, "жарты|жартысы~|жартысын|тең жартысы~|тең жартысын", NULL, 0 },
  { ITEM_SHARE, 0.25, "ширек|ширегі~", NULL, 0 },
  { ITEM_MIXED, 1.5, "бір жарым|біржарым", NULL, 0 },
  { ITEM_PLUS, 0.5, "жарым", NULL, 0 },
  { ITEM_AND, 0, "және|мен|бен|пен", NULL, 0 },

  { ITEM_PERCENT, 0, "пайыз~|процент~|пайыздық", NULL, 0 },
  { ITEM_POINTS, 1,
    "пайыздық тармақ~|пайыздық тармағы~|пайыздық пункт~|пайыздық тармағ~|процент~ пункт~|"
    "процент~ тармақ~|п . т|п . т .|п . п|п . п .|пп|% тармақ~|пайызд~ тармақ~|пайыз пункт~",
    NULL, 0 },
  { ITEM_POINTS, 0.01, "базистік тармақ~|базистік пункт~|базалық пункт~|базистік тармақ~", NULL,
    0 },
  { ITEM_TIMES, 0, "есе~|еселік|еселеп", NULL, 0 },
  { ITEM_MULTIPLE, 2, "екі еселен~|екі еселенді|екі еселенген|қос еселенді|екі еселеу", NULL, 0 },
  { ITEM_MULTIPLE, 3, "үш еселенді|үш еселенген", NULL, 0 },

  { ITEM_CURRENCY, 0, "доллар~|ақш доллар~|ақш долл|долл|америка~ доллар~", "USD", 0 },
  { ITEM_CURRENCY, 0, "еуро~|евро~", "EUR", 0 },
  { ITEM_CURRENCY, 0, "фунт~ стерлинг~|фунт~|британ~ фунт~|британдық фунт~|ағылшын фунт~", "GBP",
    0 },
  { ITEM_CURRENCY, 0, "теңге~|тг|тнг", "KZT", 0 },
  { ITEM_CURRENCY, 0, "рубль~|рубл~|ресей рубл~|ресейлік рубль~", "RUB", 0 },
  { ITEM_CURRENCY, 0, "беларусь рубл~|белорус рубл~", "BYN", 0 },
  { ITEM_CURRENCY, 0, "иен~|иена~|иена|жапон иен~|жапон иена~", "JPY", 0 },
  { ITEM_CURRENCY, 0, "юан~|юань~|қытай юан~|қытай юань~", "CNY", 0 },
  { ITEM_CURRENCY, 0, "вон~|корей вон~|оңтүстік корея вон~|кореялық вон~", "KRW", 0 },
  { ITEM_CURRENCY, 0, "рупи~|рупий~|үнді рупий~|үнді рупи~|рупия~|үнді рупия~", "INR", 0 },
  { ITEM_CURRENCY, 0, "пәкістан рупи~", "PKR", 0 },
  { ITEM_CURRENCY, 0, "франк~|швейцария франк~|швейцар франк~", "CHF", 0 },
  { ITEM_CURRENCY, 0, "канада доллар~|канадалық доллар~", "CAD", 0 },
  { ITEM_CURRENCY, 0, "австралия доллар~|австралиялық доллар~", "AUD", 0 },
  { ITEM_CURRENCY, 0, "жаңа зеландия доллар~", "NZD", 0 },
  { ITEM_CURRENCY, 0, "гонконг доллар~", "HKD", 0 },
  { ITEM_CURRENCY, 0, "сингапур доллар~", "SGD", 0 },
  { ITEM_CURRENCY, 0, "тайвань доллар~", "TWD", 0 },
  { ITEM_CURRENCY, 0, "лира~|түрік лира~|лирас~|түрік лирас~", "TRY", 0 },
  { ITEM_CURRENCY, 0, "гривна~|гривен", "UAH", 0 },
  { ITEM_CURRENCY, 0, "қырғыз сом~|сом~", "KGS", 0 },
  { ITEM_CURRENCY, 0, "өзбек сом~|өзбек сум~|сум~", "UZS", 0 },
  { ITEM_CURRENCY, 0, "сомони~", "TJS", 0 },
  { ITEM_CURRENCY, 0, "манат~|әзербайжан манат~", "AZN", 0 },
  { ITEM_CURRENCY, 0, "түрікмен манат~", "TMT", 0 },
  { ITEM_CURRENCY, 0, "лари~", "GEL", 0 },
  { ITEM_CURRENCY, 0, "драм~|армян драм~", "AMD", 0 },
  { ITEM_CURRENCY, 0, "злотый~|поляк злотый~", "PLN", 0 },
  { ITEM_CURRENCY, 0, "форинт~", "HUF", 0 },
  { ITEM_CURRENCY, 0, "чех крона~", "CZK", 0 },
  { ITEM_CURRENCY, 0, "швед крона~", "SEK", 0 },
  { ITEM_CURRENCY, 0, "норвег крона~|норвегия крона~", "NOK", 0 },
  { ITEM_CURRENCY, 0, "дания крона~|дат крона~", "DKK", 0 },
  { ITEM_CURRENCY, 0, "бразилия реал~|реал~", "BRL", 0 },
  { ITEM_CURRENCY, 0, "ранд~", "ZAR", 0 },
  { ITEM_CURRENCY, 0, "дирхам~|баә дирхам~", "AED", 0 },
  { ITEM_CURRENCY, 0, "сауд риял~|риял~|сауд риалы|риал~", "SAR", 0 },
  { ITEM_CURRENCY, 0, "шекел~|шекель~", "ILS", 0 },
  { ITEM_CURRENCY, 0, "тай баты~|бат~", "THB", 0 },
  { ITEM_CURRENCY, 0, "вьетнам донг~|донг~", "VND", 0 },
  { ITEM_CURRENCY, 0, "ринггит~", "MYR", 0 },
  { ITEM_CURRENCY, 0, "индонезия рупия~", "IDR", 0 },
  { ITEM_CURRENCY, 0, "мексика песо~", "MXN", 0 },
  { ITEM_CURRENCY, 0, "филиппин песо~", "PHP", 0 },
  { ITEM_CURRENCY, 0, "аргентина песо~", "ARS", 0 },
  { ITEM_CURRENCY, 0, "найра~", "NGN", 0 },
  { ITEM_CURRENCY, 0, "төгрөг~|тугрик~|төгірік~", "MNT", 0 },

  { ITEM_HEDGE, HEDGE_ABOUT, "шамамен|орта есеппен|жобамен|тұспалдап|болжам бойынша|мөлшермен",
    NULL, 0 },
  { ITEM_HEDGE, HEDGE_AT_LEAST, "кемінде|кем дегенде|ең аз дегенде|ең кемі|ең азы|аз дегенде", NULL,
    0 },
  { ITEM_HEDGE, HEDGE_UP_TO, "көп дегенде|ең көп дегенде|ең көбі|әрі кеткенде|асып кетсе", NULL,
    0 },
  { ITEM_HEDGE, HEDGE_NEARLY, "дерлік", NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_ABOUT,
    "шақты|шамасында|төңірегінде|маңында|шамасы|шамалы|шамасындай|шамасына", NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_NEARLY, "жуық|жуығы|жуықта|таяу|таяп|жуықтады|жуықтап|дерлік", NULL,
    0 },
  { ITEM_HEDGE_AFTER, HEDGE_OVER,
    "астам|астамы|аса|асты|асып|асқан|асатын|асады|артық|көп|көбірек|көбі|жоғары|астамға|асып "
    "түсті|асып кетті|астамын|артығы|артығырақ|арта|сәл астам|сәл асты",
    NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_UNDER, "кем|аз|төмен|азырақ|кемірек|сәл кем|сәл аз|кемі", NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_AT_LEAST,
    "кем емес|аз емес|төмен емес|және одан көп|және одан жоғары|кем болмайды|және одан да көп|"
    "бастап|аз болмайды",
    NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_UP_TO,
    "аспайды|аспайтын|аспауы|артық емес|көп емес|аспады|аспаған|жоғары емес|асқан жоқ|және одан "
    "аз|аспауға",
    NULL, 0 },
  { ITEM_HEDGE_AFTER, HEDGE_UP_TO, "дейін|дейінгі|шейін", NULL, LEXICON_JOINS },
  { ITEM_SIGN, -1, "минус", NULL, 0 },
  { ITEM_SIGN, 1, "плюс", NULL, 0 },

  { ITEM_MONTH, 1, "қаңтар~|қаң .", NULL, 0 },
  { ITEM_MONTH, 2, "ақпан~|ақп .", NULL, 0 },
  { ITEM_MONTH, 3, "наурыз~|нау .", NULL, 0 },
  { ITEM_MONTH, 4, "сәуір~|сәу .", NULL, 0 },
  { ITEM_MONTH, 5, "мамыр~|мам .", NULL, 0 },
  { ITEM_MONTH, 6, "маусым~|мау .", NULL, 0 },
  { ITEM_MONTH, 7, "шілде~|шіл .", NULL, 0 },
  { ITEM_MONTH, 8, "тамыз~|там .", NULL, 0 },
  { ITEM_MONTH, 9, "қыркүйек~|қыркүйег~|қыр .", NULL, 0 },
  { ITEM_MONTH, 10, "қазан~|қаз .", NULL, 0 },
  { ITEM_MONTH, 11, "қараша~|қар .", NULL, 0 },
  { ITEM_MONTH, 12, "желтоқсан~|жел .", NULL, 0 },
  { ITEM_YEAR, 0, "жыл~|ж|ж .|жж|жж .|жылғы~|жылдар~|жылдардағы|ж . ж .", NULL, 0 },
  { ITEM_LEAD, 0, "сайын|кейін|бұрын|соң", NULL, 0 },
  { ITEM_TO, 1, "немесе|яғни|не|яки|әлде", NULL, 0 },
  { ITEM_CHANGE, 0,
    "өсті|өскен|өсіп|өседі|өсу|өсуі|өсірді|өсірілді|өсіру|артты|артқан|артып|артады|арттыру|"
    "арттырды|арттырылды|арттырылады|көбейді|көбейген|көбейіп|көбейеді|көбейту|көбейтілді|ұлғайды|"
    "ұлғайған|ұлғайтты|ұлғайту|ұлғаяды|ұлғайып|азайды|азайған|азайып|азаяды|азайту|азайтылды|"
    "төмендеді|төмендеген|төмендеп|төмендейді|төмендету|төмендетілді|түсті|түскен|түсіп|түседі|"
    "түсірді|түсірілді|қысқарды|қысқарған|қысқарып|қысқартылды|қысқарту|кеміді|кеміген|кеміп|"
    "жетті|жеткен|жетіп|жетеді|жеткізу|жеткізді|жеткізілді|жеткізілмек|жеткізілуі|жеткізіледі|"
    "жеткізбек|жеткізуді|жоғарылады|жоғарылаған|көтерілді|көтерілген|көтеру|көтерді|көтеріледі|"
    "көтеріліп|ұлғайтылды|кеңейді|кеңейтілді|баяулады|қымбаттады|арзандады|нығайды|әлсіреді|"
    "қысқартты|шықты|тоқтады|құлады|құлдырады",
    NULL, 0 },
  { ITEM_EACH, 0, "әр|әрбір", NULL, 0 },
  { ITEM_REFERENCE, 0,
    "сурет~|кесте~|бөлім~|тарау~|бет~|диаграмма~|график~|қосымша~|ескертпе~|сызба~|карта~|том~|"
    "бағана~|баған~|жол|параграф~|бөлімше~|слайд~|графа~|кезең~|нұсқа~|сілтеме~|суреттер~|"
    "кестелер~|тармақша~|қадам~|сұрақ~|блок",
    NULL, 0 },
  { ITEM_CODE, 0,
    "бап~|баб~|тармақ~|тармағ~|нөмір~|бұйрық~|қаулы~|жарлық~|бсн|жсн|индекс~|үй|үйі|пәтер~|рейс~|"
    "isbn|issn|мектеп~|мектеб~|лицей~|гимназия~|бағыт~|маршрут~|кеңсе~|офис~|шот|лицензия~|"
    "аурухана~|трасса~|кабинет~",
    NULL, 0 },
  { ITEM_CODE, 1, "тел|тел .|телефон~|факс|тел . :|тел :|телефон :|факс :|ұялы", NULL, 0 },
  { ITEM_NAME, 0, "нұсқасы|версия~|стратегия~|бағдарлама~|экспо|формула|ми|су|боинг|союз|ковид",
    NULL, 0 },
  { ITEM_IDLE, 1,
    "бірі|бірінен|біріне|бірін|біріне - бірі|бір - бірі~|бір - бір~|бір - бірімен|бір - біріне|"
    "бір - бірінен|бір де бір|бірде - бір|"
    "біреу~|бір нәрсе|бір кезде|бір жағынан|екінші жағынан|біріншіден|екіншіден|үшіншіден|"
    "төртіншіден|бесіншіден|бірінші кезекте|ең алдымен|бірден - бір|бірінің|ешбір|қайсыбір|"
    "кейбір|екінің бірі|алғаш рет|ең бірінші|бірінші кезектегі|бәрі бір|бір рет|бір ғана|бір жолғы|"
    "бірде|бірдей|бір мезгілде|бір уақытта|бірінші рет|кез келген бір|бір тұтас",
    NULL, 0 },
  { ITEM_STOP, 0,
    "үшін|онда|оны|оның|ондай|ондағы|онан|онша|оған|одан|олар|онымен|ондық|онсыз|бірге|бірден|"
    "бірақ|біраз|бірнеше|бірлік~|бірлесіп|бірлескен|бірыңғай|бірегей|бірқатар|"
    "алтын~|жүзі|жүзінде|жүзіндегі|жүзеге|жүзіне|жүзінен|дүние жүзі~|дүние жүзінде|жер жүзі~|"
    "жүзін|жүздің|жүзінің|дүниежүзі~|ондықтан|отыздық|бестік|үштік|екіжақты|біржола|"
    "мыңжылдық|алтыншы сезім|үшінде|жетілдіру|жетіп|сондықтан|тоқсан сайын|"
    "онкүндік|тоқсандық|жартыжылдық~|алтынмен",
    NULL, 0 },
  { ITEM_PERIOD, 0, "ай|айда|айлық|айда|айдың|тоқсанда|тоқсанның|ай ішінде", NULL, 0 },
  { ITEM_RANK, 0, "жылдығы~|жылдық мерейтойы~|жылдығын~|жылдығына", NULL, 0 },
  { ITEM_DETERMINER, 0, "бұл|сол|осы|ол|мына|анау|барлық|барша|тек|ғана", NULL, 0 },
  { ITEM_STOP, 0,
    "ал|бірақ|сондай|егер|құрады|құрайды|құраған|болды|болған|болады|болып|тең|сәйкес|қарай|"
    "дейді|деп|туралы|бойынша|арқылы|ішінде|арасында|кезінде|бастап|екен|еді|емес|да|де|та|те|тағы|"
    "артық|кем|көп|аз|қана|ғана|жоқ|бар|оларды|сияқты|тиісінше|жалпы|соңғы|жаңа|тұр|тиіс|дана|"
    "ретінде|қарағанда|салыстырғанда|келді|кетті|өзге|ішінен|оның ішінде|арналған|қатысты|"
    "т . б|т . с . с|керісінше|мысалы|яғни|сонымен|сондықтан|өйткені|себебі",
    NULL, 0 },
  { ITEM_UNIT, 0,
    "ш . м|шаршы метр~|шаршы шақырым~|текше метр~|км~|шақырым~|метр~|км²|м²|м³|кг|га|гектар~|гб|"
    "мб|тб|квт|мвт|гвт|тонна~|литр~|сағат~|минут~|секунд~|күн~|апта~|орын~|адам~|рет~|дана~|"
    "жас~|жасар|қабатты|орындық|күндік|сағаттық|минуттық|жастағы",
    NULL, 0 },
  { ITEM_UNIT, 0, "м|т|л|г", NULL, 0 },
};

static const char *const suffixes[] = {
  /* plural */
  "лар",
  "лер",
  "дар",
  "дер",
  "тар",
  "тер",
  /* possessive */
  "ы",
  "і",
  "сы",
  "сі",
  "ын",
  "ін",
  "сын",
  "сін",
  "ымыз",
  "іміз",
  /* cases */
  "ның",
  "нің",
  "дың",
  "дің",
  "тың",
  "тің",
  "ға",
  "ге",
  "қа",
  "ке",
  "на",
  "не",
  "ны",
  "ні",
  "ды",
  "ді",
  "ты",
  "ті",
  "да",
  "де",
  "та",
  "те",
  "нда",
  "нде",
  "дан",
  "ден",
  "тан",
  "тен",
  "нан",
  "нен",
  "мен",
  "бен",
  "пен",
  /* making adjectives and likenesses */
  "дық",
  "дік",
  "тық",
  "тік",
  "лық",
  "лік",
  "дай",
  "дей",
  "тай",
  "тей",
  "дағы",
  "дегі",
  "тағы",
  "тегі",
  "ндағы",
  "ндегі",
  "лап",
  "леп",
  "дап",
  "деп",
  "тап",
  "теп",
};

static bool
is_chain(const char *ending, int left)
{
  if (*ending == '\0')
    return true;
  if (left == 0)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
    if (g_str_has_prefix(ending, suffixes[i]) && is_chain(ending + strlen(suffixes[i]), left - 1))
      return true;
  return false;
}

static bool
is_noun_ending(const char *ending)
{
  return is_chain(ending, MAX_SUFFIXES);
}

static bool
is_digits_ending(const char *ending)
{
  bool collective = g_str_has_prefix(ending, "еу") || g_str_has_prefix(ending, "ау");
  return *ending != '\0' && is_chain(ending + (collective ? strlen("еу") : 0), MAX_SUFFIXES);
}

static bool
is_ordinal_ending(const char *ending)
{
  return lexicon_ending_among("шы|ші|ншы|нші|ыншы|інші|шысы|шісі|шыда|шіде", ending);
}

static bool
ends_with(const char *ending, const char *const *ends, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (g_str_has_suffix(ending, ends[i]))
      return true;
  return false;
}

static bool
is_ablative(const char *ending)
{
  static const char *const ends[] = { "дан", "ден", "тан", "тен", "нан", "нен" };
  return ends_with(ending, ends, G_N_ELEMENTS(ends));
}

static bool
is_dative(const char *ending)
{
  static const char *const ends[] = { "ға", "ге", "қа", "ке", "на", "не" };
  return ends_with(ending, ends, G_N_ELEMENTS(ends));
}

static const char *const pronouns[] = { "ол",      "олар",       "олардың",      "оның",
                                        "оларда",  "олардан",    "оларға",       "онда",
                                        "соңғысы", "соңғысының", "соңғыларының", NULL };

static const char *const home[] = {
  "ел",        "елде",         "елдегі",  "елдің",   "еліміз", "елімізде", "еліміздегі",
  "еліміздің", "республикада", "отандық", "біздегі", "бізде",  NULL
};

const LexiconTable lexicon_kk = {
  .home = home,
  .pronouns = pronouns,
  .verb_last = true,
  .language = "kk",
  .attributive = "ғы",
  .rate_behind = "шаққанда",
  .lines = lines,
  .count = G_N_ELEMENTS(lines),
  .noun = is_noun_ending,
  .adjective = is_noun_ending,
  .on_digits = is_digits_ending,
  .ordinal_digits = is_ordinal_ending,
  .ablative = is_ablative,
  .dative = is_dative,
  .group = '.',
  .hyphen_ranks = true,
  .counts_nouns_after_lead = true,
  .one_is_article = true,
};
