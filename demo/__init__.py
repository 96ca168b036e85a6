"""A small market of made-up web sites served on localhost, with the truth of what they show."""
