"""The sheet with scores: formulas over the answers, each with the value it comes to."""

from __future__ import annotations

from stemwijzer.answers.workbook import column_name
from stemwijzer.core.distance import FULL_FACTOR
from stemwijzer.core.model import UNIT, Measure
from stemwijzer.core.requirements import FULL_POINTS, YES, Form, Line, Score, score
from stemwijzer.report.book_frame import (
    ANSWERED_ROW,
    FIRST_ITEM,
    FIRST_LINE,
    FIRST_SCORE,
    FIRST_VENDOR,
    HEADER,
    STATE_ROW,
    TOTAL_ROW,
    WEIGHT_COLUMN,
    Frame,
)
from stemwijzer.report.sheets import Cell, Sheet, Style, reference
from stemwijzer.report.words import capital

_MOST = FULL_POINTS / 10
_LESS = (FULL_POINTS - 1) / 10
_STEP = UNIT * 10 // FULL_POINTS


def scoring(frame: Frame) -> Sheet:
    """Return the sheet: outcome per vendor on top, then the points of every line."""
    texts, made = frame.wording.texts, frame.result.programme
    count = len(frame.vendors)
    scores = [score(made, one.vendor, one.answers) for one in frame.vendors]
    head = [
        Cell(texts(f"requirements.column.{name}"), Style.HEADER)
        for name in ("number", "requirement", "weight")
    ]
    kind = Cell(texts("requirements.book.type"), Style.HEADER)
    scale = Cell(texts("requirements.book.scale"), Style.HEADER)
    headings = [
        Cell(
            frame.heading(i),
            Style.HEADER,
            reference(frame.sheet("answers"), HEADER, FIRST_VENDOR + 2 * i),
        )
        for i in range(count)
    ]
    title = texts("requirements.book.scoring")
    rows: list[tuple[Cell, ...]] = [
        (Cell(title, Style.TITLE),),
        (Cell(texts("requirements.book.score_hint"), Style.HINT, span=5),),
        (),
        (head[0], head[1], kind, head[2], scale, *headings),
        _outcome(texts("requirements.book.state"), [_state(frame, i, s) for i, s in _each(scores)]),
        _outcome(texts("requirements.book.total"), [_total(frame, i, s) for i, s in _each(scores)]),
        _outcome(
            texts("requirements.book.answered", items=len(frame.items)),
            [_answered(frame, i, s) for i, s in _each(scores)],
        ),
        (),
    ]
    for index, line in enumerate(made.lines):
        rows.append(
            (
                Cell(line.number),
                Cell(capital(frame.wording.words.label(line.question))),
                Cell(texts("requirements.wish" if line.weight else "requirements.knock_out")),
                _weight(frame, index, line),
                Cell(
                    frame.wording.scale(line) if line.weight else frame.wording.passes(line),
                    Style.HINT,
                ),
                *(_points(frame, line, i, s.points[index]) for i, s in _each(scores)),
            )
        )
    return Sheet(
        title,
        tuple(rows),
        (6, 32, 12, 10, 40, *(16.0 for _ in range(count))),
        freeze=(FIRST_LINE - 1, 2),
        repeat=HEADER,
        internal=True,
    )


def _each(scores: list[Score]) -> list[tuple[int, Score]]:
    return list(enumerate(scores))


def _outcome(label: str, cells: list[Cell]) -> tuple[Cell, ...]:
    return (Cell(), Cell(label, Style.STRONG), Cell(), Cell(), Cell(), *cells)


def _column(vendor: int, first: int, last: int) -> str:
    """Return cells of a vendor's column on the sheet with scores itself."""
    letter = column_name(FIRST_SCORE + vendor)
    return f"{letter}{first + 1}:{letter}{last + 1}"


def _state(frame: Frame, vendor: int, found: Score) -> Cell:
    """All knock-outs together: one below ten is out, one without points is open."""
    count = len(frame.result.programme.knock_outs)
    met, out, open_ = (frame.words[name] for name in ("met", "not_met", "unknown"))
    said = frame.wording.texts(f"requirements.scores.state.{found.state.value}")
    if not count:
        return Cell(said, Style.STRONG, met)
    cells = _column(vendor, FIRST_LINE, FIRST_LINE + count - 1)
    formula = f'IF(COUNTIF({cells},"<10")>0,{out},IF(COUNT({cells})<{count},{open_},{met}))'
    return Cell(said, Style.STRONG, formula)


