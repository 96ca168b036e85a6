"""From the spool to the store: reads captures in order, runs the extractor, folds sightings into listings."""
