"""The embedded store: one SQLite file with plain columns, a text index of normalised tokens, and readable views."""
