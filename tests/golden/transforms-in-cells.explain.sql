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
    WHERE abs("x") < 9e999 AND abs("n") < 9e999
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
    WHERE abs("mean") < 9e999
  )
SELECT *
FROM "#5 valid"
ORDER BY "#row";
