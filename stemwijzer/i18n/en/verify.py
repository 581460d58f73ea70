"""Checking a saved result, in English."""

TEXTS = {
    "verify.title": "Check of a saved result",
    "verify.same": "Same: recomputing gives exactly this result.",
    "verify.different": "Different: recomputing gives another result.",
    "verify.other_data": "The catalogue differs: saved with {then} ({then_print}), now {now} ({now_print}).",
    "verify.same_data": "The catalogue is the same, so the saved file or the program was changed.",
    "verify.other_tool": "The program differs: saved with {then}, now {now}.",
    "verify.moved": "{application}: {name} stood on {then}, now on {now}.",
    "verify.because": "{application}: {name} stood on {then}, now on {now}; what changed: {questions}.",
    "verify.no_place": "no place",
    "verify.numbers": "No place changed; only numbers did.",
    "verify.moves": "Who moved",
}
