"""A second opinion on a shortlist: what was asked, what comes out, its JSON form and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from stemwijzer.core.explain import explain
from stemwijzer.core.matching import MustState
from stemwijzer.core.model import Catalogue
from stemwijzer.core.second_opinion import second_opinion
from stemwijzer.errors import AnswersError, UsageError, message
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import Block, Column, Heading, Paragraph, Row, Table, Tone, items
from stemwijzer.report.common import changes, provenance
from stemwijzer.report.match_view import named
from stemwijzer.report.records import OpinionResult, Respondent
from stemwijzer.report.result import (
    applications_of,
    best_shared_application,
    ranked_application,
    solution_id,
)
from stemwijzer.report.words import Words

_ASK = 3
_TOP_APPLICATIONS = 3


def judge_shortlist(
    catalogue: Catalogue,
    who: Respondent,
    shortlist: Sequence[str],
    application: str,
    networks: Mapping[str, Sequence[str]],
) -> OpinionResult:
    """Judge a shortlist in the named application, or in the best fitting one most of it shares.

    Raises UsageError for unknown solutions and AnswersError when nobody can be ranked.
    """
    names = tuple(dict.fromkeys(solution_id(catalogue, name) for name in shortlist))
    chosen = best_shared_application(catalogue, who, names, application)
    entry = ranked_application(catalogue, who, chosen)
    inside = [n for n in names if chosen in catalogue.solutions[n].applications]
    if not entry.ranking.ranked:
        raise AnswersError(message("nothing_ranked"), message("nothing_ranked_hint"))
    delivered = {a for name in names for a in catalogue.solutions[name].applications}
    best = [s.solution_id for s in applications_of(catalogue, who).ranked[:_TOP_APPLICATIONS]]
    members = {party: _members(catalogue, party, listed) for party, listed in networks.items()}
    return OpinionResult(
        catalogue,
        who,
        entry.ranking,
        second_opinion(entry.ranking, inside, members),
        outside=tuple(n for n in names if n not in inside),
        skipped=tuple(a for a in best if a not in delivered),
        networks=members,
    )


def _members(catalogue: Catalogue, party: str, listed: Sequence[str]) -> frozenset[str]:
    """Return the solutions a party's partners stand for: named by solution or by vendor."""
    found: set[str] = set()
    for name in listed:
        word = name.casefold()
        vendors = [
            v for v in catalogue.vendors.values() if word in (v.id.casefold(), v.name.casefold())
        ]
        for vendor in vendors:
            found.update(vendor.solutions)
        if not vendors:
            try:
                found.add(solution_id(catalogue, name))
            except UsageError as error:
                if error.message.key == "problems.not_listed":
                    continue  # known, but nothing in the ranking
                raise UsageError(
                    message("unknown_partner", party=party, name=name), error.hint
                ) from error
    return frozenset(found)


# JSON


def contract(result: OpinionResult) -> dict[str, object]:
    """Return the parts of the envelope that belong to a second opinion."""
    opinion = result.opinion
    return {
        "application": result.ranking.application,
        "shortlist": [s.solution_id for s in opinion.standings],
        "outside_application": list(result.outside),
        "better_outside": [s.solution_id for s in opinion.better],
        "skipped_applications": list(result.skipped),
        "drawn_from": opinion.drawn_from,
        "drawn": opinion.drawn,
        "chance_this_low": _float(opinion.chance),
        "best_held": opinion.best_held,
        "chance_this_few": _float(opinion.best_chance),
        "networks": [
            {
                "party": shared.party,
                "members": sorted(result.networks[shared.party]),
                "listed": list(shared.listed),
                "qualifying": shared.qualifying,
                "chance_this_many": float(shared.chance),
            }
            for shared in opinion.networks
        ],
    }


def _float(chance: Fraction | None) -> float | None:
    return None if chance is None else float(chance)


# Words


def blocks(result: OpinionResult, texts: Texts) -> list[Block]:
    """Return the second opinion for a person to read."""
    words = Words(result.catalogue, texts)
    application = words.application(result.ranking.application)
    found: list[Block] = [Heading(texts("opinion.title", application=application), 1)]
    found += changes(result.respondent, words)
    found += _listed(result, words)
    found += _better(result, words)
    found += _chances(result, words)
    found += _networks(result, words)
    found += _questions(result, words)
    found += provenance(result.catalogue, texts)
    return found


