"""Master keys: a line of text each, told apart by a short name, shown to nobody."""

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from os import urandom

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import ConfigError, StoreError

PREFIX = "ashore-key-"
NONCE = 12
_KEY = re.compile(PREFIX + r"([\w-]{43})", re.ASCII)


def make_key() -> str:
    """A new master key, as it is written into a file or a variable."""
    return PREFIX + urlsafe_b64encode(AESGCM.generate_key(256)).decode().rstrip("=")


@dataclass(frozen=True)
class MasterKey:
    """Wraps the borrowers' keys. `name` says which key it is and tells nothing of it."""

    name: str
    _cipher: AESGCM = field(repr=False)

    def wrap(self, key: bytes, about: str) -> bytes:
        """A borrower's key, sealed; `about` must be the same when it is unwrapped."""
        nonce = urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, key, about.encode())

    def unwrap(self, wrapped: bytes, about: str) -> bytes:
        """What `wrap` was given. Raises StoreError if it is not what was wrapped."""
        try:
            return self._cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], about.encode())
        except InvalidTag:
            raise StoreError(
                f"A borrower's key in the keys' file is damaged, or not one of master key {self.name}; "
                "nothing was changed. Put the last copy of the keys' file in its place."
            ) from None


@dataclass(frozen=True)
class Ring:
    """The master keys at hand; the first one wraps, the others only unwrap."""

    keys: tuple[MasterKey, ...]

    @property
    def current(self) -> MasterKey:
        """The key in use."""
        return self.keys[0]

    def named(self, name: str) -> MasterKey | None:
        """The key of this name, if it is at hand."""
        return next((key for key in self.keys if key.name == name), None)


def parse_ring(text: str) -> Ring:
    """The keys in a text: one, or several with blanks or line breaks between; `#` begins a remark.

    Raises ConfigError, which quotes nothing of the text.
    """
    words = [word for line in text.splitlines() for word in line.partition("#")[0].split()]
    if not words:
        raise ConfigError(f"There is no key in what was given as the master key. {_LOOKS}")
    return Ring(tuple(_parse_key(word, number) for number, word in enumerate(words, 1)))


_LOOKS = (
    f"A key looks like {PREFIX} and 43 letters and digits; `ashore keys new` makes one. "
    "Answers that were stored with a key are read with that key alone: do not replace it by a new one."
)


def _parse_key(word: str, number: int) -> MasterKey:
    found = _KEY.fullmatch(word)
    if not found:
        raise ConfigError(f"Master key number {number} is no key. {_LOOKS}")
    key = urlsafe_b64decode(found[1] + "=")
    name = hashlib.sha256(b"ashore master key" + key).hexdigest()[:8]
    return MasterKey(name, AESGCM(key))
