"""The commands that reckon, as people and programs call them: their answer, or one sentence."""

import json
from typing import Any

from click import Command
from click.testing import CliRunner, Result

# For `ashore rate`: 10,000 on paper, of which 1,000 was kept back.
LOAN = ("--received", "9000", "--payments", "12x945.60")


def run(command: Command, *arguments: str) -> Result:
    """What it does and prints, in an English shell."""
    return CliRunner().invoke(command, list(arguments), env={"LANG": "C.UTF-8"})


def told(command: Command, *arguments: str) -> dict[str, Any]:
    """The answer that a program gets."""
    result = run(command, *arguments, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def refused(command: Command, *arguments: str) -> tuple[str, str]:
    """The code and the sentence of a refusal, which comes with exit code 2 and no traceback."""
    result = run(command, *arguments, "--json")
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    error: dict[str, str] = json.loads(result.stdout)["error"]
    assert error["message"] not in ("", error["code"])
    assert result.stderr.strip() == error["message"].strip()
    return error["code"], error["message"]