def _listed(result: OpinionResult, words: Words) -> Iterator[Block]:
    texts, opinion = words.texts, result.opinion
    total = opinion.drawn_from
    rows = []
    for standing in opinion.standings:
        if standing.unmet:
            place = texts("opinion.out", reason=words.unmet(standing))
        elif standing.rank:
            place = texts("opinion.place", rank=standing.rank, total=total)
        else:
            place = texts("opinion.unranked")
        name = named(standing.solution_id, words)
        match, known = texts.percent(standing.match), texts.percent(standing.coverage)
        line = texts("opinion.line", name=name, place=place, match=match, known=known)
        rows.append(Row((name, place, match, known), line))
    columns = (
        Column(texts("output.column.solution")),
        Column(texts("opinion.column.place")),
        Column(texts("output.column.match"), number=True),
        Column(texts("output.column.known"), number=True),
    )
    yield Heading(texts("opinion.listed"))
    yield Table(columns, tuple(rows), least_width=70)
    yield from items(texts("opinion.outside", name=words.solution(name)) for name in result.outside)


def _better(result: OpinionResult, words: Words) -> Iterator[Block]:
    texts = words.texts
    yield Heading(texts("opinion.better"))
    better = result.opinion.better
    if not better:
        yield Paragraph(texts("opinion.none_better"))
    else:
        yield from items(
            texts(
                "opinion.better_line",
                name=named(s.solution_id, words),
                rank=s.rank,
                match=texts.percent(s.match),
                known=texts.percent(s.coverage),
            )
            for s in better
        )
    if result.skipped:
        names = texts.joined([words.application(a) for a in result.skipped])
        yield Paragraph(texts("opinion.skipped", names=names))


def _chances(result: OpinionResult, words: Words) -> Iterator[Block]:
    texts, opinion = words.texts, result.opinion
    if opinion.chance is None or opinion.best_chance is None:
        return
    yield Heading(texts("opinion.chances"))
    yield Paragraph(
        texts(
            "opinion.chance",
            drawn=opinion.drawn,
            total=opinion.drawn_from,
            chance=texts.percent(float(opinion.chance)),
        )
    )
    yield Paragraph(
        texts(
            "opinion.best",
            drawn=opinion.drawn,
            held=opinion.best_held,
            chance=texts.percent(float(opinion.best_chance)),
        )
    )
    yield Paragraph(texts("opinion.proves"), Tone.HINT)


def _networks(result: OpinionResult, words: Words) -> Iterator[Block]:
    texts, opinion = words.texts, result.opinion
    if not opinion.networks:
        return
    yield Heading(texts("opinion.networks"))
    yield from items(
        texts(
            "opinion.network",
            party=shared.party,
            held=len(shared.listed),
            drawn=opinion.drawn,
            qualifying=shared.qualifying,
            total=opinion.drawn_from,
            chance=texts.percent(float(shared.chance)),
        )
        for shared in opinion.networks
    )
    yield Paragraph(texts("opinion.network_hint"), Tone.HINT)


def _questions(result: OpinionResult, words: Words) -> Iterator[Block]:
    """What to ask the consultant about each listed solution."""
    texts, lines = words.texts, []
    for standing in result.opinion.standings:
        name = words.solution(standing.solution_id)
        if standing.unmet:
            lines.append(texts("opinion.ask_unmet", name=name, reason=words.unmet(standing)))
        open_musts = [
            words.question_label(m.question_id)
            for m in standing.must_haves
            if m.state is MustState.UNKNOWN
        ]
        unknown = [words.question_label(c.wish.question.id) for c in explain(standing).unknown]
        ask = list(dict.fromkeys([*open_musts, *unknown]))[:_ASK]
        if ask:
            lines.append(texts("opinion.ask_unknown", name=name, questions=texts.joined(ask)))
    lines += [
        texts("opinion.ask_missing", name=named(s.solution_id, words))
        for s in result.opinion.better[:_ASK]
    ]
    if lines:
        yield Heading(texts("opinion.ask"))
        yield from items(lines)
