"""How the house and its sources fare: figures of runs held against each source's own past, checks of the home."""
