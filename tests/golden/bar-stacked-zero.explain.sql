-- bar (specification line 2): the rows drawn
WITH
  -- rows in the specification
  "#1 data" AS (
    SELECT rowid AS "#row",
      "q", "s", "v"
    FROM "#data1"
  ),
  "#2 stack" AS (
    SELECT "#row", "q", "s", "v",
      CASE
        WHEN coalesce("v", 0) < 0 THEN coalesce(sum(min(coalesce("v", 0), 0)) OVER (PARTITION BY "q" ORDER BY "s" DESC, "#row" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
        ELSE coalesce(sum(max(coalesce("v", 0), 0)) OVER (PARTITION BY "q" ORDER BY "s" DESC, "#row" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) END AS "#before"
    FROM "#1 data"
  ),
  "#3 stack" AS (
    SELECT "#source"."#row" AS "#row",
      "#source"."q", "#source"."s", "#source"."v", "#source"."#before",
      "#before" AS "v_start",
      "#before" + coalesce("v", 0) AS "v_end"
    FROM "#2 stack" AS "#source"
  ),
  "#4 valid" AS (
    SELECT *
    FROM "#3 stack"
    WHERE abs("v") < 9e999
  )
SELECT *
FROM "#4 valid"
ORDER BY "#row";
