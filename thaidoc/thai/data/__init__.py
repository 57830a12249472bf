"""Tables of Thai administration, as JSON."""
