"""Saved objects for Kibana 8.x: data views generated from the field registry, and what checks such files."""
