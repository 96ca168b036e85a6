"""`scrapy list` and `scrapy crawl`: the spiders, and each source under its own name."""

from __future__ import annotations

import logging
import sys

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from crawlers.source_file import read_source, source_files
from foundation.errors import SourceError

log = logging.getLogger(__name__)


class SourceSpiderLoader(SpiderLoader):
    """Adds ``scrapy crawl NAME`` for every source; it is short for ``scrapy crawl SPIDER -a source=NAME``.

    Source files are read when a spider of theirs is asked for, so that a mistake in one stops no other.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._settings = settings
        try:
            self._files = source_files(settings["CHIPWATCH"])
        except SourceError as error:
            log.warning("%s", error)
            self._files = {}

    def load(self, spider_name: str) -> type[Spider]:
        """The spider, or the source's spider bound to it. Raises `KeyError`; a bad file ends the process."""
        if spider_name in self._spiders or spider_name not in self._files:
            return super().load(spider_name)
        try:
            source = read_source(self._files[spider_name])
        except SourceError as error:
            # Only Scrapy's own commands come here, and they would show a traceback.
            sys.exit(f"chipwatch: {error}")
        base = super().load("news" if source.is_article else "market")
        return type(base.__name__, (base,), {"name": spider_name, "source_name": spider_name})

    def list(self) -> list[str]:
        """Names of the spiders, then of the sources."""
        return [*super().list(), *(name for name in self._files if name not in self._spiders)]
