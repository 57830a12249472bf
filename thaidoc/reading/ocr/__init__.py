"""Reading scans: the page's lines are found, and each is read by the project's own recogniser."""
