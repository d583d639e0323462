"""Every setting, its default and its bounds. Read from config.yaml and `ASHORE_*` variables.

`ASHORE_TELEGRAM__POLL_SECONDS` stands for `telegram.poll_seconds`; a variable outweighs the file.
The token comes from `ASHORE_TOKEN` or the file that `telegram.token_file` names, the master key from
`ASHORE_KEY` or the file that `store.key_file` names; from nowhere else.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias, get_type_hints
from zoneinfo import ZoneInfo, available_timezones

from bot.config.kinds import READERS, WANTED
from bot.config.sections import Config, FloodConfig, RetentionConfig, Secret
from bot.errors import ConfigError

__all__ = [
    "Config", "FloodConfig", "RetentionConfig", "Secret", "parse", "token_of", "webhook_secret_of",
]  # fmt: skip

PREFIX = "ASHORE_"
TOKEN_VARIABLE = f"{PREFIX}TOKEN"
KEY_VARIABLE = f"{PREFIX}KEY"

_TOKEN = re.compile(r"\d{1,20}:[\w-]{1,100}", re.ASCII)
# A token, a master key, or what `openssl rand -hex 32` prints; no file is called so.
_SECRET = re.compile(r"\d{1,20}:[\w-]{20,}|ashore-key-[\w-]{20,}=*|[0-9a-fA-F]{32,}", re.ASCII)
_GET_ONE = (
    "Write to @BotFather in Telegram, send /newbot, and put the token it gives you into the "
    f"environment variable {TOKEN_VARIABLE}, or into a file that telegram.token_file names. "
    "Without a token, `ashore chat` talks in the terminal."
)
_BOT_PATH = re.compile(r"[^/]/bot(?:[\d{<%$][^/]*)?/*$")
_SHORTEST_SECRET = 32
_MAKE_SECRET = (
    f"It must hold {_SHORTEST_SECRET} characters or more that nobody can guess, such as "
    "`openssl rand -hex 32` prints."
)


_SECRETS: Mapping[str, tuple[str, str]] = {
    "token": (TOKEN_VARIABLE, "telegram.token_file"),
    "key": (KEY_VARIABLE, "store.key_file"),
}
# The smallest and largest value of each number; polls of more than 50 s are cut by proxies.
_BOUNDS: Mapping[str, tuple[float, float]] = {
    "telegram.poll_seconds": (0, 50),
    "telegram.limits.per_second": (0.1, 1_000_000),
    "telegram.limits.per_chat_second": (0.01, 1_000_000),
    "telegram.limits.burst": (1, 1_000_000),
    "flood.burst": (1, 1_000_000),
    "flood.per_second": (0.01, 1_000_000),
    "retention.session_hours": (1, 720),
    "retention.case_days": (1, 3_650),
    "retention.kept_days": (1, 3_650),
    "retention.dead_letter_days": (1, 365),
    "retention.handoff_days": (1, 365),
    "webhook.port": (1, 65_535),
    "webhook.max_connections": (1, 100),
}


def parse(settings: object, environ: Mapping[str, str]) -> Config:
    """The configuration from config.yaml's data (None if there is no file) and the environment.

    Raises ConfigError, one sentence for each mistake.
    """
    mistakes: list[str] = []
    if settings is not None and not isinstance(settings, Mapping):
        raise ConfigError(
            "config.yaml must be a map of settings, such as `time_zone: Asia/Shanghai`."
        )
    config: Config = _section(Config, settings or {}, _overrides(environ, mistakes), mistakes)
    if not mistakes:
        _check_zone(config.time_zone, mistakes)
        _check_base_url(config.telegram.base_url, mistakes)
        _check_files(config, mistakes)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return config


def token_of(config: Config) -> Secret:
    """The bot's token. Raises ConfigError that says where to get one and where to put it."""
    if config.token:
        return _checked(config.token.reveal(), TOKEN_VARIABLE)
    if not config.telegram.token_file:
        raise ConfigError(f"There is no token. {_GET_ONE}")
    path = Path(config.telegram.token_file)
    return _checked(content_of(path, f"The token's file {path}", _GET_ONE), str(path))


def webhook_secret_of(config: Config) -> Secret:
    """What the webhook's path and secret token are made of. Raises ConfigError."""
    if not config.webhook.secret_file:
        return token_of(config)
    path = Path(config.webhook.secret_file)
    text = content_of(path, f"The webhook's secret file {path}", _MAKE_SECRET).strip()
    if len(text) < _SHORTEST_SECRET:
        raise ConfigError(
            f"The webhook's secret file {path} holds too short a text. {_MAKE_SECRET}"
        )
    return Secret(text)


