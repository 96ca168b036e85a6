"""``python -m cli`` is ``chipwatch``."""

from cli.main import main

main()
