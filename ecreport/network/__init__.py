"""All figures and relations of a report asked together."""
