"""The sections of config.yaml, each with its defaults."""

from dataclasses import dataclass, field

from bot.config.kinds import LogLevel


@dataclass(frozen=True)
class Secret:
    """A text that shows itself to nobody by accident."""

    _text: str = field(repr=False)

    def __str__(self) -> str:
        return "Secret()"

    def reveal(self) -> str:
        """The text itself; never for a log, a sentence or a command line."""
        return self._text


@dataclass(frozen=True)
class LibraryConfig:
    """Where flows/ and content/ are (empty: beside the program); whether changes are taken up."""

    folder: str = ""
    watch: bool = False


@dataclass(frozen=True)
class StoreConfig:
    """Where everything is kept, and the master key's file; `unencrypted` says that none is wanted."""

    url: str = "sqlite:///ashore.sqlite3"
    key_file: str = ""
    unencrypted: str = ""


@dataclass(frozen=True)
class RetentionConfig:
    """How long each class of data is kept after the last message or reminder, or after it was made."""

    session_hours: int = 72
    case_days: int = 90
    kept_days: int = 365
    dead_letter_days: int = 30
    handoff_days: int = 30


@dataclass(frozen=True)
class LimitsConfig:
    """Messages a second overall and per chat; how many of a chat may go at once."""

    per_second: float = 30.0
    per_chat_second: float = 1.0
    burst: int = 3


@dataclass(frozen=True)
class FloodConfig:
    """How many messages of one borrower are taken at once, and how many a second in the long run."""

    burst: int = 30
    per_second: float = 1.0


@dataclass(frozen=True)
class TelegramConfig:
    """The Bot API: its address, the token's file, how long a poll waits, the limits."""

    base_url: str = "https://api.telegram.org"
    token_file: str = ""
    poll_seconds: int = 30
    limits: LimitsConfig = LimitsConfig()


@dataclass(frozen=True)
class WebhookConfig:
    """Where `ashore run --webhook` listens, and the address under which Telegram finds it.

    With a certificate and its key it speaks TLS itself; without, a reverse proxy does. Path and
    secret token follow from the secret file's content, or from the bot's token if there is none.
    """

    listen: str = "127.0.0.1"
    port: int = 8443
    public_url: str = ""
    max_connections: int = 40
    certificate_file: str = ""
    key_file: str = ""
    secret_file: str = ""


@dataclass(frozen=True)
class LogConfig:
    """How much is logged."""

    level: LogLevel = "info"


@dataclass(frozen=True)
class Config:
    """Everything that an operator may set. `counselors` are Telegram user ids."""

    library: LibraryConfig = LibraryConfig()
    store: StoreConfig = StoreConfig()
    retention: RetentionConfig = RetentionConfig()
    time_zone: str = "Asia/Shanghai"
    telegram: TelegramConfig = TelegramConfig()
    flood: FloodConfig = FloodConfig()
    webhook: WebhookConfig = WebhookConfig()
    log: LogConfig = LogConfig()
    counselors: tuple[int, ...] = ()
    token: Secret | None = None
    key: Secret | None = None
