-- #data1: data.sql of the specification
SELECT 'a' AS k,
  3 AS v
UNION ALL
SELECT 'b',
  /* FROM nowhere */ 5;

-- layer 1, bar (specification line 7): the rows drawn
WITH
  -- rows in the specification
  "#2 data" AS (
    SELECT rowid AS "#row",
      "key", "title"
    FROM "#data2"
  ),
  "#1 data" AS (
    SELECT rowid AS "#row",
      "k", "v"
    FROM "#data1"
  ),
  "#3 lookup" AS (
    SELECT "#source"."#row" AS "#row",
      "#source"."k", "#source"."v",
      CASE WHEN "#other"."#hit" IS NULL THEN NULL ELSE "#other"."#found0" END AS "title"
    FROM "#1 data" AS "#source"
      LEFT JOIN (
        SELECT max("#row") AS "#hit",
          "key" AS "#key",
          "title" AS "#found0"
        FROM "#2 data"
        GROUP BY 2
      ) AS "#other" ON "#other"."#key" IS "#source"."k"
  ),
  "#4 stack" AS (
    SELECT "#row", "k", "v", "title",
      CASE
        WHEN coalesce("v", 0) < 0 THEN coalesce(sum(min(coalesce("v", 0), 0)) OVER (PARTITION BY "title" ORDER BY "#row" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
        ELSE coalesce(sum(max(coalesce("v", 0), 0)) OVER (PARTITION BY "title" ORDER BY "#row" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) END AS "#before"
    FROM "#3 lookup"
  ),
  "#5 stack" AS (
    SELECT "#source"."#row" AS "#row",
      "#source"."k", "#source"."v", "#source"."title", "#source"."#before",
      "#before" AS "v_start",
      "#before" + coalesce("v", 0) AS "v_end"
    FROM "#4 stack" AS "#source"
  ),
  "#6 valid" AS (
    SELECT *
    FROM "#5 stack"
    WHERE abs("v") < 9e999
  )
SELECT *
FROM "#6 valid"
ORDER BY "#row";

-- layer 2, line (specification line 11): the rows drawn
WITH
  -- rows in the specification
  "#8 data" AS (
    SELECT rowid AS "#row",
      "key", "title"
    FROM "#data2"
  ),
  "#7 data" AS (
    SELECT rowid AS "#row",
      "k", "v"
    FROM "#data1"
  ),
  "#9 lookup" AS (
    SELECT "#source"."#row" AS "#row",
      "#source"."k", "#source"."v",
      CASE WHEN "#other"."#hit" IS NULL THEN NULL ELSE "#other"."#found0" END AS "title"
    FROM "#7 data" AS "#source"
      LEFT JOIN (
        SELECT max("#row") AS "#hit",
          "key" AS "#key",
          "title" AS "#found0"
        FROM "#8 data"
        GROUP BY 2
      ) AS "#other" ON "#other"."#key" IS "#source"."k"
  ),
  "#10 window" AS (
    SELECT "#source"."#row" AS "#row",
      "#source"."k", "#source"."v", "#source"."title",
      sum("#source"."v")
        OVER ( ORDER BY "#source"."#row" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "total"
    FROM "#9 lookup" AS "#source"
  )
SELECT *
FROM "#10 window"
ORDER BY "#row";

-- layer 1, bar (specification line 7): the order of a domain
WITH
  -- rows in the specification
  "#2 data" AS (
    SELECT rowid AS "#row",
      "key", "title"
    FROM "#data2"
  ),
  "#1 data" AS (
    SELECT rowid AS "#row",
      "k", "v"
    FROM "#data1"
  ),
  "#3 lookup" AS (
    SELECT "#source"."#row" AS "#row",
      "#source"."k", "#source"."v",
      CASE WHEN "#other"."#hit" IS NULL THEN NULL ELSE "#other"."#found0" END AS "title"
    FROM "#1 data" AS "#source"
      LEFT JOIN (
        SELECT max("#row") AS "#hit",
          "key" AS "#key",
          "title" AS "#found0"
        FROM "#2 data"
        GROUP BY 2
      ) AS "#other" ON "#other"."#key" IS "#source"."k"
  )
SELECT "title",
  NULL
FROM "#3 lookup"
GROUP BY "title"
ORDER BY min("#row");
