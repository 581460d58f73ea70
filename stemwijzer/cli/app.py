"""The commands put together, and the one place where errors become words and exit codes."""

from __future__ import annotations

import io
import os
import re
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer

from stemwijzer.cli import options
from stemwijzer.cli.help import SETTINGS, translate
from stemwijzer.errors import ExitCode, Message, StemwijzerError, UsageError, closest
from stemwijzer.i18n import LANGUAGES, Texts, choose_language

_PARSER_WORDS = {
    "no_command": r"No such command '(.*?)'",
    "extra": r"Got unexpected extra argument\(s\) \((.*)\)",
    "no_value": r"Option '(.*?)' requires an argument",
    "takes_none": r"Option '(.*?)' does not take a value",
}
"""What the option parser only says in English, by the key of our own words for it."""


_COMMANDS = {
    "start": "start",
    "match": "match",
    "explain": "explain",
    "compare": "explain",
    "stability": "explain",
    "second-opinion": "second_opinion",
    "verify": "second_opinion",
    "team": "team",
    "roadmap": "roadmap",
    "requirements": "requirements",
    "report": "report",
    "batch": "batch",
    "questions": "questions",
    "catalogue": "catalogue",
}
"""The commands in the order of the help, each with the module of ``stemwijzer.cli`` it lives in."""

_DATA = "data"
"""The group of commands for the catalogue itself."""

_COMPLETION = "_STEMWIJZER_COMPLETE"
"""Set by a shell that asks what could come next."""


def make_app(only: str = "") -> typer.Typer:
    """Return the typer app with every command, or with ``only`` one of them.

    Making a command costs as much as running a small one, so a run makes the one it needs.
    """
    app = typer.Typer(
        rich_markup_mode=None,  # keeps rich out of help and errors
        pretty_exceptions_enable=False,
        no_args_is_help=False,
        context_settings=SETTINGS,
    )
    app.callback(invoke_without_command=True)(_bare)
    for name, module in _COMMANDS.items():
        if only in ("", name):
            function = getattr(import_module(f"stemwijzer.cli.{module}"), name.replace("-", "_"))
            app.command(name, context_settings=SETTINGS)(function)
    if only in ("", _DATA):
        app.add_typer(import_module("stemwijzer.cli.data").make_group(), name=_DATA)
    return app


def _only(arguments: Sequence[str]) -> str:
    """Return the one command these arguments can be about, empty when any of them could be."""
    if _COMPLETION in os.environ:
        return ""
    rest = list(arguments)
    while rest and (rest[0] == "--lang" or rest[0].startswith("--lang=")):
        rest = rest[1 if "=" in rest[0] else 2 :]
    return rest[0] if rest and (rest[0] in _COMMANDS or rest[0] == _DATA) else ""


