"""Recomputing a saved result: is it the same, and if not, what differs and why?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from stemwijzer import __version__
from stemwijzer.answers.sheet import read_sheet
from stemwijzer.core.model import Catalogue
from stemwijzer.core.second_rules import Rule
from stemwijzer.errors import AnswersError, StemwijzerError, message
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import Block, Heading, Paragraph, Tone, items
from stemwijzer.report.common import provenance
from stemwijzer.report.contract import data
from stemwijzer.report.records import Move, Sampling, VerifyResult
from stemwijzer.report.result import match, respondent
from stemwijzer.report.words import Words

Plain = dict[str, Any]


def saved_results(text: str, name: str) -> list[Plain]:
    """Return the ``data`` of every match envelope in a file: one document, or one per line.

    Raises AnswersError when it holds none.
    """
    try:
        documents = [json.loads(text)]
    except ValueError:
        try:
            documents = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as error:
            raise AnswersError(
                message("not_json", name=name), message("not_result_hint")
            ) from error
    if not documents:
        raise AnswersError(message("not_json", name=name), message("not_result_hint"))
    for document in documents:
        envelope = document if isinstance(document, dict) else {}
        if envelope.get("command") not in ("match", "start") or not envelope.get("data"):
            raise AnswersError(message("not_result", name=name), message("not_result_hint"))
    return [document["data"] for document in documents]


def verify(catalogue: Catalogue, saved: Plain, name: str) -> VerifyResult:
    """Recompute a saved result with the present program and catalogue."""
    try:
        sheet_data = dict(saved["sheet"])
        sheet_name = str(sheet_data.pop("name"))
        # A sheet without a stamp was read with the catalogue of the saved result.
        made_with = {key: saved["catalogue"][key] for key in ("version", "fingerprint")}
        sheet_data.setdefault("catalogue", made_with)
        options = saved["options"]
        sheet, changed = read_sheet(json.dumps(sheet_data, ensure_ascii=False), name, catalogue)
        who = respondent(catalogue, sheet_name, sheet, changed)
        result = match(
            catalogue,
            who,
            options["application"] or "",
            rule=Rule(options["metric"]),
            top=int(options["top"]),
            sampling=Sampling(int(options["draws"]), int(options["seed"])),
        )
        present = json.loads(json.dumps(data(result)))
        moves = tuple(_moves(saved, present))
    except StemwijzerError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AnswersError(message("not_result", name=name), message("not_result_hint")) from error
    return VerifyResult(
        catalogue=catalogue,
        name=name,
        same=_without_sheet(present) == _without_sheet(saved),
        saved_tool=str(saved.get("tool", "")),
        saved_version=str(saved["catalogue"]["version"]),
        saved_fingerprint=str(saved["catalogue"]["fingerprint"]),
        moves=moves,
    )


def _without_sheet(result: Plain) -> Plain:
    """Leave the answers out of the comparison: they are what the rest is computed from."""
    return {key: value for key, value in result.items() if key != "sheet"}


def _moves(saved: Plain, present: Plain) -> Iterator[Move]:
    """Yield every solution whose place in a ranking that both have changed."""
    after = {entry["application"]: _places(entry) for entry in present["rankings"]}
    for entry in saved["rankings"]:
        before, later = _places(entry), after.get(entry["application"], {})
        for solution in dict.fromkeys((*before, *later)):
            old, old_parts = before.get(solution, (None, {}))
            new, new_parts = later.get(solution, (None, {}))
            if old == new:
                continue
            shifts = {
                question: abs(new_parts.get(question, 0) - old_parts.get(question, 0))
                for question in {**old_parts, **new_parts}
            }
            changed = sorted((q for q in shifts if shifts[q]), key=lambda q: -shifts[q])
            yield Move(entry["application"], solution, old, new, tuple(changed))


def _places(entry: Plain) -> dict[str, tuple[int | None, dict[str, float]]]:
    """Return (place, contributions) of every solution of a ranking; only ranked ones have one."""
    found = {}
    for section in ("ranking", "excluded", "unranked"):
        for row in entry[section]:
            place = row["rank"] if section == "ranking" else None
            found[row["solution"]] = (place, row.get("contributions", {}))
    return found


def blocks(result: VerifyResult, texts: Texts) -> list[Block]:
    """Return the verification for a person to read."""
    found: list[Block] = [Heading(f"{texts('verify.title')}: {result.name}", 1)]
    if result.same:
        found.append(Paragraph(texts("verify.same"), Tone.STRONG))
        return [*found, *provenance(result.catalogue, texts)]
    found.append(Paragraph(texts("verify.different"), Tone.WARNING))
    reasons = []
    if result.saved_fingerprint != result.catalogue.fingerprint:
        reasons.append(
            texts(
                "verify.other_data",
                then=result.saved_version,
                then_print=result.saved_fingerprint[:12],
                now=result.catalogue.version,
                now_print=result.catalogue.fingerprint[:12],
            )
        )
    if result.saved_tool != __version__:
        reasons.append(texts("verify.other_tool", then=result.saved_tool, now=__version__))
    found += items(reasons or [texts("verify.same_data")])
    found.append(Heading(texts("verify.moves")))
    words = Words(result.catalogue, texts)
    lines = [_line(move, words) for move in result.moves]
    found += items(lines or [texts("verify.numbers")])
    return [*found, *provenance(result.catalogue, texts)]


def _line(move: Move, words: Words) -> str:
    texts, catalogue = words.texts, words.catalogue
    known = [words.question_label(q) for q in move.questions[:3] if q in catalogue.questions]
    none = texts("verify.no_place")
    return texts(
        "verify.because" if known else "verify.moved",
        application=words.application(move.application)
        if move.application in catalogue.applications
        else move.application,
        name=words.solution(move.solution)
        if move.solution in catalogue.solutions
        else move.solution,
        then=move.before or none,
        now=move.after or none,
        questions=texts.joined(known),
    )
