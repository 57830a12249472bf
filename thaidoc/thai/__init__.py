"""The Thai language and calendar, whatever the document."""
