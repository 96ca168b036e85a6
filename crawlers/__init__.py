"""From web pages to captures: sources, spiders, page parsing, politeness, evidence and the spool."""
