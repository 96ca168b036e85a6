"""Scrapy's settings, as chipwatch makes them from chipwatch.toml and CHIPWATCH_* on the node."""

from crawlers.settings import *  # noqa: F403 - a settings module is its names
