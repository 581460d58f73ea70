"""The interview in a terminal: one prompt_toolkit application around ``step``.

prompt_toolkit is imported when the first screen is shown, not before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stemwijzer.errors import Message, NeedsPersonError, StemwijzerError
from stemwijzer.interview import keys
from stemwijzer.interview.events import Act, Event
from stemwijzer.interview.layout import Role, Screen
from stemwijzer.interview.record import Mode, State
from stemwijzer.interview.screen import Look, draw
from stemwijzer.interview.state import step

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

ESCAPE_SECONDS = 0.05
"""How long Esc waits for the rest of an arrow key; longer feels slow, a slow line may want more."""

STYLES = {
    Role.TITLE: "bold",
    Role.PROGRESS: "ansicyan",
    Role.QUESTION: "bold",
    Role.POINTED: "bold ansicyan",
    Role.EARLIER: "bold",
    Role.NOTICE: "bold",
}
"""Bold and one colour only: a dim footer disappears on some colour schemes."""

Change = Callable[[State, State], State]
"""Called with the state before and after an event; returns the state to go on with."""


class NoScreenError(StemwijzerError):
    """This terminal cannot be driven; the questions can still be asked line by line."""


def screen_possible() -> bool:
    """Say whether a person sits at a terminal that screens can be drawn on.

    prompt_toolkit and questionary read a pipe as if it were keys and choose the first option, so
    this comes before either.
    """
    keyboard = sys.stdin is not None and sys.stdin.isatty()
    canvas = any(stream is not None and stream.isatty() for stream in (sys.stdout, sys.stderr))
    return keyboard and canvas


def no_terminal() -> NeedsPersonError:
    """Return the refusal for when there is nobody to ask."""
    return NeedsPersonError(Message("interview.no_terminal"), Message("interview.no_terminal_hint"))


@contextmanager
def terminal() -> Iterator[None]:
    """Draw on stderr when stdout goes elsewhere, so that a result can be piped.

    Raises NoScreenError where prompt_toolkit has no console to work with.
    """
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.input import create_input
    from prompt_toolkit.output import create_output

    try:
        keyboard = create_input()
        canvas = create_output(always_prefer_tty=True)
    except Exception as error:
        # The class for Git Bash and mintty lives in a module only Windows can import.
        if isinstance(error, OSError) or type(error).__name__ == "NoConsoleScreenBufferError":
            raise NoScreenError(str(error)) from error
        raise
    with create_app_session(input=keyboard, output=canvas):
        yield


def ask(state: State, look: Look, change: Change) -> State:
    """Run the interview until it is done or stopped; return where it ended."""
    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.keys import Keys
    from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
    from prompt_toolkit.styles import Style

    bindings = KeyBindings()

    def follow(event: Event) -> None:
        nonlocal state
        try:
            after = step(state, event)
            state = after if after.sheet == state.sheet else change(state, after)
        except Exception as error:  # noqa: BLE001 - hand it on; the event loop would swallow it
            application.exit(exception=error)
            return
        if state.mode in (Mode.DONE, Mode.STOPPED) and not application.is_done:
            application.exit()

    def bind(key: str, event: Event) -> None:
        @bindings.add(key, eager=True)
        def _(_press: KeyPressEvent) -> None:
            follow(event)

    for key, event in keys.by_key():
        bind(key, event)

    @bindings.add(Keys.BracketedPaste, eager=True)
    def _(_press: KeyPressEvent) -> None:
        """Pasted text is no answer."""

    def shown() -> StyleAndTextTuples:
        size = application.output.get_size()
        return fragments(draw(state, look, size.columns, size.rows))

    control = FormattedTextControl(shown, focusable=True, show_cursor=True)
    application: Application[None] = Application(
        layout=Layout(HSplit([Window(control, wrap_lines=False)])),
        key_bindings=bindings,
        style=Style.from_dict({f"iv-{role}": style for role, style in STYLES.items()}),
        full_screen=False,
        erase_when_done=True,
    )
    application.ttimeoutlen = ESCAPE_SECONDS
    try:
        application.run()
    except EOFError:
        follow(Act.QUIT)
    return state


def fragments(screen: Screen) -> StyleAndTextTuples:
    """Return a screen as prompt_toolkit wants it, with the cursor's place marked."""
    pieces: StyleAndTextTuples = []
    for number, line in enumerate(screen.lines):
        if number:
            pieces.append(("", "\n"))
        column = 0
        if number == screen.row and screen.column == 0:
            pieces.append(("[SetCursorPosition]", ""))
        for span in line:
            before = screen.column - column
            column += len(span.text)
            style = f"class:iv-{span.role}"
            if number == screen.row and 0 < before <= len(span.text):
                pieces += [(style, span.text[:before]), ("[SetCursorPosition]", "")]
                pieces.append((style, span.text[before:]))
            else:
                pieces.append((style, span.text))
    return pieces
