"""Messages: the letter in the body or attached."""
