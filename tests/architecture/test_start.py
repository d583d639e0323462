"""What starting the program costs: `ashore --help` loads nothing that it does not need."""

import subprocess
import sys

HEAVY = {
    "telegram",
    "cryptography",
    "sqlite_utils",
    "pydantic",
    "aiohttp",
    "jinja2",
    "yaml",
    "asyncio",
}


def test_help_imports_nothing_heavy() -> None:
    """The help text comes without Telegram, databases, HTTP or validation being loaded."""
    code = (
        "import sys\nfrom bot.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(out.stdout.rpartition("LOADED")[2].split())
    assert loaded
    assert not loaded & HEAVY


def test_every_command_is_in_the_readme_and_answers_help() -> None:
    """A command that the README does not mention cannot be found."""
    from pathlib import Path

    from click.testing import CliRunner

    from bot.cli import COMMANDS, main

    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"ashore {name}" in readme
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert "Usage:" in result.output
