"""Settings: every mistake is a sentence that names the key and what was meant; secrets stay secret."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.app import read_config, ring_of
from bot.config import Config, Secret, parse, token_of
from bot.config.keys import IN_THE_CLEAR, key_of
from bot.errors import ConfigError

ROOT = Path(__file__).parents[1]
TOKEN = "123456:AA-secret_secret"  # noqa: S105 the tests' own


def leaves(config: Any, prefix: str = "") -> Iterable[str]:
    for entry in fields(config):
        value = getattr(config, entry.name)
        if is_dataclass(value):
            yield from leaves(value, f"{prefix}{entry.name}.")
        else:
            yield prefix + entry.name


def keys(data: Mapping[str, Any], prefix: str = "") -> Iterable[str]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from keys(value, f"{prefix}{name}.")
        else:
            yield prefix + name


def test_no_settings_at_all_are_the_defaults() -> None:
    """A bot runs with a token and nothing else."""
    assert parse(None, {}) == parse({}, {}) == Config()


def test_config_yaml_lists_every_setting_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the file shows is what holds without it."""
    from bot.library.yaml_reader import read_yaml

    for name in ("ASHORE_TOKEN", "ASHORE_LIBRARY__FOLDER"):
        monkeypatch.delenv(name, raising=False)
    assert read_config(ROOT / "config.yaml") == Config()
    listed = set(keys(read_yaml(ROOT / "config.yaml").data))
    assert listed == set(leaves(Config())) - {"token", "key"}


def test_config_yaml_explains_every_setting_in_both_languages() -> None:
    """An operator reads one file, in either language."""
    comment = ""
    for line in (ROOT / "config.yaml").read_text("utf-8").splitlines():
        if line.strip().startswith("#"):
            comment += line
            continue
        if line.strip() and not line.endswith(":"):
            assert any("一" <= letter <= "鿿" for letter in comment), line
            assert any("a" <= letter <= "z" for letter in comment), line
        comment = ""


GOOD: list[tuple[Mapping[str, Any], Mapping[str, str], Any, Any]] = [
    ({"telegram": {"poll_seconds": 10}}, {}, "telegram.poll_seconds", 10),
    ({"telegram": {"poll_seconds": "10"}}, {}, "telegram.poll_seconds", 10),
    ({"telegram": {"limits": {"per_second": 5}}}, {}, "telegram.limits.per_second", 5.0),
    ({"library": {"watch": True}}, {}, "library.watch", True),
    ({"library": {"watch": "true"}}, {}, "library.watch", True),
    ({"counselors": [1, 2]}, {}, "counselors", (1, 2)),
    ({"counselors": ["1"]}, {}, "counselors", (1,)),
    ({"telegram": {"base_url": "http://a.org/x/"}}, {}, "telegram.base_url", "http://a.org/x/"),
    ({"telegram": {"base_url": "http://bot"}}, {}, "telegram.base_url", "http://bot"),
    (
        {"telegram": {"base_url": "http://a.org/botapi"}},
        {},
        "telegram.base_url",
        "http://a.org/botapi",
    ),
    ({"library": None}, {}, "library.watch", False),
    ({}, {"ASHORE_COUNSELORS": "1, 2"}, "counselors", (1, 2)),
    ({}, {"ASHORE_STORE__URL": "sqlite:///x.db"}, "store.url", "sqlite:///x.db"),
    ({}, {"ASHORE_TELEGRAM__LIMITS__BURST": "9"}, "telegram.limits.burst", 9),
    ({}, {"ASHORE_LIBRARY__WATCH": "TRUE"}, "library.watch", True),
    ({"time_zone": "Asia/Tokyo"}, {"ASHORE_TIME_ZONE": "Asia/Urumqi"}, "time_zone", "Asia/Urumqi"),
    ({}, {"PATH": "/bin", "ASHORED": "x"}, "log.level", "info"),
]


