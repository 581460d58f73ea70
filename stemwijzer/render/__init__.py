"""Printing: one module per form, each takes what the report says and adds nothing."""
