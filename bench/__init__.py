"""How fast and how large: ``python -m bench`` measures each room in a process of its own."""
