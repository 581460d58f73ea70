"""``python -m stemwijzer``."""

from stemwijzer.entry import main

main()
