"""Scrapy's settings, from those of chipwatch (chipwatch.toml, CHIPWATCH_*). `scrapy` reads this module."""

from __future__ import annotations

import sys
from typing import Any

from crawlers.downloading import HANDLERS
from crawlers.identity import ROBOTS_NAME, user_agent
from foundation.errors import ChipwatchError
from foundation.settings import Settings, load_settings


def scrapy_settings(settings: Settings) -> dict[str, Any]:
    """Settings of every crawl; those of a source come on top (`crawlers.spiders.source_spider`)."""
    return {
        "CHIPWATCH": settings,
        "BOT_NAME": "chipwatch",
        "SPIDER_MODULES": ["crawlers.spiders"],
        "SPIDER_LOADER_CLASS": "crawlers.spider_loader.SourceSpiderLoader",
        "USER_AGENT": user_agent(settings),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": ROBOTS_NAME,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "crawlers.offsite.SameSiteMiddleware": 50,
            "crawlers.offsite.ReachMiddleware": 60,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawlers.robots.HonestRobotsTxtMiddleware": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawlers.retrying.PoliteRetryMiddleware": 550,
            "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
            "crawlers.redirects.HonestRedirectMiddleware": 600,
            "crawlers.budget.BudgetMiddleware": 1000,
            "crawlers.api_key.ApiKeyMiddleware": 1100,
        },
        "DOWNLOAD_HANDLERS": HANDLERS,
        "TWISTED_DNS_RESOLVER": "crawlers.resolver.CheckedResolver",
        "SPIDER_MIDDLEWARES": {
            # Every status is read, and the spider copies no meta.
            "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
            "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
        },
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "crawlers.politeness.Politeness": 0,
            "crawlers.run_report.RunReport": 10,
        },
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": settings.delay_s,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(settings.concurrency_per_site),
        "DOWNLOAD_DELAY": settings.delay_s,
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_REQUESTS": settings.concurrency_per_site + 2,
        "CONCURRENT_REQUESTS_PER_DOMAIN": settings.concurrency_per_site,
        # Scrapy makes so many tasks for every response, and no pipeline of ours waits.
        "CONCURRENT_ITEMS": 1,
        # Looks into the source of every callback at every response.
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        "DOWNLOAD_MAXSIZE": settings.max_page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": 3,
        "RETRY_AFTER_MAX_S": 120,
        "REDIRECT_MAX_TIMES": 8,
        "METAREFRESH_MAXDELAY": 10,
        "COOKIES_ENABLED": False,
        "HTTPCACHE_ENABLED": settings.http_cache,
        "HTTPCACHE_DIR": str(settings.home.expanduser().resolve() / "httpcache"),
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": settings.log_level,
        "FEED_EXPORT_ENCODING": "utf-8",
    }


try:
    globals().update(scrapy_settings(load_settings()))
except ChipwatchError as error:
    sys.exit(f"chipwatch: {error}")
