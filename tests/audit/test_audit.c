#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "audit/audit.h"

static const char PACKAGE[] =
    "{\"name\": \"firms\", \"resources\": [{\"name\": \"firms\", \"path\": \"firms.csv\","
    "\"title\": {\"\": \"Firms by region\", \"ru\": \"Фирмы по регионам\","
    "\"kk\": \"Өңірлер бойынша фирмалар\"},"
    "\"schema\": {\"primaryKey\": [\"region\", \"year\"], \"fields\": ["
    "{\"name\": \"region\", \"type\": \"string\", \"categories\": ["
    "{\"value\": \"Almaty\", \"label\": {\"\": \"Almaty\", \"ru\": \"Алматы\", \"kk\": "
    "\"Алматы\"}},"
    "{\"value\": \"Astana\", \"label\": {\"\": \"Astana\", \"ru\": \"Астана\", \"kk\": "
    "\"Астана\"}},"
    "{\"value\": \"Aktau\", \"label\": {\"\": \"Aktau\", \"ru\": \"Актау\", \"kk\": \"Ақтау\"}},"
    "{\"value\": \"Total\", \"label\": {\"\": \"Total\", \"ru\": \"Всего\", \"kk\": "
    "\"Барлығы\"}}]},"
    "{\"name\": \"year\", \"type\": \"year\"},"
    "{\"name\": \"firms\", \"type\": \"integer\", \"unit\": \"firms\", \"title\": {\"\": \"Firms\","
    "\"ru\": \"Фирмы\", \"kk\": \"Фирмалар\"}},"
    "{\"name\": \"revenue_kzt_bn\", \"type\": \"number\", \"currency\": \"KZT\", \"scale\": 1e9,"
    "\"title\": {\"\": \"Revenue\", \"ru\": \"Выручка\", \"kk\": \"Түсім\"}},"
    "{\"name\": \"revenue_usd_mn\", \"type\": \"number\", \"currency\": \"USD\", \"scale\": 1e6,"
    "\"title\": {\"\": \"Revenue\", \"ru\": \"Выручка\", \"kk\": \"Түсім\"}},"
    "{\"name\": \"share_pct\", \"type\": \"number\", \"unit\": \"%\", \"title\": {\"\": \"Share of "
    "exports\", \"ru\": \"Доля экспорта\", \"kk\": \"Экспорт үлесі\"}}]}},"
    /* places whose names share words, and one that a currency is named after */
    "{\"name\": \"trade\", \"path\": \"trade.csv\", \"title\": {\"\": \"Foreign trade\","
    "\"ru\": \"Внешняя торговля\", \"kk\": \"Сыртқы сауда\"},"
    "\"schema\": {\"primaryKey\": [\"partner\"], \"fields\": ["
    "{\"name\": \"partner\", \"type\": \"string\", \"categories\": ["
    "{\"value\": \"Osh\", \"label\": {\"\": \"Osh\", \"ru\": \"Ош\", \"kk\": \"Ош\"}},"
    "{\"value\": \"Osh Region\", \"label\": {\"\": \"Osh Region\", \"ru\": \"Ошская область\", "
    "\"kk\": \"Ош облысы\"}},"
    "{\"value\": \"Talas Region\", \"label\": {\"\": \"Talas Region\", \"ru\": \"Таласская "
    "область\", \"kk\": \"Талас облысы\"}},"
    "{\"value\": \"Border city\"},"
    "{\"value\": \"United States\", \"label\": {\"\": \"United States\", \"ru\": \"США\", \"kk\": "
    "\"АҚШ\"}}]},"
    "{\"name\": \"trade_usd_mn\", \"type\": \"number\", \"currency\": \"USD\", \"scale\": 1e6,"
    "\"title\": {\"\": \"Trade\", \"ru\": \"Торговля\", \"kk\": \"Сауда\"}},"
    "{\"name\": \"ease_score\", \"type\": \"integer\", \"title\": {\"\": \"Ease score\", \"ru\": "
    "\"Оценка удобства\", \"kk\": \"Көпшілік бағасы\"}}]}},"
    /* two keys without a member that stands for all, and measures of one row */
    "{\"name\": \"dairies\", \"path\": \"dairies.csv\", \"title\": \"Dairies\","
    "\"schema\": {\"primaryKey\": [\"year\", \"size\", \"owner\"], \"fields\": ["
    "{\"name\": \"year\", \"type\": \"year\"}, {\"name\": \"size\", \"type\": \"string\"},"
    "{\"name\": \"owner\", \"type\": \"string\"},"
    "{\"name\": \"dairies\", \"type\": \"integer\", \"title\": \"Dairies\"},"
    "{\"name\": \"capacity_th_t\", \"type\": \"number\", \"unit\": \"t\", \"scale\": 1000,"
    "\"title\": \"Capacity\"},"
    "{\"name\": \"milk_th_t\", \"type\": \"number\", \"unit\": \"t\", \"scale\": 1000,"
    "\"title\": \"Milk processed\"}]}},"
    /* two columns of one name that have no members in common */
    "{\"name\": \"mills\", \"path\": \"mills.csv\", \"title\": \"Mills\","
    "\"schema\": {\"primaryKey\": [\"region\", \"owner\"], \"fields\": ["
    "{\"name\": \"region\", \"type\": \"string\"},"
    "{\"name\": \"owner\", \"type\": \"string\"},"
    "{\"name\": \"mills\", \"type\": \"integer\", \"title\": \"Mills\"}]}},"
    "{\"name\": \"shops\", \"path\": \"shops.csv\", \"title\": \"Shops\","
    "\"schema\": {\"primaryKey\": [\"owner\"], \"fields\": ["
    "{\"name\": \"owner\", \"type\": \"string\"},"
    "{\"name\": \"shops\", \"type\": \"integer\", \"title\": \"Shops\"}]}},"
    /* members whose names are numbers */
    "{\"name\": \"sport\", \"path\": \"sport.csv\", \"title\": \"People who train\","
    "\"schema\": {\"primaryKey\": [\"age_group\"], \"fields\": ["
    "{\"name\": \"age_group\", \"type\": \"string\"},"
    "{\"name\": \"people_th\", \"type\": \"number\", \"unit\": \"persons\", \"scale\": 1000,"
    "\"title\": \"People\"}]}},"
    /* words that members of two columns share */
    "{\"name\": \"targets\", \"path\": \"targets.csv\", \"title\": \"Targets\","
    "\"schema\": {\"primaryKey\": [\"indicator\"], \"fields\": ["
    "{\"name\": \"indicator\", \"type\": \"string\"},"
    "{\"name\": \"target_pct\", \"type\": \"number\", \"unit\": \"%\"}]}},"
    "{\"name\": \"output\", \"path\": \"output.csv\", \"title\": \"Output\","
    "\"schema\": {\"primaryKey\": [\"measure\"], \"fields\": ["
    "{\"name\": \"measure\", \"type\": \"string\"},"
    "{\"name\": \"output_usd_mn\", \"type\": \"number\", \"currency\": \"USD\", \"scale\": 1e6}]}},"
    /* a whole, and its parts in a table of their own */
    "{\"name\": \"harvest\", \"path\": \"harvest.csv\", \"title\": \"Harvest\","
    "\"schema\": {\"fields\": [{\"name\": \"year\", \"type\": \"year\"},"
    "{\"name\": \"harvest_th_t\", \"type\": \"number\", \"unit\": \"t\", \"scale\": 1000}]}},"
    "{\"name\": \"harvest-by-crop\", \"path\": \"crops.csv\", \"title\": \"Harvest by crop\","
    "\"schema\": {\"primaryKey\": [\"crop\"], \"fields\": [{\"name\": \"crop\", \"type\": "
    "\"string\"}, {\"name\": \"year\", \"type\": \"year\"},"
    "{\"name\": \"harvest_th_t\", \"type\": \"number\", \"unit\": \"t\", \"scale\": 1000}]}},"
    /* what was asked and granted, planned and spent, in one row */
    "{\"name\": \"grants\", \"path\": \"grants.csv\", \"title\": \"Grants\","
    "\"schema\": {\"primaryKey\": [\"year\", \"programme\"], \"fields\": ["
    "{\"name\": \"year\", \"type\": \"year\"},"
    "{\"name\": \"programme\", \"type\": \"string\", \"categories\": ["
    "{\"value\": \"Debut\", \"label\": \"Debut films\"},"
    "{\"value\": \"Export\", \"label\": \"Export of films\"},"
    "{\"value\": \"All\", \"label\": \"All\"}]},"
    "{\"name\": \"applications\", \"type\": \"integer\", \"title\": \"Applications\"},"
    "{\"name\": \"grants\", \"type\": \"integer\", \"title\": \"Grants\"},"
    "{\"name\": \"planned_mn\", \"type\": \"number\", \"currency\": \"KZT\", \"scale\": 1e6,"
    "\"title\": \"Planned\"},"
    "{\"name\": \"spent_mn\", \"type\": \"number\", \"currency\": \"KZT\", \"scale\": 1e6,"
    "\"title\": \"Spent\"}]}},"
    /* hours that are measured, a year to come, and numbers that look like years */
    "{\"name\": \"airtime\", \"path\": \"airtime.csv\", \"title\": \"Airtime\","
    "\"schema\": {\"primaryKey\": [\"genre\"], \"fields\": ["
    "{\"name\": \"genre\", \"type\": \"string\"},"
    "{\"name\": \"hours\", \"type\": \"integer\", \"title\": \"Hours\"}]}},"
    "{\"name\": \"coverage\", \"path\": \"coverage.csv\", \"title\": {\"\": \"Broadband\","
    "\"ru\": \"Широкополосный доступ\"}, \"schema\": {\"primaryKey\": [\"year\"], \"fields\": ["
    "{\"name\": \"year\", \"type\": \"year\"},"
    "{\"name\": \"coverage_pct\", \"type\": \"number\", \"unit\": \"%\","
    "\"title\": {\"\": \"Coverage\", \"ru\": \"Покрытие\"}}]}},"
    "{\"name\": \"jobs\", \"path\": \"jobs.csv\", \"title\": \"Jobs\","
    "\"schema\": {\"primaryKey\": [\"sector\"], \"fields\": ["
    "{\"name\": \"sector\", \"type\": \"string\"},"
    "{\"name\": \"people_th\", \"type\": \"number\", \"unit\": \"persons\", \"scale\": 1000,"
    "\"title\": \"Jobs\"}]}}"
    "]}";

