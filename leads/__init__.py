"""Which listings deserve a look: a transparent score with its reasons, and exports."""
