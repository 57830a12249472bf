"""The terminal: one thin command per file, loaded only when it is called."""
