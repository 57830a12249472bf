"""Originals, records, people's decisions and the event log, as plain files on disk."""
