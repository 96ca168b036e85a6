"""The `chipwatch` command: one file a command group, thin over the rooms below."""