static const struct {
  const char *name, *text;
} FILES[] = {
  { "datapackage.json", PACKAGE },
  { "firms.csv", "region,year,firms,revenue_kzt_bn,revenue_usd_mn,share_pct\n"
                 "Almaty,2023,412,61.7,134,12.4\n"
                 "Almaty,2024,455,74.3,158,15.1\n"
                 "Astana,2023,208,33.9,74,8.6\n"
                 "Astana,2024,231,38.2,81,7.3\n"
                 "Aktau,2023,57,9.4,20,31.2\n"
                 "Aktau,2024,63,11.8,25,28.5\n"
                 "Total,2023,677,105.0,228,13.2\n"
                 "Total,2024,749,124.3,264,14.0\n" },
  { "trade.csv", "partner,trade_usd_mn,ease_score\n"
                 "Osh,166.1,61\n"
                 "Osh Region,103.5,55\n"
                 "Talas Region,82.6,48\n"
                 "Border city,12.5,52\n"
                 "United States,391.4,83\n" },
  { "dairies.csv", "year,size,owner,dairies,capacity_th_t,milk_th_t\n"
                   "2020,Small,Private,101,40.0,20.0\n"
                   "2020,Small,State,53,15.0,6.0\n"
                   "2020,Large,Private,40,200.0,150.0\n"
                   "2020,Large,State,32,90.0,45.0\n"
                   "2024,Small,Private,144,52.0,30.0\n"
                   "2024,Small,State,41,12.0,5.5\n"
                   "2024,Large,Private,61,280.0,230.0\n"
                   "2024,Large,State,27,61.0,30.0\n" },
  { "shops.csv", "owner,shops\nCity,312\nChain,94\n" },
  { "mills.csv", "region,owner,mills\nAktau,All,17\nAktau,State,9\n"
                 "Astana,All,11\nAstana,State,5\n" },
  { "sport.csv", "age_group,people_th\n7–17,1210.4\n18–29,955.3\n60 and over,402.7\n" },
  { "targets.csv", "indicator,target_pct\nShare of GDP,5.2\n"
                   "Contribution to the GDP share,7.7\nJobs,4.1\n" },
  { "output.csv", "measure,output_usd_mn\nGDP share by sector,11.5\nExports,13.7\n" },
  { "harvest.csv", "year,harvest_th_t\n2023,402.0\n2024,439.0\n" },
  { "grants.csv", "year,programme,applications,grants,planned_mn,spent_mn\n"
                  "2024,Debut,138,14,720,655\n"
                  "2024,Export,61,20,1340,1210\n"
                  "2024,All,199,34,2060,1865\n" },
  { "airtime.csv", "genre,hours\nNews,11045\nSeries,1874\n" },
  { "coverage.csv", "year,coverage_pct\n2023,35.1\n2024,38.9\n2030,52.0\n" },
  { "jobs.csv", "sector,people_th\nFilm,2030\nMusic,680\n" },
  { "crops.csv", "crop,year,harvest_th_t\nWheat,2024,242.0\nBarley,2024,175.0\n" },
};

