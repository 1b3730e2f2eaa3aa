"""The same verdicts over the columns of a table, one for each row."""
