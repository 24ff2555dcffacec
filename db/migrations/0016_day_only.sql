-- Sales told without a time of day: one bill, or in one sum all that was sold that day.
ALTER TABLE orders ADD COLUMN day_only text CHECK (day_only IN ('bill', 'sum'));
-- How many of a day's orders are such, and how many of these are sums whose bills nobody knows.
ALTER TABLE day_totals ADD COLUMN day_only_orders integer NOT NULL DEFAULT 0;
ALTER TABLE day_totals ADD COLUMN sum_orders integer NOT NULL DEFAULT 0;
