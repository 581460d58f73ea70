"""Reading and judging the data files."""
