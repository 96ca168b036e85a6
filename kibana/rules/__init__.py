"""Rules that a file of saved objects must keep, one file for each group of them.

1   UTF-8, one JSON object a line; a line with ``exportedCount`` is a summary
2   only known keys at the top; a reference is exactly name, type and id
3   type and id occur once; at most 10,000 objects
4   every reference resolves inside the file
5   migration versions that the target knows
6   a dashboard has its attributes and no others, none of them null; a restored time has a from and a to
7   attributes whose name ends in JSON, and those of rule 10, are strings that parse; a search source is query
    and filter
8   panels stand on a grid of 48 columns, none over another, and each has what it shows
9   a Lens chart has one reference a layer, ordered columns, and names only columns that it has
10  a data view has title, name, a time field that is a date, and JSON strings
11  every field that is named exists, in a type of which can be made what is asked
12  a saved search has title, columns and an order
"""
