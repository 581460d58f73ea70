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
    "verify.parts": "No place changed; other parts of the result did: {parts}.",
    "verify.no_answers": "{name} is a result of '{command}': it is not computed from answers, so there is nothing to recompute",
    "verify.batch_line": "{name} holds lines of 'stemwijzer batch'; these do not hold the answers they were computed from",
    "verify.batch_line_hint": "run batch again on the same profiles and compare the files, or check one sheet with match",
    "verify.filled_in": "{name} scores what vendors filled in; their files are not in it",
    "verify.filled_in_hint": "run requirements --read again on the same files and compare",
    "verify.moves": "Who moved",
}
