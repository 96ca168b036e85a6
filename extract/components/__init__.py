"""Small components, each reads one thing; their order stands in extract/pipeline.py."""