@pytest.mark.parametrize(("settings", "environ", "key", "value"), GOOD)
def test_a_setting_comes_from_the_file_or_the_environment(
    settings: Mapping[str, Any], environ: Mapping[str, str], key: str, value: Any
) -> None:
    """A variable outweighs the file."""
    found: Any = parse(settings, environ)
    for name in key.split("."):
        found = getattr(found, name)
    assert found == value
    assert type(found) is type(value)


MISTAKES: list[tuple[Any, Mapping[str, str], str]] = [
    ({"librari": {}}, {}, "config.yaml: `librari` is no setting. Did you mean `library`?"),
    ({"telegram": {"pol_seconds": 3}}, {}, "`telegram.pol_seconds` is no setting. Did you mean `poll_seconds`?"),
    ({"telegram": {"limits": {"bursts": 3}}}, {}, "`telegram.limits.bursts` is no setting. Did you mean `burst`?"),
    ({"zzz": 1}, {}, "`zzz` is no setting. There are: counselors, flood, library,"),
    ({1: 1}, {}, "`1` is no setting"),
    ({"token": TOKEN}, {}, "`token` does not belong here"),
    ({"telegram": {"token": TOKEN}}, {}, "`telegram.token` does not belong here"),
    ({"telegram": "x"}, {}, "`telegram` must be a map of settings."),
    (["a"], {}, "config.yaml must be a map of settings"),
    ({"telegram": {"poll_seconds": "soon"}}, {}, "`telegram.poll_seconds` must be a whole number from 0 to 50, not 'soon'."),
    ({"telegram": {"poll_seconds": 51}}, {}, "must be a whole number from 0 to 50, not 51."),
    ({"telegram": {"poll_seconds": True}}, {}, "must be a whole number"),
    ({"telegram": {"poll_seconds": 1.5}}, {}, "must be a whole number"),
    ({"telegram": {"limits": {"per_second": 0}}}, {}, "must be a number from 0.1 to 1e+06, not 0."),
    ({"telegram": {"base_url": 5}}, {}, "`telegram.base_url` must be a text, not 5."),
    ({"telegram": {"base_url": "http://127.0.0.1:8081/bot"}}, {}, "without /bot and token"),
    ({}, {"ASHORE_TELEGRAM__BASE_URL": "http://127.0.0.1:8081/bot/"}, "without /bot and token"),
    ({"telegram": {"base_url": f"https://api.telegram.org/bot{TOKEN}"}}, {}, "without /bot and token"),
    ({"telegram": {"base_url": "https://api.telegram.org/bot<token>/"}}, {}, "without /bot and token"),
    ({"library": {"watch": "yes"}}, {}, "`library.watch` must be true or false, not 'yes'."),
    ({"log": {"level": "loud"}}, {}, "`log.level` must be one of debug, info, warning, error, not 'loud'."),
    ({"counselors": ["anna"]}, {}, "`counselors` must be a list of numeric Telegram user ids"),
    ({"counselors": 7}, {}, "`counselors` must be a list"),
    ({"time_zone": "Asia/Shanghi"}, {}, "no time zone 'Asia/Shanghi'. Did you mean `Asia/Shanghai`?"),
    ({"time_zone": "../etc/passwd"}, {}, "no time zone"),
    ({}, {"ASHORE_TELEGRAM__POL_SECONDS": "3"}, "ASHORE_TELEGRAM__POL_SECONDS is no setting. Did you mean `ASHORE_TELEGRAM__POLL_SECONDS`?"),
    ({}, {"ASHORE_TOKN": TOKEN}, "ASHORE_TOKN is no setting. Did you mean `ASHORE_TOKEN`?"),
    ({}, {"ASHORE_TELEGRAM__POLL_SECONDS": "-1"}, "The environment variable ASHORE_TELEGRAM__POLL_SECONDS must be a whole number"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "environ", "sentence"), MISTAKES)
def test_a_mistake_is_a_sentence_with_the_nearest_known_name(
    settings: Any, environ: Mapping[str, str], sentence: str
) -> None:
    """Which key, what is wrong, what was perhaps meant; and never the token."""
    with pytest.raises(ConfigError) as mistake:
        parse(settings, environ)
    assert sentence in str(mistake.value)
    assert "secret" not in str(mistake.value)


