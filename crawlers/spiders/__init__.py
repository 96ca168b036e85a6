"""What `scrapy crawl` runs: `market` and `news`, each driven by a source (``-a source=NAME``)."""
