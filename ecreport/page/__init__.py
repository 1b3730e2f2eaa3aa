"""One report's own page and notebook, and the templates that the site uses too."""