def test_all_mistakes_are_told_at_once() -> None:
    """One look, one mending."""
    with pytest.raises(ConfigError) as mistakes:
        parse({"librari": {}, "log": {"level": "x"}}, {"ASHORE_X": ""})
    assert len(str(mistakes.value).splitlines()) == 3


def test_the_token_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    """The environment first; white space around it is nobody's fault."""
    file = tmp_path / "token"
    file.write_text(f" {TOKEN}\n")
    by_file = parse({"telegram": {"token_file": str(file)}}, {})
    assert token_of(by_file).reveal() == TOKEN
    both = parse({"telegram": {"token_file": "/nowhere"}}, {"ASHORE_TOKEN": TOKEN})
    assert token_of(both).reveal() == TOKEN


@pytest.mark.parametrize(
    ("environ", "content", "sentence"),
    [
        ({}, None, "There is no token. Write to @BotFather"),
        ({"ASHORE_TOKEN": "my-secret"}, None, "ASHORE_TOKEN holds is no token"),
        ({}, "my secret", "holds is no token"),
        ({"ASHORE_TELEGRAM__TOKEN_FILE": "/nowhere/token"}, None, "/nowhere/token cannot be read"),
    ],
)
def test_a_missing_or_wrong_token_tells_how_to_get_one(
    environ: Mapping[str, str], content: str | None, sentence: str, tmp_path: Path
) -> None:
    """Where to get it, where to put it, and what works without."""
    if content is not None:
        (tmp_path / "token").write_text(content)
        environ = {"ASHORE_TELEGRAM__TOKEN_FILE": str(tmp_path / "token")}
    with pytest.raises(ConfigError) as mistake:
        token_of(parse(None, environ))
    assert sentence in str(mistake.value)
    for hint in ("@BotFather", "ASHORE_TOKEN", "telegram.token_file", "ashore chat"):
        assert hint in str(mistake.value)
    assert "secret" not in str(mistake.value)


def test_a_token_shows_itself_to_nobody_by_accident() -> None:
    """Not in a log, not in a traceback, not in an assertion."""
    config = parse(None, {"ASHORE_TOKEN": TOKEN})
    for shown in (repr(config), str(config), f"{config.token}", repr(Secret(TOKEN))):
        assert "secret_secret" not in shown


def test_a_config_file_that_is_no_yaml_is_the_operators(tmp_path: Path) -> None:
    """A ConfigError with the place, as for every other mistake in it."""
    file = tmp_path / "config.yaml"
    file.write_text("telegram: [")
    with pytest.raises(ConfigError, match=r"config\.yaml:\d"):
        read_config(file)
    with pytest.raises(ConfigError, match=r"missing\.yaml"):
        read_config(tmp_path / "missing.yaml")


@pytest.mark.parametrize("kind", ["folder", "broken link"])
def test_a_config_yaml_that_is_no_file_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """A mount that failed leaves a folder: the bot would run with the defaults."""
    monkeypatch.chdir(tmp_path)
    assert read_config(None).time_zone == "Asia/Shanghai"
    if kind == "folder":
        (tmp_path / "config.yaml").mkdir()
    else:
        (tmp_path / "config.yaml").symlink_to("nowhere")
    with pytest.raises(ConfigError, match=r"config\.yaml"):
        read_config(None)


@pytest.mark.parametrize("url", ["postgres://a", "sqlite:///", "sqlite:///:memory:", "a.sqlite3"])
def test_a_wrong_database_address_is_a_mistake_in_the_settings(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Like every other wrong setting: the code for one, whatever the command."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASHORE_STORE__URL", url)
    with pytest.raises(ConfigError, match=r"store\.url is .* names no SQLite file"):
        read_config(None)


KEY = "ashore-key-" + "k" * 43


def test_the_master_key_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    """The environment first; without one only in as many words."""
    file = tmp_path / "master"
    file.write_text(f"{KEY}\n")
    by_file = key_of(parse({"store": {"key_file": str(file)}}, {}))
    by_variable = key_of(parse({"store": {"key_file": "/nowhere"}}, {"ASHORE_KEY": KEY}))
    assert by_file
    assert by_variable
    assert by_file.reveal().strip() == by_variable.reveal() == KEY
    assert key_of(parse({"store": {"unencrypted": IN_THE_CLEAR}}, {})) is None


