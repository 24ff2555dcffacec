-- For whom a bill was made out, as its till names the customer; null where it does not.
ALTER TABLE orders ADD COLUMN customer text;
