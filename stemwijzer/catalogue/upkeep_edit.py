"""Changes to the text of ``vendors.yaml``: putting it in order, putting an entry in its place."""

from __future__ import annotations

from dataclasses import replace

from stemwijzer.catalogue import comments, strict_yaml
from stemwijzer.catalogue.build_vendors import not_listed, vendors
from stemwijzer.catalogue.canonical import canonical
from stemwijzer.catalogue.declaration import read
from stemwijzer.catalogue.load import Loaded
from stemwijzer.catalogue.schema import vendors as declaration
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import CatalogueError, Message, message


def in_order(loaded: Loaded) -> str:
    """Return the text in its one form. Raises CatalogueError rather than change a fact."""
    text = canonical(loaded.vendors_text, loaded.catalogue)
    same = _content(loaded, text) == _content(loaded, loaded.vendors_text)
    if not same or _comments(text) != _comments(loaded.vendors_text):
        raise CatalogueError(Message("data.error.fix"), Message("data.error.fix_hint"))
    return text


def _content(loaded: Loaded, text: str) -> Catalogue:
    """Return the catalogue as it would be with this text; the order of keys does not count."""
    known = loaded.catalogue
    document = read(
        text, loaded.vendors.file, declaration(known.attributes, tuple(known.applications))
    )
    found, solutions = vendors(document, known.attributes)
    entries = {name: replace(v, solutions=tuple(sorted(v.solutions))) for name, v in found.items()}
    return replace(known, vendors=entries, solutions=solutions, not_listed=not_listed(document))


def _comments(text: str) -> int:
    root, _ = strict_yaml.parse(text, "vendors.yaml")
    assert root is not None
    return comments.collect(text, comments.block_keys(root, ())).count()


def entry_line(loaded: Loaded, name: str, vendor: str = "") -> int:
    """Return the line of ``vendors.yaml`` before which a new vendor or solution belongs."""
    places = loaded.vendors.keys
    parent: tuple[str, ...] = ("vendors", vendor, "solutions") if vendor else ("vendors",)
    inside = [path for path in places if path[:-1] == parent]
    later = [places[path][0] for path in inside if str(path[-1]) > name]
    if later:
        return _above_comments(loaded.vendors_text, min(later))
    if not inside:
        raise CatalogueError(message("unknown_id", name=vendor))
    first = max(places[path][0] for path in inside)
    column = min(places[path][1] for path in inside)
    ends = [line for line, at in places.values() if line > first and at < column]
    last = len(loaded.vendors_text.split("\n"))
    return _above_comments(loaded.vendors_text, min(ends, default=last))


def _above_comments(text: str, line: int) -> int:
    """Return the first line of the comments that stand directly above a line."""
    lines = text.split("\n")
    while line > 1 and lines[line - 2].lstrip().startswith("#"):
        line -= 1
    return line


def with_entry(loaded: Loaded, entry: str, line: int) -> str:
    """Return the text with an entry put before a line."""
    lines = loaded.vendors_text.split("\n")
    return "\n".join([*lines[: line - 1], entry.rstrip("\n"), *lines[line - 1 :]])
