"""The six sites: one module each, from posts to pages."""
