"""The command ``unionclean`` itself: finds its sub-commands, and turns errors into exit codes."""

from __future__ import annotations

import contextlib
import os
import signal
from importlib import import_module
from typing import TYPE_CHECKING

import click

from unionclean import __version__
from unionclean.cli.streams import (
    NobodyReadsError,
    end_quietly,
    flush_output,
    naming_the_loss,
    say,
)
from unionclean.errors import InputError, UncleanError, UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

# In the order of `--help`; each is the module of that name, imported when it is called.
COMMANDS = {
    "fix": "Repair files, a folder or a pipe.",
    "check": "Report damage, write nothing; exit 1 if there is any.",
    "explain": "Show every edit: where, what, why.",
    "detect": "Say encoding, script and kinds of damage; one line per input.",
    "revert": "Give back the originals of repaired texts.",
    "steps": "List the steps, or show the page of one.",
    "config": "Show the effective settings and where each came from.",
}


class LazyGroup(click.Group):
    """Imports a sub-command when it is called: `--help` and a pipe of clean text stay fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names of the sub-commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a sub-command, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"unionclean.cli.{cmd_name}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)  # noqa: S101 -- our own modules
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the sub-command, or suggest the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], COMMANDS)
            if os.path.lexists(args[0]):
                hint = f" Did you mean 'unionclean fix {args[0]}'?"
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of sub-commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


_EXIT_CODES = """
\b
Exit codes:
  0    done: repaired, or clean already
  1    damage found (check and --diff only)
  2    a wrong call or setting, or no input matched
  3    done, but some inputs failed, or fix met bytes that no encoding explains
  130  interrupted
"""


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXIT_CODES,
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def unionclean() -> None:
    """Restore damaged Chinese text: the text its authors wrote, as clean UTF-8."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code. Prints errors; a traceback only for a bug."""
    with _signals():
        try:
            code = _invoke(arguments)
            flush_output()
        except (KeyboardInterrupt, click.Abort):
            say("unionclean: interrupted; what was written is whole; run again for the rest")
            code = 128 + signal.SIGINT
        except _Terminated as terminated:
            code = 128 + terminated.signal
        except NobodyReadsError as error:
            code = error.exit_code
        except UncleanError as error:
            say(f"unionclean: {error}")
            code = error.exit_code
        except Exception:  # noqa: BLE001 -- Python leaves with 1, which means damage here
            from traceback import format_exc

            for line in format_exc().splitlines():
                say(line)
            say("unionclean: met a bug of its own; report it with the lines above, please")
            code = InputError.exit_code
    end_quietly()
    return code


def _invoke(arguments: Sequence[str]) -> int:
    try:
        code = unionclean.main(list(arguments), "unionclean", standalone_mode=False)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except SystemExit as leave:
        # Click's answer to a request of a shell that completes a line, and, with 1, to a broken
        # pipe under its own printing, of `--help`.
        if leave.code == 0:
            return 0
        raise NobodyReadsError from None
    except OSError as error:
        if error.filename is not None:  # a bug: all that we read and write has its own errors
            raise
        with naming_the_loss():  # click met a full disk when it printed
            raise
    except click.exceptions.NoArgsIsHelpError as error:
        for line in error.format_message().splitlines():
            say(line)
        return error.exit_code
    except click.NoSuchOption as error:
        known = error.possibilities or ()
        hint = did_you_mean(error.option_name, known) if known else ""
        say(f"unionclean: There is no option '{error.option_name}'.{hint}{_help_of(error)}")
        return error.exit_code
    except click.ClickException as error:
        message = error.format_message().rstrip()
        stop = "" if message.endswith((".", "?")) else "."
        say(f"unionclean: {message}{stop}{_help_of(error)}")
        return UsageError.exit_code
    return code if isinstance(code, int) else 0


def _help_of(error: click.ClickException) -> str:
    """Return where the user can read on."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f" See '{context.command_path} --help'." if context else ""


class _Terminated(BaseException):
    """The process was asked to end; like KeyboardInterrupt, so that all is tidied on the way."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """Turn the signals that ask a process to end into exceptions while a command runs."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise _Terminated(number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {}
    for name in names:
        number = getattr(signal, name)
        if signal.getsignal(number) == signal.SIG_DFL:  # nohup ignores SIGHUP: so do we
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
