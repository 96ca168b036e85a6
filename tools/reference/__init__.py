"""Writes the reference pages of docs/ out of the code, so that both say the same (``make docs``)."""
