"""Pages of sites that nobody wrote a source for: what they show, and a first draft of a source."""
