-- point (specification line 2): whether rows sort alike
WITH
  -- rows in the specification
  "#1 data" AS (
    SELECT rowid AS "#row",
      "g", "n"
    FROM "#data1"
  ),
  "#2 calculate" AS (
    SELECT "#row", "g", "n",
      (COALESCE("n", 0.0) + 1.0) AS "a1"
    FROM "#1 data"
  ),
  "#3 calculate" AS (
    SELECT "#row", "g", "n", "a1",
      (COALESCE("a1", 0.0) + 1.0) AS "a2"
    FROM "#2 calculate"
  ),
  "#4 filter" AS (
    SELECT *
    FROM "#3 calculate"
    WHERE (COALESCE("a2", 0.0) > 0.0)
  ),
  "#5 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2",
      (COALESCE("a2", 0.0) + 1.0) AS "a3"
    FROM "#4 filter"
  ),
  "#6 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3",
      (COALESCE("a3", 0.0) + 1.0) AS "a4"
    FROM "#5 calculate"
  ),
  "#7 joinaggregate" AS (
    WITH "#source" AS MATERIALIZED (
        SELECT *
        FROM "#6 calculate"
      ),
      "#groups" AS MATERIALIZED (
        SELECT 1,
          "g",
          sum("a4") AS "#0"
        FROM "#source"
        GROUP BY "g"
      )
    SELECT "#source"."#row", "#source"."g", "#source"."n", "#source"."a1", "#source"."a2",
      "#source"."a3", "#source"."a4",
      "#groups"."#0" AS "all"
    FROM "#source"
      JOIN "#groups" ON 1 AND "#groups"."g" IS "#source"."g"
  ),
  "#8 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all",
      (COALESCE("all", 0.0) + 1.0) AS "a5"
    FROM "#7 joinaggregate"
  ),
  "#9 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5",
      (COALESCE("a5", 0.0) + 1.0) AS "a6"
    FROM "#8 calculate"
  )
SELECT 1
FROM (
  SELECT rank() OVER ( ORDER BY "#source"."a6") AS a,
    row_number() OVER ( ORDER BY "#source"."a6", "#source"."#row") AS b
  FROM "#9 calculate" AS "#source"
)
WHERE a <> b
LIMIT 1;

