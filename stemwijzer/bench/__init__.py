"""``python -m stemwijzer.bench``: how fast, as ratios against baselines of the same run.

Milliseconds belong to one machine on one day; a ratio of two medians that were measured in turns
says more. Nothing is asserted.
"""
