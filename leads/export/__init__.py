"""Listings and leads as files: JSON lines for programs, CSV for spreadsheets, each with a manifest of what it is."""
