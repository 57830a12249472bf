"""Word documents up to 2003, read from their piece table."""
