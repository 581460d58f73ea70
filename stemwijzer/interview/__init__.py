"""The interview: a pure ``step(state, event)`` with a terminal and a line-by-line front end."""
