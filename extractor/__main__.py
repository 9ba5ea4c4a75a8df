"""The way in: runs the command line and turns whatever goes wrong into one sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line. 0 on success, 1 on a failed job, 2 on bad usage."""
    from extractor.cli import app
    from extractor.errors import ExtractorError, UsageError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the locale, JSON is UTF-8
    try:
        app(arguments, prog_name="extractor", standalone_mode=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        return code if code in (0, 2) else 1  # typer ends with 130 when interrupted
    except UsageError as error:
        return _say(str(error), 2)
    except ExtractorError as error:
        return _say(str(error), 1)
    except KeyboardInterrupt:
        return _say("Interrupted.", 1)
    except BrokenPipeError:
        # The reader (`head`, say) has had enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        return _say(f"{what}{error.strerror or error}.", 1)
    except Exception as error:
        if os.environ.get("EXTRACTOR_DEBUG"):
            raise
        return _say(
            f"This is a fault of the program, please report it: {type(error).__name__}: {error}"
            " (EXTRACTOR_DEBUG=1 shows where).",
            1,
        )
    return 0


def _say(sentence: str, code: int) -> int:
    print(f"extractor: {sentence}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
