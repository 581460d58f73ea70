"""V003: ``vendors.yaml`` stands in its one order and form, so that changes are small to read."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue import strict_yaml
from stemwijzer.catalogue.canonical import Layout, canonical
from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level


def check(material: Material) -> Iterator[Found]:
    """Yield what stands out of order; when the order is right, the first line of another form."""
    text = material.loaded.vendors_text
    wanted = canonical(text, material.catalogue)
    if wanted == text:
        return
    root, _ = strict_yaml.parse(text, material.loaded.vendors.file)
    assert root is not None
    late = list(Layout(material.catalogue).misplaced(root))
    for found in late:
        listed = found.path[-1] in ("has", "not")
        values = {"name": "" if listed else str(found.path[-1]), "before": found.before}
        yield Found("options" if listed else "order", found.path, values)
    if not late:
        pairs = zip(text.split("\n"), wanted.split("\n"), strict=False)
        line = next((n for n, (there, want) in enumerate(pairs, 1) if there != want), 1)
        yield Found("form", (), {"line": line})


RULE = Rule("V003", Level.ERROR, check)
