"""Interface texts of one language, one module per area."""
