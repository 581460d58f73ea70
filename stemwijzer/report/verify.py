"""Recomputing a saved result: is it the same, and if not, what differs and why?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from stemwijzer import __version__
from stemwijzer.answers.sheet import read_sheet
from stemwijzer.core.model import Catalogue
from stemwijzer.core.second_rules import Rule
from stemwijzer.errors import AnswersError, Message, StemwijzerError, message
from stemwijzer.i18n import Texts
from stemwijzer.record import record
from stemwijzer.report.blocks import Block, Heading, Paragraph, Tone, items
from stemwijzer.report.common import provenance
from stemwijzer.report.contract import data
from stemwijzer.report.records import Move, Respondent, Result, Sampling, VerifyResult
from stemwijzer.report.result import (
    ALL,
    compare_solutions,
    examine_stability,
    explain_solution,
    match,
    respondent,
)
from stemwijzer.report.words import Words

Plain = dict[str, Any]


@record
class Saved:
    """One saved result: the command that made it and its data."""

    command: str
    data: Plain


def saved_results(text: str, name: str) -> list[Saved]:
    """Return every result in a file: one document, or one per line.

    Raises AnswersError when it holds none, or one that does not say what it was made from.
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
    return [_saved(document, name) for document in documents]


def _saved(document: object, name: str) -> Saved:
    found = document if isinstance(document, dict) else {}
    command, content = found.get("command"), found.get("data")
    if command in _RECOMPUTED and isinstance(content, dict) and content:
        return Saved(str(command), content)
    if isinstance(command, str) and content:
        words = Message("verify.no_answers", {"name": name, "command": command})
        raise AnswersError(words, message("not_result_hint"))
    if "rankings" in found and "line" in found:
        raise AnswersError(
            Message("verify.batch_line", {"name": name}), Message("verify.batch_line_hint")
        )
    raise AnswersError(message("not_result", name=name), message("not_result_hint"))


def verify(catalogue: Catalogue, saved: Saved, name: str) -> VerifyResult:
    """Recompute a saved result with the present program and catalogue."""
    before = saved.data
    try:
        if saved.command == "requirements" and (before["scores"] or before["changed"]):
            raise AnswersError(
                Message("verify.filled_in", {"name": name}), Message("verify.filled_in_hint")
            )
        result = _RECOMPUTED[saved.command](catalogue, before, name)
        present = json.loads(json.dumps(data(result)))
        moves = tuple(_moves(before, present))
        differs = tuple(_differs(before, present))
        made_with = before["catalogue"]
        return VerifyResult(
            catalogue=catalogue,
            name=name,
            command=saved.command,
            same=not differs,
            saved_tool=str(before.get("tool", "")),
            saved_version=str(made_with["version"]),
            saved_fingerprint=str(made_with["fingerprint"]),
            moves=moves,
            differs=differs,
        )
    except StemwijzerError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise AnswersError(message("not_result", name=name), message("not_result_hint")) from error


# How each command is done again ---------------------------------------------------------------


def _who(catalogue: Catalogue, saved: Plain, sheet: Plain, name: str) -> Respondent:
    """Read the sheet inside a result; without a stamp it was read with the saved catalogue."""
    known = dict(sheet)
    own = str(known.pop("name"))
    made_with = {key: saved["catalogue"][key] for key in ("version", "fingerprint")}
    known.setdefault("catalogue", made_with)
    read, changed = read_sheet(json.dumps(known, ensure_ascii=False), name, catalogue)
    return respondent(catalogue, own, read, changed)


def _drawn(options: Plain | None) -> Sampling:
    """Return the sampling of a result; nothing stands there when nothing was simulated."""
    return Sampling(int(options["draws"]), int(options["seed"])) if options else Sampling(0)


def _match(catalogue: Catalogue, saved: Plain, name: str) -> Result:
    options = saved["options"]
    return match(
        catalogue,
        _who(catalogue, saved, saved["sheet"], name),
        options["application"] or "",
        rule=Rule(options["metric"]),
        top=int(options["top"]),
        sampling=_drawn(options),
    )


def _explain(catalogue: Catalogue, saved: Plain, name: str) -> Result:
    return explain_solution(
        catalogue,
        _who(catalogue, saved, saved["sheet"], name),
        saved["standing"]["solution"],
        saved["application"],
        _drawn(saved["stability"]),
    )


def _compare(catalogue: Catalogue, saved: Plain, name: str) -> Result:
    solutions = [standing["solution"] for standing in saved["standings"]]
    who = _who(catalogue, saved, saved["sheet"], name)
    return compare_solutions(catalogue, who, solutions, saved["application"])