def _total(frame: Frame, vendor: int, found: Score) -> Cell:
    made = frame.result.programme
    total = found.total / 1000 if found.answered else ""
    answered = f"{column_name(FIRST_SCORE + vendor)}{ANSWERED_ROW + 1}"
    if not made.wishes:
        return Cell(total, Style.TOTAL, f'IF({answered}=0,"",0)')
    first = FIRST_LINE + len(made.knock_outs)
    last = first + len(made.wishes) - 1
    weights = f"$D${first + 1}:$D${last + 1}"
    product = f"SUMPRODUCT({weights},{_column(vendor, first, last)})"
    return Cell(total, Style.TOTAL, f'IF({answered}=0,"",ROUND({product}/10,3))')


def _answered(frame: Frame, vendor: int, found: Score) -> Cell:
    last = FIRST_ITEM + len(frame.items) - 1
    cells = _answers(frame, vendor, FIRST_ITEM, last)
    return Cell(found.answered, Style.COUNT, f"COUNTA({cells})")


def _answers(frame: Frame, vendor: int, first: int, last: int | None = None) -> str:
    """Return cells of a vendor's column on the sheet with answers."""
    return reference(frame.sheet("answers"), first, FIRST_VENDOR + 2 * vendor, last)


def _weight(frame: Frame, index: int, line: Line) -> Cell:
    if not line.weight:
        return Cell()
    there = reference(frame.sheet("requirements"), FIRST_ITEM + index, WEIGHT_COLUMN)
    return Cell(line.weight / 10, Style.WEIGHT, there)


def _points(frame: Frame, line: Line, vendor: int, found: int | None) -> Cell:
    """Return the points of one line; empty as long as nothing is answered."""
    value = "" if found is None else found / 10
    first, last = frame.item_rows(line)
    return Cell(value, Style.POINTS, _formula(frame, line, vendor, first, last))


def _formula(frame: Frame, line: Line, vendor: int, first: int, last: int) -> str:
    one, cells = _answers(frame, vendor, first), _answers(frame, vendor, first, last)
    form, count = line.items[0].form, len(line.items)
    if form is Form.LEVEL:
        answers, points = frame.lists[line.number]
        return f'IF({one}="","",IFERROR(INDEX({points},MATCH(TRIM({one}),{answers},0)),0))'
    if form is Form.YES_NO:
        missing = f"{count}-SUMPRODUCT(--(TRIM({cells})={frame.words[YES]}))"  # a pasted 'yes '
        return f'IF(COUNTA({cells})=0,"",{_earned(f"ROUND({UNIT}*({missing})/{count},0)")})'
    assert isinstance(line.wish.target, float)
    size = repr(line.wish.target)
    if line.question.measure is Measure.AT_MOST:
        over = f"MIN(1,MAX(0,{one}-{size})/{size})" if line.wish.target > 0 else f"({one}>0)"
    else:
        high = _answers(frame, vendor, last)
        above = f"IF({high}>0,{size}/{high},{FULL_FACTOR})"
        over = f"MIN(1,LN(MAX({one}/{size},{above},1))/LN({FULL_FACTOR}))"
    return f'IF(COUNT({cells})<{count},"",{_earned(f"ROUND({UNIT}*{over},0)")})'


def _earned(distance: str) -> str:
    """Return the points of a distance as ``points_for`` gives them: ten only without any."""
    points = f"MIN({_LESS:g},ROUND(({UNIT}-{distance})/{_STEP},1))"
    return f"IF({distance}=0,{_MOST:g},{points})"


# The rows of the outcome stand where ``scoring`` puts them.
assert (STATE_ROW, TOTAL_ROW, ANSWERED_ROW) == (HEADER + 1, HEADER + 2, HEADER + 3)
