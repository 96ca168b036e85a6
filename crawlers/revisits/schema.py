"""The tables of what is remembered of a source: items, lists, what stands on which list, and how signs proved."""

from __future__ import annotations

VERSION = 2
"""A file of another version is written anew from the spool."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, page TEXT NOT NULL, title TEXT, state TEXT NOT NULL,
    worth REAL, unweighed TEXT,
    first_seen REAL NOT NULL, seen_at REAL, tried_at REAL NOT NULL, refusals INTEGER NOT NULL DEFAULT 0,
    days REAL NOT NULL DEFAULT 0, changes REAL NOT NULL DEFAULT 0, digest TEXT, visits INTEGER NOT NULL DEFAULT 0,
    glimpse TEXT, glimpsed_at REAL, is_priced INTEGER NOT NULL DEFAULT 0, sign TEXT, sign_at REAL,
    gone_at REAL, gone_visits INTEGER NOT NULL DEFAULT 0,
    listed_days REAL NOT NULL DEFAULT 0, ended_unsaid INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS items_by_page ON items (page);
CREATE TABLE IF NOT EXISTS lists (
    address TEXT PRIMARY KEY, role TEXT NOT NULL, is_start INTEGER NOT NULL, found_at REAL NOT NULL,
    read_at REAL, onward TEXT, new_a_day REAL, run TEXT, shown INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS listed (
    ref TEXT NOT NULL, list TEXT NOT NULL, url TEXT NOT NULL, key TEXT, label TEXT, found_at REAL NOT NULL,
    seen_at REAL NOT NULL, run TEXT NOT NULL, tried_at REAL, tries INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL, passed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (ref, list)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS listed_by_list ON listed (list);
CREATE TABLE IF NOT EXISTS signs (
    sign TEXT PRIMARY KEY, followed INTEGER NOT NULL, proved INTEGER NOT NULL
) WITHOUT ROWID;
"""
