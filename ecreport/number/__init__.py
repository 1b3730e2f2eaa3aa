"""What a printed number says: its interval, and how it is written."""
