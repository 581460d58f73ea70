"""The bits of building that every file shares: texts in two languages and the values of facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stemwijzer.core.model import Attribute, Fact, Kind, Text


def text(data: Mapping[str, str] | None) -> Text:
    """Return the two-language text of checked data (missing parts, already reported, are empty)."""
    data = data or {}
    return Text(data.get("nl", ""), data.get("en", ""))


def value_of(attribute: Attribute, data: Mapping[str, Any]) -> Fact:
    """Return the bare value of a fact or judgement, without its proof."""
    match attribute.kind:
        case Kind.BOOL:
            return Fact(level="yes" if data.get("value") else "no")
        case Kind.LEVEL:
            return Fact(level=data.get("value", ""))
        case Kind.LEVELS | Kind.SET:
            return Fact(has=frozenset(data.get("has", ())), not_=frozenset(data.get("not", ())))
        case Kind.INTERVAL:
            return Fact(low=data.get("min"), high=data.get("max"))
        case Kind.AMOUNT:
            return Fact(
                amount=data.get("amount"),
                currency=data.get("currency", ""),
                billing=data.get("billing", ""),
                plan=data.get("plan", ""),
            )