/* What each number of a text is found to be, by initials: matched, derived, unmatched (or
 * contradicted), waived. Those left out are not told. */
static const struct {
  const char *language, *text, *statuses;
} CASES[] = {
  /* cells: by place, year, scale, currency, unit */
  { "en", "In 2024 Almaty had 455 firms.", "m" },
  { "en", "In 2024 Almaty had 231 firms.", "u" },
  { "en", "In 2023 Almaty had 455 firms.", "u" },
  { "en", "In 2023 Almaty had 412 firms and in 2024 it had 455.", "mm" },
  { "en", "In 2023 Almaty had 455 firms and in 2024 it had 455.", "um" },
  { "en", "Almaty has 455 firms, Astana 231 and Aktau 63.", "mmm" },
  { "en", "Almaty has 455 firms, Astana 63 and Aktau 231.", "muu" },
  { "en", "There are 455 firms in Almaty and 231 in Astana.", "mm" },
  { "en", "There are 231 firms in Almaty and 455 in Astana.", "uu" },
  { "en", "Firms in Almaty earned 74.3 billion tenge.", "m" },
  { "en", "Firms in Almaty earned 74.3 million tenge.", "u" },
  { "en", "Firms in Almaty earned US$74.3 billion.", "u" },
  { "en", "Firms in Almaty earned 74.3 billion tenge (US$158 million).", "mm" },
  { "en", "Firms in Almaty earned 74.3 billion tenge (US$185 million).", "mu" },
  { "en", "The share of exports in Aktau was 28.5%.", "m" },
  { "en", "The share of exports in Aktau was 28.5 percentage points.", "u" },
  { "en", "The share of exports in Aktau was about 30%.", "m" },
  { "en", "The share of exports in Aktau was 25.8%.", "u" },
  { "en", "All in all there were 749 firms in 2024.", "m" },
  /* a whole beside its part */
  { "en", "The state owns 5 of the 11 mills in Astana.", "mm" },
  { "en", "The state owns 5 of the 12 mills in Astana.", "mu" },
  { "kk", "2024 жылы Алматыда 749 фирманың ішінде 455-і жұмыс істеді.", "mm" },
  /* a city is an owner of shops, not of mills */
  { "en", "The state owns 9 mills in Aktau City and 5 of 11 in Astana City.", "mmm" },
  { "en", "The state owns 9 mills in Aktau City and 9 of 11 in Astana City.", "mum" },
  /* a line before a table is its caption */
  { "en", "Revenue, million tenge\n\n| Region | 2024 |\n|---|---|\n| Almaty | 74300 |", "m" },
  { "en", "Revenue, million tenge\n\n| Region | 2024 |\n|---|---|\n| Almaty | 73400 |", "u" },
  { "ru", "Выручка, млн долл. США\n\n| Регион | 2024 |\n|---|---|\n| Алматы | 158 |", "m" },
  { "en", "| Region | Revenue, KZT million |\n|---|---|\n| Almaty | 74300 |", "m" },
  /* what is made of one member is made of another */
  { "en",
    "A firm in Almaty earned 163.3 million tenge on average. The same calculation gives "
    "165.4 million tenge for Astana.",
    "dd" },
  { "en",
    "A firm in Almaty earned 163.3 million tenge on average. The same calculation gives "
    "156.4 million tenge for Astana.",
    "du" },
  /* a currency that is named beside no number */
  { "en", "In dollars, trade with the United States came to 391.4 million.", "m" },
  { "ru", "В долларах торговля с США составила 391,4 млн.", "m" },
  { "kk", "АҚШ-пен сауда доллармен 391,4 млн болды.", "m" },
  { "en", "In tenge, trade with the United States came to 391.4 million.", "u" },
  /* what is told before */
  { "en", "Astana grew. It now has 231 firms.", "m" },
  { "en", "Astana grew. It now has 455 firms.", "u" },
  /* formulas */
  { "en", "Firms in Almaty rose by 43 between 2023 and 2024.", "d" },
  { "en", "Firms in Almaty fell by 43 between 2023 and 2024.", "u" },
  { "en", "Revenue in Almaty grew by 20.4% from 2023 to 2024.", "d" },
  { "en", "Revenue in Almaty grew by 24.0% from 2023 to 2024.", "u" },
  { "en", "Almaty has 455 firms, 60.7% of the total of 749.", "mdm" },
  { "en", "Almaty has 455 firms, 67.0% of the total of 749.", "mum" },
  { "en", "The share of exports in Aktau fell by 2.7 percentage points in a year.", "d" },
  { "en", "Almaty and Astana together have 686 firms.", "d" },
  { "en", "Almaty has 1.97 times as many firms as Astana.", "d" },
  /* waived, and what is none */
  { "en", "[Seven]{waived=\"a manner of speaking\"} firms failed.", "w" },
  { "en", "See Figure 3 of 16 November 2025, the 2nd part.", "" },
  { "en", "Nobody has 99,999 firms.", "u" },
  /* tables that are typed */
  { "en", "| Region | Firms, 2024 |\n|---|---|\n| Almaty | 455 |\n| Astana | 231 |\n", "mm" },
  { "en", "| Region | Firms, 2024 |\n|---|---|\n| Almaty | 231 |\n| Astana | 455 |\n", "uu" },
  /* Russian */
  { "ru", "В 2024 году в Алматы работало 455 фирм.", "m" },
  { "ru", "В 2023 году в Алматы работало 455 фирм.", "u" },
  { "ru", "Выручка в Астане достигла 38,2 млрд тенге (81 млн долл. США).", "mm" },
  { "ru", "Выручка в Астане достигла 38,2 млн тенге.", "u" },
  { "ru", "Доля экспорта в Актау снизилась за год на 2,7 п. п.", "d" },
  { "ru", "Выручка в Алматы выросла с 2023 по 2024 год на 20,4 %.", "d" },
  { "ru", "Выручка в Алматы снизилась с 2023 по 2024 год на 20,4 %.", "u" },
  /* Kazakh */
  { "kk", "2024 жылы Алматыда 455 фирма жұмыс істеді.", "m" },
  { "kk", "2023 жылы Алматыда 455 фирма жұмыс істеді.", "u" },
  { "kk", "Астананың түсімі 38,2 млрд теңгеге жетті.", "m" },
  { "kk", "Астананың түсімі 32,8 млрд теңгеге жетті.", "u" },
  /* which year a sentence is of */
  { "en", "In 2024 Almaty had 455 firms, compared with 412 in 2023. Astana had 231.", "mmm" },
  { "en", "In 2024 Almaty had 455 firms, compared with 412 in 2023. Astana had 208.", "mmu" },
  { "en", "In 2024 Almaty had 455 firms. A year earlier it had 412. Astana had 231.", "mmm" },
  { "en", "In 2024 Almaty had 455 firms. A year earlier it had 455.", "mu" },
  { "en", "In 2023 Almaty had 412 firms. It now has 455.", "mm" },
  { "ru", "В 2023 году в Алматы было 412 фирм, теперь их 455.", "mm" },
  { "ru", "В 2024 году в Алматы было 455 фирм. Годом ранее их было 412.", "mm" },
  { "en", "In 2024 the number of firms in Almaty rose from 412 to 455.", "dm" },
  { "en", "In 2024 the number of firms in Almaty rose from 421 to 455.", "um" },
  { "kk", "2024 жылы Алматыда 455 фирма болды, бұл 2023 жылғыдан 43 фирмаға көп.", "md" },
  /* the word that tells the way a number went */
  { "en", "In 2024 the number of firms in Almaty rose by 10.4%, in Aktau by 10.5%.", "dd" },
  { "en", "In 2024 the number of firms in Almaty fell by 10.4%.", "u" },
  /* whose a name is that shares words, or stands in a currency */
  { "en", "The trade of Osh was US$166.1 million, more than that of any other region.", "m" },
  { "en", "The trade of Talas Region was US$82.6 million, of Osh US$166.1 million.", "mm" },
  { "kk", "Талас облысының саудасы 82,6 млн АҚШ доллары, Ош қаласынікі 166,1 млн АҚШ доллары.",
    "mm" },
  { "ru", "Торговля Таласской области составила 82,6 млн долл. США.", "m" },
  { "ru", "Торговля Таласской области составила 391,4 млн долл. США.", "u" },
  { "en", "Border cities traded for US$12.5 million.", "m" },
  /* sums that a table does not have */
  { "en", "In 2024 there were 273 dairies, 185 of them small.", "mm" },
  { "en", "In 2024 there were 237 dairies, 158 of them small.", "uu" },
  { "en", "The number of dairies grew by 20.8% from 2020 to 2024.", "d" },
  { "en", "The number of dairies grew by 28.0% from 2020 to 2024.", "u" },
  /* measures of one row */
  { "en", "In 2024 large private dairies worked at 82.1% of their capacity.", "d" },
  { "en", "In 2024 large private dairies worked at 81.2% of their capacity.", "u" },
  { "en", "In 2024 large private dairies processed 3,770 t of milk each.", "d" },
  { "en", "In 2024 large private dairies processed 7,370 t of milk each.", "u" },
  /* where a range begins */
  { "en", "Firms in Almaty went the other way, from 412 to 455.", "dm" },
  { "en", "Firms in Almaty rose from 412 to 455 in 2024.", "dm" },
  { "en", "The share of Almaty in all firms fell from 60.9% in 2023 to 60.7% in 2024.", "dd" },
  { "kk", "2024 жылы Алматыда фирмалар саны 412-ден 455-ке жетті.", "dm" },
  { "kk", "2024 жылы Алматыда фирмалар саны 421-ден 455-ке жетті.", "um" },
  /* what was said before is left out */
  { "en", "Firms in Almaty earned 74.3 billion tenge. Those in Astana earned 38.2 billion.", "mm" },
  { "en", "Firms in Almaty earned 74.3 billion tenge. Those in Astana earned 32.8 billion.", "mu" },
  { "en", "In 2024 firms in Almaty earned 74.3 billion tenge, against 61.7 billion a year before.",
    "mm" },
  { "en", "In 2024 firms in Almaty earned 74.3 billion tenge, against 67.1 billion a year before.",
    "mu" },
  /* points are percentage points, or those of a score */
  { "en", "The ease score of Talas Region fell to 48 points.", "m" },
  { "en", "The ease score of Talas Region fell to 84 points.", "u" },
  /* a share in words is loose, and may say again what stands in digits */
  { "en", "In 2023 firms in Astana earned a third of the total revenue.", "d" },
  { "en", "In 2023 firms in Astana earned a quarter of the total revenue.", "u" },
  /* a name that stands in a longer one, of the same column and of another */
  { "en", "The share of GDP is to rise from 3.9% to 5.2%, jobs to 4.1%.", "umm" },
  { "en", "The share of GDP is to rise from 3.9% to 4.1%, jobs to 5.2%.", "uuu" },
  /* names that are numbers */
  { "en", "People aged 18–29 who train are 955,300.", "m" },
  { "en", "People aged 18–29 who train are 953,500.", "u" },
  /* the place that the text is about */
  { "en",
    "# Trade of the United States\n\nOsh traded for US$166.1 million. The country traded for "
    "US$391.4 million.",
    "mm" },
  { "en",
    "# Trade of the United States\n\nOsh traded for US$166.1 million. The country traded for "
    "US$319.4 million.",
    "mu" },
  /* a whole in another table */
  { "en", "In 2024 wheat made up 55.1% of the harvest and barley 39.9%, which leaves 5.0%.",
    "ddd" },
  { "en", "In 2024 wheat made up 51.5% of the harvest and barley 39.9%, which leaves 8.0%.",
    "udu" },
  /* what was said of another item of a list */
  { "en", "- Firms in Aktau are few.\n- In 2024 there were 63 firms.", "u" },
  { "en", "In Aktau:\n\n- There were 63 firms in 2024.\n- In 2023 there were 57 firms.", "mm" },
  /* «частных» is no hour */
  { "ru", "В 2024 году в Алматы было 231 частных фирм.", "u" },
  /* firms are not read as the per cent beside them */
  { "en", "In Aktau 29 firms had 28.5% as their share of exports.", "um" },
  /* two currencies of one amount stand in one row */
  { "en", "Firms in Almaty and Astana earned 74.3 billion tenge (US$81 million).", "mu" },
  /* common nouns are no half of a proper name */
  { "en", "In the states trade was US$391.4 million and in Osh US$166.1 million.", "um" },
  /* parts that lack some of their whole */
  { "en", "In 2024 wheat made up 55.1% of the harvest.", "d" },
  { "en", "In 2024 wheat made up 58.0% of the harvest.", "u" },
  /* the words point at another cell of the column */
  { "en", "Private dairies lead. In 2024 large ones processed 230.0 thousand tonnes of milk.",
    "m" },
  { "en", "Private dairies lead. In 2024 large ones processed 30.0 thousand tonnes of milk.", "u" },
  { "en",
    "Large private dairies processed 230.0 thousand tonnes in 2024. The rest of all milk was 65.5 "
    "thousand tonnes.",
    "md" },
  /* one thing told twice */
  { "en", "The share of Almaty in all firms went from 60.9% in 2023 to 60.9% in 2024.", "du" },
  { "en", "In 2024 Almaty has 455 firms, 60.7% of the total, and Astana 60.7%.", "mdu" },
  /* what a number is compared with has none */
  { "en", "# Trade of the United States\n\nTrade came to US$391.4 million, more than in Osh.",
    "m" },
  { "en", "# Trade of the United States\n\nTrade came to US$166.1 million, more than in Osh.",
    "u" },
  { "ru", "# Торговля США\n\nТорговля составила 391,4 млн долл. США, больше, чем в Оше.", "m" },
  { "ru", "# Торговля США\n\nТорговля составила 166,1 млн долл. США, больше, чем в Оше.", "u" },
  /* a rate is that of the whole, in the year that is named */
  { "en", "The amounts imply 471 tenge to the dollar in 2024.", "d" },
  { "en", "The amounts imply 472 tenge to the dollar in 2024.", "u" },
  { "en", "The amounts imply 470 tenge to the dollar in 2023.", "u" },
  /* a time, and hours that are measured */
  { "en", "News took 11,045 hours.", "m" },
  { "en", "News took 11,540 hours.", "u" },
  { "en", "The film was shot in 36 days.", "" },
  /* a year to come */
  { "en", "The coverage of broadband is 38.9%. It must rise to 52.0%.", "mm" },
  { "en", "The coverage of broadband is 52.0%.", "u" },
  { "ru", "К 2030 году покрытие должно вырасти до 52,0 %.", "m" },
  /* «годом ранее» is no unit */
  { "ru", "В Алматы в 2024 году было 455 фирм, 412 годом ранее.", "mm" },
  { "ru", "В Алматы в 2024 году было 455 фирм, 421 годом ранее.", "mu" },
  /* what one row tells beside the number */
  { "en", "Of 138 applications for debut films 14 were granted.", "mm" },
  { "en", "Of 138 applications for debut films 20 were granted.", "mu" },
  /* amounts by the rate of the data, and what one column leaves of another */
  { "en", "Grants for the export of films were 1,210 million tenge, about US$2.6 million.", "md" },
  { "en", "Grants for the export of films were 1,210 million tenge, about US$6.2 million.", "mu" },
  { "en",
    "Of the 1,340 million tenge planned for the export of films 1,210 million were spent. The "
    "remaining 130 million went back.",
    "mmd" },
  { "en",
    "Of the 1,340 million tenge planned for the export of films 1,210 million were spent. The "
    "remaining 310 million went back.",
    "mmu" },
  /* heads of typed tables: a caption that ends with a full stop, no years, no shares */
  { "en", "Table 1. Revenue, million tenge.\n\n| Region | 2024 |\n|---|---|\n| Almaty | 74300 |",
    "m" },
  { "en", "| Sector | Jobs, thousand |\n|---|---|\n| Film | 2030 |", "m" },
  { "en", "| Sector | Jobs, thousand |\n|---|---|\n| Film | 2020 |", "u" },
  { "en", "| Region | Firms |\n|---|---|\n| Aktau | 61 |", "u" },
  { "en", "| Region | Growth of revenue |\n|---|---|\n| Almaty | 20.4 |", "d" },
  /* a level is no change */
  { "en", "Revenue in Almaty grew by 12.6 billion tenge in 2024.", "d" },
  { "en", "Revenue in Almaty grew by 74.3 billion tenge in 2024.", "u" },
  { "ru", "Выручка в Алматы выросла в 2024 году на 12,6 млрд тенге.", "d" },
  { "ru", "Выручка в Алматы выросла в 2024 году на 74,3 млрд тенге.", "u" },
  /* what two numbers of the sentence, or one and the present, make */
  { "ru",
    "Выручка в Алматы росла: с 61,7 млрд тенге в 2023 году до 74,3 млрд в 2024-м, или на 20,4 %.",
    "mmd" },
  { "en", "Revenue in Almaty was 74.3 billion tenge, 1.2 times that of 2023.", "md" },
  { "en", "Revenue in Almaty was 74.3 billion tenge, 2.1 times that of 2023.", "mu" },
  { "en", "The revenue of Almaty has grown 1.2 times from the 61.7 billion tenge of 2023.", "dm" },
  { "en", "The revenue of Almaty has grown 2.1 times from the 61.7 billion tenge of 2023.", "um" },
  /* a pronoun goes on about a kind */
  { "en", "News leads. It took 11,045 hours, and series 1,874.", "mm" },
  { "en", "News leads. It took 11,540 hours, and series 1,874.", "um" },
  /* a year that belongs to one number, or to a clause beside the main one */
  { "kk", "Алматының түсімі 2023 жылғы 61,7 млрд теңгеден 74,3 млрд теңгеге дейін өсті.", "mm" },
  { "kk", "Алматының түсімі 2023 жылғы 61,7 млрд теңгеден 73,4 млрд теңгеге дейін өсті.", "mu" },
  { "en", "Almaty has 455 firms; in 2023 there were 412. They earn 74.3 billion tenge.", "mmm" },
  { "en", "Almaty has 455 firms; in 2023 there were 412. They earn 61.7 billion tenge.", "mmu" },
  { "ru", "В Алматы 455 фирм, тогда как в 2023 году их было 412. Они выручили 61,7 млрд тенге.",
    "mmu" },
  { "kk", "Алматыда 100 мың тұрғынға шаққандағы фирма саны өсті.", "" },
};

