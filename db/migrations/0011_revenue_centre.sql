-- Which part of the house a till stands in, for tills that do not say so with every bill.
ALTER TABLE locations ADD COLUMN revenue_centre text
  CHECK (length(revenue_centre) BETWEEN 1 AND 100);
