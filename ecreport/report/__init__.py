"""The report as a reader holds it: claims, words, tables, JSON."""
