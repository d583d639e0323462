"""Where the master key comes from, and the one sentence with which an operator does without."""

import stat
from pathlib import Path

from bot.config import KEY_VARIABLE, Config, Secret
from bot.errors import ConfigError

IN_THE_CLEAR = "I understand that answers are stored in the clear"
_MAKE_ONE = (
    f"Make one with `ashore keys new FILE` and name the file in store.key_file, or put what "
    f"`ashore keys new` prints into the environment variable {KEY_VARIABLE}. To store answers "
    f'unencrypted all the same, write into config.yaml: store: {{unencrypted: "{IN_THE_CLEAR}"}}'
)
_BRING_BACK = (
    "Bring the right one back from its copy: what was stored with a key is read with that key alone. "
    "A new one (`ashore keys new`) is for a new installation only."
)
_IF_SEALED = (
    "There is a database already: if its answers were stored with a key, bring that key back from its "
    "copy, for a new one cannot read them. If they never were:"
)
_GIVE_IT = (
    "The answers in this database are encrypted, and their key was not given; nothing was started. "
    f"Give the key that they were stored with, in {KEY_VARIABLE} or in the file that store.key_file "
    "names. A new key cannot read them."
)


def readable_by_others(config: Config) -> Path | None:
    """The master key's file, if it is in use and more than its owner may read it."""
    if not config.store.key_file or (config.key and config.key.reveal().strip()):
        return None
    path = Path(config.store.key_file)
    return path if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH) else None


def key_of(config: Config, *, sealed: bool = False, kept: bool = False) -> Secret | None:
    """The master key, or several, the one in use first; None where config.yaml does without.

    `sealed`: there are answers that a key has encrypted; `kept`: there is a database. Raises ConfigError that says what to do.
    """
    if config.key and config.key.reveal().strip():
        return config.key
    if config.store.key_file:
        advice = _BRING_BACK if sealed else f"{_IF_SEALED} {_MAKE_ONE}" if kept else _MAKE_ONE
        return _in_file(Path(config.store.key_file), advice)
    if config.store.unencrypted == IN_THE_CLEAR:
        return None
    if config.store.unencrypted:
        raise ConfigError(
            "store.unencrypted says something else than the sentence that it takes, so nothing was "
            f"started. {_MAKE_ONE}"
        )
    if sealed:
        raise ConfigError(_GIVE_IT)
    raise ConfigError(f"There is no key to encrypt answers with; nothing was started. {_MAKE_ONE}")


def _in_file(path: Path, advice: str) -> Secret:
    """The key in a file. Raises ConfigError: what is wrong, and `advice` where there is no file."""
    try:
        return Secret(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ConfigError(
            f"What the key's file {path} holds is no master key. {_BRING_BACK}"
        ) from None
    except FileNotFoundError as error:
        raise ConfigError(
            f"The key's file {path} cannot be read: {error.strerror}. {advice}"
        ) from None
    except OSError as error:
        raise ConfigError(
            f"The key's file {path} cannot be read: {error.strerror}. Check that store.key_file names "
            "the right file and that the bot's user may read it."
        ) from None
