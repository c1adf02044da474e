-- bar (specification line 1): the extent of the bins
WITH
  -- rows in the specification
  "#1 data" AS (
    SELECT rowid AS "#row",
      "x"
    FROM "#data1"
  )
SELECT min("x"),
  max("x")
FROM "#1 data";

-- bar (specification line 1): the rows drawn
WITH
  -- rows in the specification
  "#1 data" AS (
    SELECT rowid AS "#row",
      "x"
    FROM "#data1"
  ),
  "#2 units" AS (
    SELECT "#row", "x",
      (0 + 5 * floor(1e-14 + (max(0, min("x", 15)) - 0) / 5)) AS "bin_maxbins_5_x"
    FROM "#1 data"
  ),
  "#3 units" AS (
    SELECT "#row", "x", "bin_maxbins_5_x",
      ("bin_maxbins_5_x" + 5) AS "bin_maxbins_5_x_end"
    FROM "#2 units"
  ),
  "#4 aggregate" AS (
    SELECT min("#row") AS "#row",
      "bin_maxbins_5_x", "bin_maxbins_5_x_end",
      count(*) AS "__count"
    FROM "#3 units"
    GROUP BY "bin_maxbins_5_x", "bin_maxbins_5_x_end"
  ),
  "#5 valid" AS (
    SELECT *
    FROM "#4 aggregate"
    WHERE abs("bin_maxbins_5_x") < 9e999
  )
SELECT *
FROM "#5 valid"
ORDER BY "#row";