static void
write_files(const char *folder)
{
  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
    g_autofree char *path = g_build_filename(folder, FILES[i].name, NULL);
    assert_true(g_file_set_contents(path, FILES[i].text, -1, NULL));
  }
}

static void
remove_files(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
}

static const AuditReport *
report_of(Arena *arena, DiagList *diags, const char *folder, const char *language, const char *text)
{
  g_autofree char *document =
      g_strdup_printf("---\ntitle: Firms\nlang: %s\ndata: datapackage.json\n---\n\n%s\n", language,
                      text);
  g_autofree char *path = g_build_filename(folder, "doc.md", NULL);
  assert_true(g_file_set_contents(path, document, -1, NULL));
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) loaded = document_load(arena, path, folder, diags, &error);
  assert_non_null(loaded);
  ComposeOptions compose = { .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  return audit_document(arena, loaded, &(AuditOptions){ &compose, 0 }, diags);
}

static char *
statuses_of(const char *folder, const char *language, const char *text)
{
  static const char INITIALS[] = {
    [AUDIT_BOUND] = 'b',  [AUDIT_MATCHED] = 'm',   [AUDIT_DERIVED] = 'd',
    [AUDIT_WAIVED] = 'w', [AUDIT_UNMATCHED] = 'u', [AUDIT_CONTRADICTED] = 'u'
  };
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const AuditReport *report = report_of(arena, diags, folder, language, text);
  GString *out = g_string_new(NULL);
  size_t faults = 0;
  for (size_t i = 0; i < report->count; i++) {
    if (report->numbers[i].status != AUDIT_LEFT_OUT)
      g_string_append_c(out, INITIALS[report->numbers[i].status]);
    faults += report->numbers[i].status == AUDIT_UNMATCHED ||
              report->numbers[i].status == AUDIT_CONTRADICTED;
  }
  assert_int_equal(diag_count(diags, DIAG_ERROR), faults);
  return g_string_free(out, FALSE);
}

