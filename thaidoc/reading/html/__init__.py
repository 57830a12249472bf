"""HTML pages, laid out as far as their text needs it."""