def content_of(path: Path, what: str, advice: str) -> str:
    """The text of a file that holds a secret. Raises ConfigError: `what` cannot be read, and `advice`."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise ConfigError(f"{what} cannot be read: {reason}. {advice}") from None


def _checked(text: str, where: str) -> Secret:
    token = text.strip()
    if not _TOKEN.fullmatch(token):
        raise ConfigError(
            f"What {where} holds is no token, which looks like 123456:ABC-DEF. {_GET_ONE}"
        )
    return Secret(token)


_Overrides: TypeAlias = Mapping[str, tuple[str, str]]  # dotted key: the variable's name and text


def _overrides(environ: Mapping[str, str], mistakes: list[str]) -> _Overrides:
    known = {PREFIX + key.upper().replace(".", "__"): key for key in _keys(Config)}
    found = {}
    for name, text in environ.items():
        if not name.startswith(PREFIX):
            continue
        if name in known:
            found[known[name]] = (name, text)
        else:
            mistakes.append(f"The environment variable {name} is no setting.{_near(name, known)}")
    return found


def _keys(kind: type[Any], prefix: str = "") -> Iterable[str]:
    """The dotted names of the settings of a section."""
    hints = get_type_hints(kind)
    for entry in fields(kind):
        if is_dataclass(hints[entry.name]):
            yield from _keys(hints[entry.name], f"{prefix}{entry.name}.")
        else:
            yield prefix + entry.name


def _section(
    kind: type[Any],
    settings: Mapping[Any, Any],
    overrides: _Overrides,
    mistakes: list[str],
    prefix: str = "",
) -> Any:
    hints = {name: hint for name, hint in get_type_hints(kind).items() if name not in _SECRETS}
    mistakes.extend(_no_setting(prefix, str(key), hints) for key in settings if key not in hints)
    values: dict[str, Any] = {}
    for name, hint in hints.items():
        key = prefix + name
        given = settings.get(name)
        if isinstance(hint, type) and is_dataclass(hint):
            if given is not None and not isinstance(given, Mapping):
                mistakes.append(f"config.yaml: `{key}` must be a map of settings.")
                given = None
            values[name] = _section(hint, given or {}, overrides, mistakes, f"{key}.")
            continue
        where = f"config.yaml: `{key}`"
        if key in overrides:
            where, given = f"The environment variable {overrides[key][0]}", overrides[key][1]
        if given is not None:
            value = READERS[hint](given)
            if value is None or not _is_within(key, value):
                mistakes.append(f"{where} must be {_wanted(key, hint)}, not {given!r}.")
            else:
                values[name] = value
    if kind is Config:
        values |= {name: Secret(overrides[name][1]) for name in _SECRETS if name in overrides}
    return kind(**values)


def _no_setting(prefix: str, key: str, known: Iterable[str]) -> str:
    if key in _SECRETS:
        variable, file = _SECRETS[key]
        return (
            f"config.yaml: `{prefix}{key}` does not belong here, where it would be shown and copied. "
            f"Put it into the environment variable {variable}, or into a file that {file} names."
        )
    return f"config.yaml: `{prefix}{key}` is no setting.{_near(key, known)}"


def _is_within(key: str, value: Any) -> bool:
    low, high = _BOUNDS.get(key, (None, None))
    return low is None or high is None or low <= value <= high


def _wanted(key: str, hint: Any) -> str:
    if key in _BOUNDS:
        low, high = _BOUNDS[key]
        return f"{WANTED[hint]} from {low:g} to {high:g}"
    return WANTED[hint]


def _near(word: str, known: Iterable[str]) -> str:
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean `{found[0]}`?" if found else f" There are: {', '.join(sorted(known))}."


def _check_base_url(url: str, mistakes: list[str]) -> None:
    """A URL that is copied from the documentation ends in /bot, perhaps with the token: not repeated."""
    if _BOT_PATH.search(url):
        mistakes.append(
            "telegram.base_url is the Bot API's address without /bot and token, such as "
            "https://api.telegram.org or http://127.0.0.1:8081: leave out what begins with /bot."
        )


def _check_files(config: Config, mistakes: list[str]) -> None:
    """A secret that stands where its file's name should: not repeated, as a name that is not found is."""
    named = {
        "telegram.token_file": config.telegram.token_file,
        "store.key_file": config.store.key_file,
        "webhook.secret_file": config.webhook.secret_file,
    }
    mistakes.extend(
        f"{key} holds a secret, where it would be shown and copied. Put it into a file that only the "
        "bot's user may read, and write that file's name here."
        for key, name in named.items()
        if _SECRET.fullmatch(str(name).strip())
    )


def _check_zone(name: str, mistakes: list[str]) -> None:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        zones = available_timezones()
        found = get_close_matches(name, zones, n=1, cutoff=0.6)
        hint = f" Did you mean `{found[0]}`?" if found else " Write it like Asia/Shanghai."
        mistakes.append(f"time_zone: there is no time zone {name!r}.{hint}")