@pytest.mark.parametrize(
    ("store", "sentence"),
    [
        ({}, "There is no key to encrypt answers with; nothing was started"),
        ({"unencrypted": "true"}, "says something else than the sentence"),
        ({"unencrypted": IN_THE_CLEAR.lower()}, "says something else than the sentence"),
        ({"key_file": "/nowhere/master"}, "/nowhere/master cannot be read"),
    ],
)
def test_without_a_key_it_says_how_to_make_one_and_how_to_do_without(
    store: Mapping[str, str], sentence: str
) -> None:
    """Nothing is stored in the clear by mistake."""
    with pytest.raises(ConfigError) as mistake:
        key_of(parse({"store": store}, {}))
    assert sentence in str(mistake.value)
    for hint in ("ashore keys new", "ASHORE_KEY", "store.key_file", IN_THE_CLEAR):
        assert hint in str(mistake.value)


def test_a_key_file_of_rubbish_is_not_to_be_replaced(tmp_path: Path) -> None:
    """Whoever made a new key instead would lock every answer away for good."""
    file = tmp_path / "master"
    file.write_bytes(b"\xff\xfe\x00rubbish")
    with pytest.raises(ConfigError) as mistake:
        key_of(parse({"store": {"key_file": str(file)}}, {}))
    for said in (str(file), "no master key", "back from its copy", "for a new installation only"):
        assert said in str(mistake.value)
    assert "UnicodeDecodeError" not in str(mistake.value)


def test_a_key_file_that_may_not_be_read_is_not_to_be_made(tmp_path: Path) -> None:
    """It is there, or a folder is: the name or the right to read it is wrong."""
    with pytest.raises(ConfigError, match=r"store\.key_file names the right") as mistake:
        key_of(parse({"store": {"key_file": str(tmp_path)}}, {}))
    assert "ashore keys new" not in str(mistake.value)


@pytest.mark.parametrize(
    ("there", "said", "unsaid"),
    [
        ([], "Make one with `ashore keys new FILE`", "back from its copy"),
        (["a.sqlite3"], "if its answers were stored with a key, bring that key back", "never say"),
        (["a.sqlite3", "a.keys.sqlite3"], "Bring the right one back", "Make one with"),
    ],
)
def test_a_missing_key_file_is_to_be_brought_back_where_it_was_in_use(
    tmp_path: Path, there: list[str], said: str, unsaid: str
) -> None:
    """A new key is the remedy for a new installation alone."""
    for name in there:
        (tmp_path / name).touch()
    store = {"url": f"sqlite:///{tmp_path / 'a.sqlite3'}", "key_file": str(tmp_path / "master")}
    with pytest.raises(ConfigError) as mistake:
        ring_of(parse({"store": store}, {}))
    assert said in str(mistake.value)
    assert unsaid not in str(mistake.value)


@pytest.mark.parametrize(
    ("section", "name", "secret"),
    [
        ("telegram", "token_file", "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"),
        ("store", "key_file", KEY),
        ("webhook", "secret_file", "5f" * 32),
    ],
)
def test_a_secret_in_place_of_its_files_name_is_refused_and_not_repeated(
    section: str, name: str, secret: str
) -> None:
    """A file of that name is not found, and the sentence would have shown it."""
    with pytest.raises(ConfigError, match=f"{section}.{name} holds a secret") as mistake:
        parse({section: {name: secret}}, {})
    assert secret not in str(mistake.value)


def test_a_key_in_the_file_of_settings_is_refused_and_not_repeated() -> None:
    """There it would be shown and copied."""
    with pytest.raises(ConfigError, match=r"`key` does not belong here.*ASHORE_KEY") as mistake:
        parse({"key": KEY}, {})
    assert KEY not in str(mistake.value)
    assert KEY not in repr(parse(None, {"ASHORE_KEY": KEY}))
