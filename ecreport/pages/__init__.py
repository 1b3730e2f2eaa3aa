"""Notebooks run on fresh kernels, and made into pages: ``python -m ecreport.pages``."""
