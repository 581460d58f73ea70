"""The one form of ``vendors.yaml``: what stands where, and the writer that puts it there.

Vendors, solutions, sources and what is not listed stand in the order of their ids, facts in the
order of the attributes, options in the order of their attribute. One value takes one line; lists
and the sources per option stand between brackets. Comments move with what they belong to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stemwijzer.catalogue import comments, strict_yaml
from stemwijzer.catalogue.declaration import Path
from stemwijzer.core.model import Attribute, Catalogue

KEYS = (
    *("schema_version", "version", "vendors", "not_listed"),
    *("name", "vendor", "website", "solutions", "aliases", "private", "lifecycle", "applications"),
    *("value", "has", "not", "min", "max", "amount", "currency", "billing", "plan"),
    *("url", "kind", "page_date", "seen", "grade"),
    *("source", "sources", "facts", "reason", "date", "note"),
)
"""The keys with a fixed meaning in the order in which they stand wherever they occur."""

_STARTERS = "-?:,[]{}#&*!|>'\"%@`"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A key or option that should stand before another one."""

    path: Path
    before: str


class Layout:
    """Knows the order of everything in ``vendors.yaml`` for these attributes and applications."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.attributes: Mapping[str, Attribute] = catalogue.attributes
        self.applications = tuple(catalogue.applications)

    def ordered(self, node: strict_yaml.Mapping, path: Path) -> list[str]:
        """Return the keys of a mapping in their order."""
        names = list(node.entries)
        if self._by_id(path):
            return sorted(names)
        if path and path[-1] == "facts":
            return _by(names, tuple(self.attributes))
        if self.is_inline(path):
            return _by(names, self._options(path[:-1]))
        return _by(names, KEYS)

    def options(self, node: strict_yaml.Sequence, path: Path) -> list[strict_yaml.Node]:
        """Return the items of a list in their order."""
        items = list(node.items)
        if path[-1] not in ("has", "not"):
            return items
        order = self._options(path[:-1])
        return sorted(items, key=lambda item: _rank(_text(item), order))

    def is_inline(self, path: Path) -> bool:
        """Say whether a mapping stands between brackets: the sources per option."""
        return len(path) > 5 and path[-1] == "sources"

    def misplaced(self, node: strict_yaml.Node, path: Path = ()) -> Iterator[Misplaced]:
        """Yield what stands behind something it should stand before, one per block."""
        if isinstance(node, strict_yaml.Mapping):
            yield from _first_late(list(node.entries), self.ordered(node, path), path)
            for name, (_, child) in node.entries.items():
                yield from self.misplaced(child, (*path, name))
        elif isinstance(node, strict_yaml.Sequence):
            found, wanted = list(node.items), self.options(node, path)
            late = list(_first_late([_text(i) for i in found], [_text(i) for i in wanted], path))
            yield from (Misplaced(path, m.before) for m in late)

    def inline_paths(self, node: strict_yaml.Node, path: Path = ()) -> Iterator[Path]:
        """Yield the paths of the mappings that stand between brackets."""
        if isinstance(node, strict_yaml.Mapping):
            if self.is_inline(path):
                yield path
            for name, (_, child) in node.entries.items():
                yield from self.inline_paths(child, (*path, name))

    def _by_id(self, path: Path) -> bool:
        if path in (("vendors",), ("not_listed",)):
            return True
        return path[:1] == ("vendors",) and (
            (len(path) == 3 and path[2] == "solutions") or (len(path) == 5 and path[4] == "sources")
        )

    def _options(self, path: Path) -> tuple[str, ...]:
        """Return the options of the fact, or the applications, at this path."""
        if path and path[-1] == "applications":
            return self.applications
        attribute = self.attributes.get(str(path[-1])) if path else None
        return tuple(option.id for option in attribute.options) if attribute else ()


def canonical(text: str, catalogue: Catalogue) -> str:
    """Return the text of ``vendors.yaml`` in its one form; the text must have been read before."""
    root, _ = strict_yaml.parse(text, "vendors.yaml")
    assert root is not None, "only a file that was read without problems has a form"
    layout = Layout(catalogue)
    inline = tuple(layout.inline_paths(root))
    kept = comments.collect(text, comments.block_keys(root, inline), comments.spans(root, inline))
    lines = [*_lines(root, (), layout, kept), *kept.last]
    return "\n".join(lines) + "\n"


def _lines(
    node: strict_yaml.Node, path: Path, layout: Layout, kept: comments.Comments
) -> Iterator[str]:
    assert isinstance(node, strict_yaml.Mapping)
    indent = "  " * len(path)
    for name in layout.ordered(node, path):
        key, child = node.entries[name]
        here: Path = (*path, name)
        yield from (indent + comment for comment in kept.above.get(here, ()))
        behind = "".join(f"  {comment}" for comment in kept.behind.get(here, ()))
        head = f"{indent}{scalar(key)}:"
        if isinstance(child, strict_yaml.Mapping) and child.entries and not layout.is_inline(here):
            yield head + behind
            yield from _lines(child, here, layout, kept)
        else:
            yield f"{head} {_value(child, here, layout)}{behind}"
        yield from (indent + comment for comment in kept.below.get(here, ()))


def _value(node: strict_yaml.Node, path: Path, layout: Layout) -> str:
    if isinstance(node, strict_yaml.Scalar):
        return scalar(node)
    if isinstance(node, strict_yaml.Sequence):
        items = [scalar(i, inside=True) for i in layout.options(node, path) if _is_scalar(i)]
        return f"[{', '.join(items)}]"
    pairs = (node.entries[name] for name in layout.ordered(node, path))
    words = (f"{scalar(k, inside=True)}: {scalar(v, inside=True)}" for k, v in pairs)
    return f"{{{', '.join(words)}}}"


def scalar(node: strict_yaml.Node, *, inside: bool = False) -> str:
    """Return one value as it is written: plain where that is safe; ``inside`` brackets or not."""
    assert isinstance(node, strict_yaml.Scalar)
    text = node.text
    surprising = node.quoted and strict_yaml.SURPRISES.match(text)
    if surprising or not _plain(text, inside=inside):
        return strict_yaml.escaped(json.dumps(text, ensure_ascii=False))
    return text


def _plain(text: str, *, inside: bool) -> bool:
    if not text or text != text.strip() or text[0] in _STARTERS or not text.isprintable():
        return False
    if inside and any(sign in text for sign in ",[]{}"):
        return False
    return ": " not in text and " #" not in text and not text.endswith(":")


def _is_scalar(node: strict_yaml.Node) -> bool:
    return isinstance(node, strict_yaml.Scalar)


def _text(node: strict_yaml.Node) -> str:
    return node.text if isinstance(node, strict_yaml.Scalar) else ""


def _rank(name: str, order: tuple[str, ...]) -> tuple[int, str]:
    return (order.index(name), "") if name in order else (len(order), name)


def _by(names: list[str], order: tuple[str, ...]) -> list[str]:
    return sorted(names, key=lambda name: _rank(name, order))


def _first_late(found: list[str], wanted: list[str], path: Path) -> Iterator[Misplaced]:
    """Yield the first name that stands where another one belongs."""
    for there, belongs in zip(found, wanted, strict=True):
        if there != belongs:
            yield Misplaced((*path, belongs), there)
            return
