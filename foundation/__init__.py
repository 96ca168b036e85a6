"""What every room stands on: settings, the data home, errors that a person can act on, ids, the clock."""