-- point (specification line 2): the rows drawn
WITH
  -- rows in the specification
  "#1 data" AS (
    SELECT rowid AS "#row",
      "g", "n"
    FROM "#data1"
  ),
  "#2 calculate" AS (
    SELECT "#row", "g", "n",
      (COALESCE("n", 0.0) + 1.0) AS "a1"
    FROM "#1 data"
  ),
  "#3 calculate" AS (
    SELECT "#row", "g", "n", "a1",
      (COALESCE("a1", 0.0) + 1.0) AS "a2"
    FROM "#2 calculate"
  ),
  "#4 filter" AS (
    SELECT *
    FROM "#3 calculate"
    WHERE (COALESCE("a2", 0.0) > 0.0)
  ),
  "#5 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2",
      (COALESCE("a2", 0.0) + 1.0) AS "a3"
    FROM "#4 filter"
  ),
  "#6 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3",
      (COALESCE("a3", 0.0) + 1.0) AS "a4"
    FROM "#5 calculate"
  ),
  "#7 joinaggregate" AS (
    WITH "#source" AS MATERIALIZED (
        SELECT *
        FROM "#6 calculate"
      ),
      "#groups" AS MATERIALIZED (
        SELECT 1,
          "g",
          sum("a4") AS "#0"
        FROM "#source"
        GROUP BY "g"
      )
    SELECT "#source"."#row", "#source"."g", "#source"."n", "#source"."a1", "#source"."a2",
      "#source"."a3", "#source"."a4",
      "#groups"."#0" AS "all"
    FROM "#source"
      JOIN "#groups" ON 1 AND "#groups"."g" IS "#source"."g"
  ),
  "#8 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all",
      (COALESCE("all", 0.0) + 1.0) AS "a5"
    FROM "#7 joinaggregate"
  ),
  "#9 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5",
      (COALESCE("a5", 0.0) + 1.0) AS "a6"
    FROM "#8 calculate"
  ),
  "#11 window" AS (
    WITH RECURSIVE "#numbered" AS (
        SELECT "#source".*,
          1 AS "#part",
          row_number() OVER ( ORDER BY "#source"."a6", "#source"."#row") AS "#n",
          rank() OVER ( ORDER BY "#source"."a6") AS "#low",
          count(*) OVER ( ORDER BY "#source"."a6") AS "#high",
          row_number() OVER ( ORDER BY "#source"."a6", "#source"."#row") AS "#value0"
        FROM "#9 calculate" AS "#source"
      ),
      "#framed" AS MATERIALIZED (
        SELECT *,
          1 AS "#start",
          coalesce(lead("#high", 0) OVER (PARTITION BY "#part" ORDER BY "#n"), count(*) OVER (PARTITION BY "#part")) AS "#end"
        FROM "#numbered"
      )
    SELECT "#source"."#row" AS "#row",
      "#source"."g", "#source"."n", "#source"."a1", "#source"."a2", "#source"."a3",
      "#source"."a4", "#source"."all", "#source"."a5", "#source"."a6",
      "#source"."#value0" AS "rank"
    FROM (
      SELECT *
      FROM "#framed"
      UNION ALL
      SELECT *
      FROM "#framed"
      WHERE 0
    ) AS "#source"
  ),
  "#12 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank",
      ((COALESCE("a6", 0.0) * 10.0) + COALESCE("rank", 0.0)) AS "a7"
    FROM "#11 window"
  ),
  "#13 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7",
      (COALESCE("a7", 0.0) + 1.0) AS "a8"
    FROM "#12 calculate"
  ),
  "#14 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8",
      (COALESCE("a8", 0.0) + 1.0) AS "a9"
    FROM "#13 calculate"
  ),
  "#15 filter" AS (
    SELECT *
    FROM "#14 calculate"
    WHERE (COALESCE("rank", 0.0) < 100.0)
  ),
  "#16 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      (COALESCE("a9", 0.0) + 1.0) AS "b1"
    FROM "#15 filter"
  ),
  "#17 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1",
      (COALESCE("b1", 0.0) + 1.0) AS "b2"
    FROM "#16 calculate"
  ),
  "#18 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2",
      (COALESCE("b2", 0.0) + 1.0) AS "b3"
    FROM "#17 calculate"
  ),
  "#19 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2", "b3",
      (COALESCE("b3", 0.0) + 1.0) AS "b4"
    FROM "#18 calculate"
  ),
  "#20 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2", "b3", "b4",
      (COALESCE("b4", 0.0) + 1.0) AS "b5"
    FROM "#19 calculate"
  ),
  "#21 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2", "b3", "b4", "b5",
      (COALESCE("b5", 0.0) + 1.0) AS "b6"
    FROM "#20 calculate"
  ),
  "#22 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2", "b3", "b4", "b5", "b6",
      (COALESCE("b6", 0.0) + 1.0) AS "b7"
    FROM "#21 calculate"
  ),
  "#23 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2", "b3", "b4", "b5", "b6", "b7",
      (COALESCE("b7", 0.0) + 1.0) AS "b8"
    FROM "#22 calculate"
  ),
  "#24 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8",
      (COALESCE("b8", 0.0) + 1.0) AS "b9"
    FROM "#23 calculate"
  ),
  "#25 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9",
      (COALESCE("b9", 0.0) + 1.0) AS "c1"
    FROM "#24 calculate"
  ),
  "#26 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "c1",
      (COALESCE("c1", 0.0) + 1.0) AS "c2"
    FROM "#25 calculate"
  ),
  "#27 calculate" AS (
    SELECT "#row", "g", "n", "a1", "a2", "a3", "a4", "all", "a5", "a6", "rank", "a7", "a8", "a9",
      "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "c1", "c2",
      (COALESCE("c2", 0.0) + 1.0) AS "c3"
    FROM "#26 calculate"
  ),
  "#28 valid" AS (
    SELECT *
    FROM "#27 calculate"
    WHERE abs("c3") < 9e999
  )
SELECT *
FROM "#28 valid"
ORDER BY "#row";
