"""A user's own file of parties and their partners; read, used once, never kept."""

from __future__ import annotations

from stemwijzer.catalogue.declaration import ListOf, MapOf, Record, Str, read
from stemwijzer.errors import AnswersError, message

_NETWORK = Record("a network file", {"network": MapOf(Str(), ListOf(Str(), least=1))})


def read_network(text: str, name: str) -> dict[str, list[str]]:
    """Return the partners by party. Raises AnswersError with every problem.

    The file is YAML: ``network: {Adviser X: [genesys, zendesk-suite]}``; partners are vendors or
    solutions, by id or name.
    """
    document = read(text, name, _NETWORK)
    if document.problems:
        count = len(document.problems)
        raise AnswersError(
            message("network", name=name, count=count), message("mend"), document.problems
        )
    found: dict[str, list[str]] = document.data["network"]
    return found
