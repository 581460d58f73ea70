"""The interface texts in Dutch and English, looked up by key.

Texts live in one module per language and area (``i18n/nl/output.py``), each a plain dictionary
``TEXTS`` keyed ``area.name``; an area is read when its first text is needed. Texts that belong to
data stay in the data files. A test holds both languages to the same keys and placeholders.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib import import_module
from typing import Protocol

LANGUAGES = ("nl", "en")


class InBoth(Protocol):
    """Something written in both languages, by the language."""

    def __getitem__(self, language: str, /) -> str:
        """Return it in this language."""


class Texts:
    """The texts of one language: ``texts("output.saved", path=...)``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._areas: dict[str, Mapping[str, str]] = {}

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of a key with its placeholders filled in.

        A key whose text differs for one and for many is written as two keys ending in ``.one`` and
        ``.other``; it is looked up by its stem with a ``count``.
        """
        area = key.partition(".")[0]
        if area not in self._areas:
            module = import_module(f"stemwijzer.i18n.{self.language}.{area}")
            self._areas[area] = module.TEXTS
        texts = self._areas[area]
        if key not in texts and "count" in values:
            key = f"{key}.{'one' if values['count'] == 1 else 'other'}"
        return texts[key].format(**values) if values else texts[key]

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as people write it: 1.234,5 in Dutch, 1,234.5 in English."""
        written = f"{value:,.{decimals}f}"
        if self.language == "nl":
            return written.translate(str.maketrans(",.", ".,"))
        return written

    def amount(self, value: float, unit: InBoth | None = None) -> str:
        """Return a number without needless decimals, followed by its unit when it has one."""
        written = self.number(value, 0 if value == int(value) else 2)
        return f"{written} {unit[self.language]}" if unit else written

    def percent(self, share: float) -> str:
        """Return a share of 0..1 as a whole percentage, never rounded up to 100 or down to 0."""
        whole = round(share * 100)
        if whole == 100 and share < 1:
            whole = 99
        if whole == 0 and share > 0:
            whole = 1
        return f"{whole}%"

    def joined(self, words: list[str]) -> str:
        """Return words as a sentence part: ``a, b en c``."""
        return self._listed(words, "en" if self.language == "nl" else "and")

    def either(self, words: list[str]) -> str:
        """Return words of which one is meant, as a sentence part: ``a, b of c``."""
        return self._listed(words, "of" if self.language == "nl" else "or")

    def _listed(self, words: list[str], last: str) -> str:
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {last} {words[-1]}"


def choose_language(asked: str | None, environment: Mapping[str, str] | None = None) -> str:
    """Return ``nl`` or ``en``: what was asked, else STEMWIJZER_LANG, else the locale, else Dutch.

    A locale that is set to a language other than Dutch gives English; ``C`` and ``POSIX`` name no
    language.
    """
    environment = os.environ if environment is None else environment
    for word in (asked, environment.get("STEMWIJZER_LANG")):
        if word:
            return "nl" if word.lower().startswith("nl") else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        language = re.split(r"[._@-]", environment.get(name, "").lower())[0]
        if language and language not in ("c", "posix"):
            return "nl" if language == "nl" else "en"
    return "nl"
