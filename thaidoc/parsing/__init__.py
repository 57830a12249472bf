"""A document's lines to a record: every field with the evidence for it."""
