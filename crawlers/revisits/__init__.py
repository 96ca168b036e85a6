"""When what is visited again: what is remembered of each page's changes, and the order in which a budget is spent."""
