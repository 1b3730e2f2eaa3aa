"""A folder of CSV files in, or every error at once."""
