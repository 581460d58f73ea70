"""What the interview looks like: state and size in, lines with roles out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stemwijzer.core.answer import Importance
from stemwijzer.core.model import Question, QuestionKind, Theme
from stemwijzer.i18n import Texts
from stemwijzer.interview import keys, layout, words
from stemwijzer.interview.layout import BLANK, Line, Page, Role, Screen, Span, line, wrapped
from stemwijzer.interview.record import Mode, Notice, State
from stemwijzer.interview.values import ENTRY, choices, numbered

WIDEST = 80
"""Lines do not get longer than this, however wide the terminal."""

NARROW = 60
"""Below this width things stand under each other."""

ROOMY = 20
"""From this height the overview has room for blank lines and the question in full."""

SECONDS_PER_QUESTION = 21

_ASCII = str.maketrans({"·": "-", "…": "...", "›": ">", "█": "#", "░": "-", "½": "1/2"})


@dataclass(frozen=True, slots=True)
class Look:
    """What every screen needs besides the state."""

    texts: Texts
    themes: Mapping[str, Theme] = field(default_factory=dict)
    name: str = ""
    saved_to: str = ""
    ascii_only: bool = False

    def drawn(self, text: str) -> str:
        """Return a text with its signs as this terminal can show them."""
        return text.translate(_ASCII) if self.ascii_only else text

    @property
    def ellipsis(self) -> str:
        """What stands for left-out text."""
        return self.drawn("…")

    @property
    def dot(self) -> str:
        """What stands between things in a row."""
        return " | " if self.ascii_only else " · "


def draw(state: State, look: Look, width: int, height: int = 24) -> Screen:
    """Return the screen for a terminal of this size."""
    # The last column stays empty: some terminals wrap a line that fills it.
    width = max(20, min(width, WIDEST) - 1)
    match state.mode:
        case Mode.WELCOME:
            page = _welcome(state, look, width)
        case Mode.OVERVIEW:
            page = _overview(state, look, width, height)
        case Mode.QUESTION:
            page = _question(state, look, width, height)
        case _:
            return Screen((), 0)
    return layout.fit(page, height, look.texts, look.ellipsis)


def welcome_lines(state: State, look: Look) -> list[str]:
    """Return what is said before the first question, one paragraph each."""
    texts, total = look.texts, len(state.questions)
    minutes = max(1, round(total * SECONDS_PER_QUESTION / 60))
    lines = [texts("interview.welcome.what", total=total, minutes=minutes)]
    if not state.open:
        lines = [texts("interview.welcome.complete", total=total)]
    elif state.answered:
        where = {"count": state.answered, "total": total, "number": state.open[0] + 1}
        lines.append(texts("interview.welcome.resume", **where))
    lines.append(texts("interview.welcome.change"))
    lines.append(texts("interview.welcome.privacy"))
    if look.saved_to:
        lines += [texts("interview.welcome.saved"), look.saved_to]
    return lines


def question_line(state: State, question: Question, look: Look) -> str:
    """Return a question with its answer, and its importance where that counts, as sentences."""
    answer = state.answer(question)
    values = {
        "number": state.questions.index(question) + 1,
        "question": question.text[look.texts.language],
        "answer": words.answer_words(question, answer, look.texts),
    }
    if not words.weighs(question, answer):
        return look.texts("interview.plain.line", **values)
    importance = words.importance_words(state.importance(question), look.texts)
    return look.texts("interview.plain.line_importance", **values, importance=importance)


def theme_words(question: Question, look: Look) -> str:
    """Return the theme of a question in words."""
    theme = look.themes.get(question.theme)
    return theme.label[look.texts.language] if theme else question.theme


def notice_words(notice: Notice | None, look: Look) -> str:
    """Return the line about the last event, or an empty text."""
    return look.drawn(look.texts(notice.key, **notice.values)) if notice else ""


def _welcome(state: State, look: Look, width: int) -> Page:
    texts = look.texts
    title = texts("interview.title", name=look.name) if look.name else "Stemwijzer"
    head = [*wrapped(look.drawn(title), width, Role.TITLE), BLANK]
    for paragraph in welcome_lines(state, look):
        head += wrapped(look.drawn(paragraph), width)
    table = [
        (signs, label)
        for signs, label, _ in keys.key_table(texts, ascii_only=look.ascii_only)
        if signs
    ]
    extra = [BLANK, line(texts("interview.welcome.keys"), Role.HINT)]
    across = max(len(signs) for signs, _ in table)
    cells = [f"{signs:<{across}}  {label}" for signs, label in table]
    wide = max(map(len, cells)) + 4
    columns = 2 if 2 * wide <= width else 1
    half = -(-len(cells) // columns)
    for row in range(half):
        pieces = cells[row::half]
        written = "  " + "".join(f"{piece:<{wide}}" for piece in pieces).rstrip()
        extra.append(line(layout.cut(written, width, look.ellipsis), Role.KEYS))
    return Page(head=head, extra=extra, footer=[BLANK, *_footer(state, look, width)])


def _question(state: State, look: Look, width: int, height: int) -> Page:
    texts, question = look.texts, state.question
    head = _progress(state, look, width)
    head += [BLANK, *wrapped(look.drawn(question.text[texts.language]), width, Role.QUESTION)]
    if hint := words.sense_words(question, texts) or words.entry_words(question, texts):
        head += wrapped(look.drawn(hint), width, Role.HINT)
    head.append(BLANK)
    body, column = _choices(state, look, width)
    tail: list[Line] = []
    if earlier := _earlier(state, look):
        tail += wrapped(earlier, width, Role.EARLIER)
    tail += _importance(state, look, width)
    tail += wrapped(notice_words(state.notice, look), width, Role.NOTICE)
    explained = _help(state, look, width)
    short = _footer(state, look, width, tight=True)
    seen = sum(len(list(filter(None, part))) for part in (head, tail, explained, short))
    if state.help and seen + layout.LEAST_BODY > height:
        # No room for both: the explanation takes the place of the choices until it is closed.
        text = wrapped(look.drawn(question.text[texts.language]), width, Role.QUESTION)
        return Page(head=[*_progress(state, look, width)[:1], *text], extra=explained, footer=short)
    return Page(
        head=head,
        body=body,
        focus=max(0, state.cursor),
        column=column,
        extra=[*explained, BLANK],
        tail=tail,
        footer=[BLANK, *_footer(state, look, width)],
        short=short,
    )


def _progress(state: State, look: Look, width: int) -> list[Line]:
    """Return where one is: numbers first, then a bar of what has been answered."""
    numbers = {"number": state.index + 1, "total": len(state.questions)}
    words = look.texts("interview.progress", **numbers)
    theme = look.drawn(theme_words(state.question, look))
    if width < NARROW:
        room = max(0, min(20, width - len(words) - 2))
        return [
            (Span(words, Role.TITLE), Span("  "), *_bar(state, look, room)),
            *wrapped(theme, width, Role.TITLE),
        ]
    words = f"{words}{look.dot}{theme}"
    gap = " " * max(2, width - len(words) - 20)
    return [(Span(words, Role.TITLE), Span(gap), *_bar(state, look, 20))]


def _bar(state: State, look: Look, width: int) -> tuple[Span, ...]:
    full = width * state.answered // max(1, len(state.questions))
    filled, empty = look.drawn("█") * full, look.drawn("░") * (width - full)
    return (Span(filled, Role.PROGRESS), Span(empty, Role.HINT))


def _choices(state: State, look: Look, width: int) -> tuple[list[list[Line]], int]:
    """Return the lines of every choice, and the column where the pointer stands."""
    question, texts = state.question, look.texts
    answer = state.answer(question)
    earlier = None if answer is None else answer.value
    numbers = {word: f"{n % 10 if n < 11 else ' '}" for n, word in _counted(question)}
    body: list[list[Line]] = []
    column = 0
    for place, word in enumerate(choices(question)):
        pointed = place == state.cursor
        mark = look.drawn("› ") if pointed else "  "
        if word == ENTRY:
            unit = question.attribute.unit
            label = f"{texts('interview.your_number')} [{state.typed}"
            column = len(mark) + len(label) if pointed else 0
            label += f"] {unit[texts.language]}" if unit else "]"
        else:
            label = words.choice_words(question, word, texts)
            if question.kind is QuestionKind.SET:
                label = f"[{'x' if word in state.chosen else ' '}] {label}"
            label = f"{numbers.get(word, '-')}  {label}"
            if word == earlier:
                label += f"  {texts('interview.earlier')}"
        role = _choice_role(pointed, word == earlier or word in state.chosen)
        rows = wrapped(look.drawn(label), width - 2, role, hang=0 if word == ENTRY else 3)
        body.append([(Span("  " if n else mark, role), *row) for n, row in enumerate(rows)])
    return body, column


def _counted(question: Question) -> enumerate[str]:
    return enumerate(numbered(question), 1)


def _choice_role(pointed: bool, earlier: bool) -> Role:
    if pointed:
        return Role.POINTED
    return Role.EARLIER if earlier else Role.PLAIN


def _earlier(state: State, look: Look) -> str:
    """Return the earlier answer in words where the choices themselves do not show it."""
    question = state.question
    answer = state.answer(question)
    if answer is None or answer.value in choices(question):
        return ""
    if isinstance(answer.value, tuple) and state.chosen == frozenset(answer.value):
        return ""
    said = words.answer_words(question, answer, look.texts)
    return look.drawn(look.texts("interview.earlier_answer", answer=said))


def _importance(state: State, look: Look, width: int) -> list[Line]:
    texts, mine = look.texts, state.importance(state.question)
    pieces = [texts("interview.importance")]
    for importance in Importance:
        word = words.importance_words(importance, texts)
        pieces.append(f"[{word}]" if importance is mine else word)
    separator = "  " if width >= NARROW else " "
    lines = layout.joined(pieces, width, separator, Role.CHOSEN)
    if mine is Importance.MUST:
        lines += wrapped(texts("interview.must_means"), width, Role.HINT)
    return lines


def _help(state: State, look: Look, width: int) -> list[Line]:
    if not state.help:
        return []
    texts = look.texts
    lines: list[Line] = [BLANK]
    lines += wrapped(look.drawn(state.question.explanation[texts.language]), width, Role.HELP, 2)
    lines += wrapped(texts("interview.no_weight_means"), width, Role.HELP, 2)
    return lines


def _footer(state: State, look: Look, width: int, *, tight: bool = False) -> list[Line]:
    pieces = keys.footer(state, look.texts, ascii_only=look.ascii_only, tight=tight)
    return layout.joined(pieces, width, look.dot, Role.KEYS)


# Overview


def _overview(state: State, look: Look, width: int, height: int) -> Page:
    texts = look.texts
    numbers = {"answered": state.answered, "total": len(state.questions)}
    head = wrapped(look.drawn(texts("interview.overview", **numbers)), width, Role.TITLE)
    body: list[list[Line]] = []
    for row, lines in enumerate(_rows(state, look, width)):
        pointed = row == state.cursor
        role = Role.POINTED if pointed else Role.PLAIN
        marks = [look.drawn("› ") if pointed else "  ", *["  "] * (len(lines) - 1)]
        body.append([line(m + text, role) for m, text in zip(marks, lines, strict=True)])
    if height >= ROOMY:
        body[state.done_row].append(BLANK)
    return Page(
        head=[*head, BLANK],
        body=body,
        focus=state.cursor,
        extra=_detail(state, look, width, height),
        tail=wrapped(notice_words(state.notice, look), width, Role.NOTICE),
        footer=[BLANK, *_footer(state, look, width)],
        short=_footer(state, look, width, tight=True),
        long=height >= ROOMY,
    )


def _rows(state: State, look: Look, width: int) -> list[list[str]]:
    """Return the lines of every row: going on, the result, and the questions."""
    texts, count = look.texts, len(state.open)
    commands = [texts("interview.done")]
    if count:
        commands = [texts("interview.continue", number=state.open[0] + 1)]
        commands.append(texts("interview.done_open", count=count))
    room = width - 2
    rows = [[row[0].text for row in wrapped(command, room)] for command in commands]
    for number, question in enumerate(state.questions, 1):
        text = look.drawn(question.text[texts.language])
        answer = look.drawn(words.answer_words(question, state.answer(question), texts))
        weight = _weight(state, question, texts)
        if width < NARROW:
            said = answer if not weight else f"{answer}{look.dot}{weight}"
            first = f"{number:>2} {layout.cut(text, room - 3, look.ellipsis)}"
            rows.append([first, f"   {layout.cut(said, room - 3, look.ellipsis)}"])
            continue
        wide = room - 4 - 2 - 22 - 2 - 9
        cells = layout.cut(text, wide, look.ellipsis), layout.cut(answer, 22, look.ellipsis)
        rows.append([f"{number:>2}  {cells[0]:<{wide}}  {cells[1]:<22}  {weight}".rstrip()])
    return rows


def _weight(state: State, question: Question, texts: Texts) -> str:
    """Return the importance where it means something: at an answer that counts, or a set one."""
    if words.weighs(question, state.answer(question)):
        return words.importance_words(state.importance(question), texts)
    return ""


def _detail(state: State, look: Look, width: int, height: int) -> list[Line]:
    """Return help, or the question pointed at in full, always as many lines."""
    texts, question = look.texts, state.pointed
    if state.help:
        lines = wrapped(texts("interview.overview_help"), width, Role.HELP, 2)
        return [BLANK, *lines, *wrapped(texts("interview.must_means"), width, Role.HELP, 2)]
    if height < ROOMY or width < NARROW:
        return []
    said = ""
    if question is not None:
        said = question_line(state, question, look)
    lines = wrapped(look.drawn(said), width, Role.HINT)[:3]
    return [BLANK, *lines, *[BLANK] * (3 - len(lines))]
