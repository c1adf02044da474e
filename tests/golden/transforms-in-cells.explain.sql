-- each cell, layer 1, point (specification line 7): the rows drawn
WITH
  -- rows in the specification
  "#1 data" AS (
    SELECT rowid AS "#row",
      "g", "x", "n"
    FROM "#data1"
  ),
  "#2 valid" AS (
    SELECT *
    FROM "#1 data"
    WHERE "x" IS NOT NULL AND "n" IS NOT NULL
  )
SELECT *
FROM "#2 valid"
ORDER BY "#row";

-- each cell, layer 2, rule (specification line 9): the rows drawn
WITH
  -- rows in the specification
  "#3 data" AS (
    SELECT rowid AS "#row",
      "g", "x", "n"
    FROM "#data1"
  ),
  "#4 aggregate" AS (
    SELECT min("#row") AS "#row",
      "g",
      avg("n") AS "mean"
    FROM "#3 data"
    GROUP BY "g"
  ),
  "#5 valid" AS (
    SELECT *
    FROM "#4 aggregate"
    WHERE "mean" IS NOT NULL
  )
SELECT *
FROM "#5 valid"
ORDER BY "#row";
