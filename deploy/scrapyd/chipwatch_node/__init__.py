"""What Scrapyd runs: the spiders of the chipwatch that is installed on the node."""
