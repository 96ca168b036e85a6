"""The spool: what crawls saw, on disk, append-only. Everything else can be rebuilt from it.

One segment a run, ``<run_id>.jsonl``; one record a line::

    <crc32, 8 hex digits> <length in bytes> <JSON>

Segments lie in a generation, a directory under the spool that the file ``CURRENT`` names; a reparse writes the next
generation and the old one stays.
"""

from crawlers.spool.reader import SpoolReader
from crawlers.spool.writer import SpoolWriter

__all__ = ["SpoolReader", "SpoolWriter"]
