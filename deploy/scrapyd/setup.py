"""The egg that `scrapyd-deploy` uploads. It names chipwatch, which is installed on the node with its dependencies."""

from setuptools import setup

setup(
    name="chipwatch-node",
    version="0.1.0",
    packages=["chipwatch_node"],
    entry_points={"scrapy": ["settings = chipwatch_node.settings"]},
)