static void
test_cases(void **state)
{
  (void)state;
  g_autofree char *folder = g_dir_make_tmp("sholu-audit-XXXXXX", NULL);
  write_files(folder);
  size_t wrong = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *found = statuses_of(folder, CASES[i].language, CASES[i].text);
    if (strcmp(found, CASES[i].statuses) == 0)
      continue;
    print_error("%s\n  is %s, not %s\n", CASES[i].text, found, CASES[i].statuses);
    wrong++;
  }
  remove_files(folder);
  assert_int_equal(wrong, 0);
}

/* What the last number rests on, in the language of its text. */
static const struct {
  const char *language, *text, *told;
} TOLD[] = {
  { "en", "In 2024 Almaty had 455 firms.", "firms[Almaty, 2024].firms = 455" },
  { "en", "In 2024 wheat made up 55.1% of the harvest.",
    "share of harvest-by-crop[Wheat, 2024].harvest_th_t = 242 and harvest[2024].harvest_th_t = 439 "
    "= 55.1253" },
  { "ru", "Выручка в Алматы выросла с 2023 по 2024 год на 20,4 %.",
    "изменение: firms[Almaty, 2024].revenue_kzt_bn = 74.3 и firms[Almaty, 2023].revenue_kzt_bn = "
    "61.7 = 20.4214" },
  { "kk", "2024 жылы Алматыда 455 фирма болды, бұл 2023 жылғыдан 43 фирмаға көп.",
    "өзгеріс: firms[Almaty, 2024].firms = 455 және firms[Almaty, 2023].firms = 412 = 43" },
};

static void
test_told(void **state)
{
  (void)state;
  g_autofree char *folder = g_dir_make_tmp("sholu-audit-XXXXXX", NULL);
  write_files(folder);
  for (size_t i = 0; i < G_N_ELEMENTS(TOLD); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const AuditReport *report = report_of(arena, diags, folder, TOLD[i].language, TOLD[i].text);
    assert_string_equal(report->numbers[report->count - 1].told, TOLD[i].told);
  }
  remove_files(folder);
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_told) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
