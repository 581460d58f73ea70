"""Reading, writing and keeping answer sheets."""
