"""Exact bounds through one line of arithmetic: rules that narrow one another, a solver."""