def _stability(catalogue: Catalogue, saved: Plain, name: str) -> Result:
    who = _who(catalogue, saved, saved["sheet"], name)
    return examine_stability(catalogue, who, saved["application"], _drawn(saved["stability"]))


def _second_opinion(catalogue: Catalogue, saved: Plain, name: str) -> Result:
    from stemwijzer.report.opinion import judge_shortlist

    return judge_shortlist(
        catalogue,
        _who(catalogue, saved, saved["sheet"], name),
        [*saved["shortlist"], *saved["outside_application"]],
        saved["application"],
        {party["party"]: party["members"] for party in saved["networks"]},
    )


def _roadmap(catalogue: Catalogue, saved: Plain, name: str) -> Result:
    from stemwijzer.report.roadmap import plan

    return plan(catalogue, _who(catalogue, saved, saved["sheet"], name), saved["have"])


def _requirements(catalogue: Catalogue, saved: Plain, name: str) -> Result:
    from stemwijzer.report.requirements import make_requirements

    who = _who(catalogue, saved, saved["sheet"], name)
    return make_requirements(catalogue, who, saved["application"])


def _report(catalogue: Catalogue, saved: Plain, name: str) -> Result:
    from stemwijzer.report.making import make_report

    options = saved["options"]
    who = _who(catalogue, saved, saved["sheet"], name)
    application = options["application"]
    if application == ALL and len(saved["chapters"]) < len(saved["rankings"]):
        application = ""  # a report ranks everything, also when it chooses the chapters itself
    return make_report(catalogue, who, application, _drawn(options), whole=True)


def _team(catalogue: Catalogue, saved: Plain, name: str) -> Result:
    from stemwijzer.answers.team import Seat
    from stemwijzer.report.team import consult, seated

    members = []
    for member in saved["members"]:
        who = _who(catalogue, saved, member["sheet"], name)
        weight = Fraction(str(member["weight"]))
        seat = Seat("", member["member"], member["role"] or "", weight)
        members.append(seated(who, member["member"], seat))
    options = saved["options"]
    return consult(catalogue, members, options["application"] or "", _drawn(options))


_RECOMPUTED: dict[str, Callable[[Catalogue, Plain, str], Result]] = {
    "match": _match,
    "start": _match,
    "explain": _explain,
    "compare": _compare,
    "stability": _stability,
    "second-opinion": _second_opinion,
    "roadmap": _roadmap,
    "requirements": _requirements,
    "report": _report,
    "team": _team,
}
"""The commands whose results carry all they were computed from: sheet, choices, draws and seed."""


# What differs ---------------------------------------------------------------------------------


def _differs(saved: Plain, present: Plain) -> Iterator[str]:
    """Yield the parts that come out otherwise; the answers are what the rest is computed from."""
    before, after = _without_sheets(saved), _without_sheets(present)
    yield from (part for part in {**before, **after} if before.get(part) != after.get(part))


def _without_sheets(found: Plain) -> Plain:
    """Leave out the sheets: they may get the stamp of the catalogue they were read with."""
    rest = {key: value for key, value in found.items() if key != "sheet"}
    if "members" in rest:
        rest["members"] = [
            {key: value for key, value in member.items() if key != "sheet"}
            for member in rest["members"]
        ]
    return rest


def _moves(saved: Plain, present: Plain) -> Iterator[Move]:
    """Yield every solution whose place in a ranking that both have changed."""
    after = dict(_rankings(present))
    for application, before in _rankings(saved):
        later = after.get(application, {})
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
            yield Move(application, solution, old, new, tuple(changed))


Places = dict[str, tuple[int | None, dict[str, float]]]
"""Place and contributions by solution; only who is ranked has a place."""


def _rankings(found: Plain) -> Iterator[tuple[str, Places]]:
    """Yield what a result says about places, per application, whatever the command."""
    if "rankings" in found:
        yield from ((entry["application"], _places(entry)) for entry in found["rankings"])
    elif "ranking" in found:
        yield found["application"], _places(found)
    elif "standing" in found or "standings" in found:
        standings = found["standings"] if "standings" in found else [found["standing"]]
        yield found["application"], _places({"ranking": standings})


def _places(entry: Plain) -> Places:
    found: Places = {}
    for section in ("ranking", "excluded", "unranked"):
        for row in entry.get(section, []):
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
    if not lines:
        lines = [texts("verify.parts", parts=", ".join(result.differs))]
    found += items(lines)
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
