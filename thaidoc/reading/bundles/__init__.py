"""Files that hold other files: each member a document that remembers where it came from."""