def _bare(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="version"),
    lang: options.Lang = None,
) -> None:
    """Voting advice for customer-contact technology."""
    if version:
        from stemwijzer import __version__

        typer.echo(f"stemwijzer {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(Texts(choose_language(lang.value if lang else None))("help.short"))
    elif lang:  # said before the command, it holds for the command
        context.default_map = _for_all(context.command, {"lang": lang.value})


def _for_all(command: Any, defaults: dict[str, Any]) -> dict[str, Any]:
    """Return these defaults for every command of a group, in the shape the parser takes."""
    children = getattr(command, "commands", {})
    below = {name: _for_all(child, defaults) for name, child in children.items()}
    return {**defaults, **below}


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language for help and errors, which come before any option is parsed."""
    asked = None
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            asked = arguments[index + 1]
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    return choose_language(asked if asked in LANGUAGES else None)


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code; every error ends here as words."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller
            setattr(sys, name, io.StringIO())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    texts = Texts(asked_language(arguments))
    command = typer.main.get_command(make_app(_only(arguments)))
    translate(command, texts)
    try:
        return _run(arguments, command, texts)
    except Exception as error:  # noqa: BLE001 - the last resort: a bug must not show a traceback
        return _bug(error, arguments, command, texts)


def _run(arguments: Sequence[str], command: Any, texts: Texts) -> int:
    try:
        code = command.main(list(arguments), prog_name="stemwijzer", standalone_mode=False)
        sys.stdout.flush()
    except StemwijzerError as error:
        return _report(error, arguments, command, texts)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(f"{error.format_message()}\n")
            return int(ExitCode.USAGE)
        return _report(_usage(error, texts), arguments, command, texts)
    except typer.Abort:
        return _report(UsageError(texts("help.aborted")), arguments, command, texts)
    except KeyboardInterrupt:
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _silence(sys.stdout)
        return int(ExitCode.DONE)  # the reader has had enough, as `| head` does
    return code if isinstance(code, int) else int(ExitCode.DONE)


def _usage(error: typer.TyperException, texts: Texts) -> UsageError:
    """Turn an error of the option parser into ours, in the chosen language where we know it."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "stemwijzer"
    parameter = getattr(error, "param", None)
    kind, words = type(error).__name__, error.format_message()
    name = getattr(error, "option_name", "") or ""
    if parameter:
        name = parameter.metavar or parameter.opts[0]
    key: str = "other"
    values: dict[str, Any] = {"name": name, "words": words}
    tip: Message | None = None
    if kind == "NoSuchOption":
        key = "no_option"
    elif kind == "MissingParameter":
        key = "missing"
    elif kind == "BadParameter" and parameter and hasattr(parameter.type, "choices"):
        key, values["words"] = "choice", ", ".join(parameter.type.choices)
    elif kind == "BadParameter" and parameter and hasattr(parameter.type, "min"):
        key = "whole_number" if parameter.type.max is None else "number_between"
        values |= {"low": parameter.type.min, "high": parameter.type.max}
    for other, pattern in _PARSER_WORDS.items():
        if found := re.match(pattern, words):
            key, values["name"] = other, found[1]
    if key == "no_command" and context:
        tip = closest(values["name"], context.command.commands)
    elif possible := getattr(error, "possibilities", None):
        tip = Message("problems.did_you_mean", {"words": " / ".join(possible)})
    hint = texts("help.error.hint", path=path)
    if tip:
        hint = f"{hint}; {tip.say(texts)}"
    return UsageError(texts(f"help.error.{key}", **values), hint)


def _report(error: StemwijzerError, arguments: Sequence[str], command: Any, texts: Texts) -> int:
    """Print an error on stderr, or as the envelope on stdout when JSON was asked for."""
    if _wants_json(arguments):
        from stemwijzer.render.machine import error_envelope

        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        try:
            sys.stdout.write(error_envelope(_asked_command(arguments, command), error, texts))
            sys.stdout.flush()
        except OSError:
            _silence(sys.stdout)
        else:
            return int(error.exit_code)
    lines = [problem.say(texts) for problem in error.problems]
    said = error.message.say(texts)
    stopped = error.exit_code is ExitCode.INTERRUPTED  # a person who stops makes no error
    lines.append(said if stopped else f"{texts('output.error')}: {said}")
    if error.hint:
        lines.append(f"{texts('output.try')}: {error.hint.say(texts)}")
    sys.stderr.write("\n".join(lines) + "\n")
    return int(error.exit_code)


def _asked_command(arguments: Sequence[str], command: Any) -> str:
    """Return the command that was asked for (``data check``), as far as there is one."""
    names = []
    for argument in arguments:
        if argument in getattr(command, "commands", {}):
            names.append(argument)
            command = command.commands[argument]
    return " ".join(names) or "stemwijzer"


def _wants_json(arguments: Sequence[str]) -> bool:
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(
        argument in ("--json", "--format=json", "-fjson")
        or (argument in ("--format", "-f") and value == "json")
        for argument, value in pairs
    )


def _bug(error: Exception, arguments: Sequence[str], command: Any, texts: Texts) -> int:
    """Say in one line that this is our fault and where the details are."""
    details = "".join(traceback.format_exception(error))
    if os.environ.get("STEMWIJZER_DEBUG"):
        sys.stderr.write(details)
    try:
        from stemwijzer.answers.store import sessions_folder

        log = sessions_folder() / "error.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(details, encoding="utf-8")
        where = texts("help.bug.log", path=log)
    except OSError:
        where = texts("help.bug.debug")
    line = texts("help.bug.line", kind=type(error).__name__, words=error)
    if _wants_json(arguments):
        return _report(StemwijzerError(line, where), arguments, command, texts)
    sys.stderr.write(f"{line}\n{where}\n")
    return int(ExitCode.BUG)


def _silence(stream: Any) -> None:
    """Point a closed stream nowhere, so that the interpreter does not complain at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
