"""Stemwijzer for customer-contact technology: what matters to you, ranked and explained."""

__version__ = "0.1.0"
