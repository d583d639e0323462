"""What is kept of a borrower is sealed with a key of the borrower's own (AES-256-GCM).

A sealed cell is a version, the id of the key, a nonce and the sealed text; it can be opened in the
row it was made for and in no other. To destroy the key is to destroy every copy of the cell.
"""

import hmac
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from os import urandom
from pathlib import Path
from typing import TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store.key_file import NOBODY, KeyFile, path_beside
from bot.store.keyring import NONCE, Ring

Cell: TypeAlias = bytes | str
REMEMBERED = 4_000  # keys kept open in memory, less than half a kB each
_VERSION = b"\x01"
_HEAD = len(_VERSION) + 8


@dataclass(frozen=True)
class _Key:
    id: int
    chat: int
    head: bytes
    cipher: AESGCM = field(repr=False)


class Vault:
    """Seals and opens cells. Without a file of keys it lets texts through as they are."""

    def __init__(self, keys: KeyFile | None = None) -> None:
        self._keys = keys
        self._by_id: OrderedDict[int, _Key] = OrderedDict()
        self._by_chat: OrderedDict[int, _Key] = OrderedDict()
        self._added: list[_Key] = []
        self._retired: set[int] = set()  # in this transaction
        self._doomed: set[int] = set()  # to be destroyed: nothing is sealed with them any more

    def __repr__(self) -> str:
        return f"Vault(seals={self.seals})"

    @property
    def seals(self) -> bool:
        """Whether texts are sealed."""
        return self._keys is not None

    @property
    def is_new(self) -> bool:
        """Whether there is no key at all yet."""
        return self._keys is not None and not self._keys.of_chat(NOBODY)

    def seal(self, owner: int, text: str | None, place: str) -> Cell | None:
        """A text as its cell, with the owner's key; the owner gets one with the first cell."""
        if self._keys is None or text is None:
            return text
        key = self._by_chat.get(owner) or self._key_of(self._keys, owner)
        self._by_chat.move_to_end(owner)
        nonce = urandom(NONCE)
        return key.head + nonce + key.cipher.encrypt(nonce, text.encode(), place.encode())

    def open(self, cell: Cell | None, place: str) -> str:
        """The text of a cell; empty if its key was destroyed, or if it is not what was sealed."""
        if not isinstance(cell, bytes):
            return cell or "" if self._keys is None else ""
        key = self._key(id_of(cell))
        if key is None:
            return ""
        try:
            nonce, sealed = cell[_HEAD : _HEAD + NONCE], cell[_HEAD + NONCE :]
            return key.cipher.decrypt(nonce, sealed, place.encode()).decode()
        except (InvalidTag, ValueError):
            return ""

    def owner_of(self, cell: Cell | None) -> int | None:
        """Whose key a cell was sealed with; None if it was destroyed, or if there is none."""
        key = self._key(id_of(cell)) if isinstance(cell, bytes) else None
        return key.chat if key else None

    def retire(self, chat: int) -> list[int]:
        """The ids of a chat's keys; nothing is sealed with them from now on. `destroy` them after."""
        if self._keys is None:
            return []
        self._by_chat.pop(chat, None)
        ids = self._keys.of_chat(chat)
        self._retired.update(ids)
        self._doomed.update(ids)
        return ids

    def doom(self, ids: Collection[int]) -> None:
        """Keys that were retired before the program started, and are still to be destroyed."""
        self._doomed.update(ids)

    def destroy(self, ids: Collection[int]) -> bool:
        """Erase keys for ever; whether no byte of them is left."""
        if self._keys is None:
            return True
        for number in ids:
            if key := self._by_id.pop(number, None):
                self._drop(key)
        done = self._keys.destroy(ids)
        self._doomed.difference_update(ids)
        return done

    def commit(self) -> None:
        """New keys on the disk: before the cells that were sealed with them."""
        if self._keys is not None:
            self._keys.commit()

    def settle(self) -> None:
        """The transaction has come about."""
        self._added.clear()
        self._retired.clear()

    def undo(self) -> None:
        """The transaction never was, nor were its keys."""
        if self._keys is None:
            return
        self._keys.roll_back()
        # Whether a commit that failed did happen is asked of the file.
        for key in self._added:
            self._by_id.pop(key.id, None)
            self._drop(key)
        self._doomed -= self._retired
        self.settle()

    def derive(self, purpose: str) -> bytes | None:
        """A secret of this installation for a purpose; None without keys."""
        if self._keys is None:
            return None
        found = self._keys.read(self._key_of(self._keys, NOBODY).id)
        return hmac.digest(found[1], purpose.encode(), "sha256") if found else None

    def close(self) -> None:
        """Close the file of keys."""
        self._by_id.clear()
        self._by_chat.clear()
        if self._keys is not None:
            self._keys.close()

    def _key_of(self, keys: KeyFile, chat: int) -> _Key:
        """The key with which a chat's cells are sealed now."""
        for number in keys.of_chat(chat):
            if number not in self._doomed and (found := self._key(number)):
                break
        else:
            number, raw = keys.add(chat)
            found = self._remember(number, chat, raw)
            self._added.append(found)
        self._by_chat[chat] = found
        while len(self._by_chat) > REMEMBERED:
            self._by_chat.popitem(last=False)
        return found

    def _key(self, number: int) -> _Key | None:
        key = self._by_id.get(number)
        if key is not None:
            self._by_id.move_to_end(number)
            return key
        row = self._keys.read(number) if self._keys else None
        return self._remember(number, *row) if row else None

    def _remember(self, number: int, chat: int, raw: bytes) -> _Key:
        key = _Key(number, chat, _VERSION + number.to_bytes(8), AESGCM(raw))
        self._by_id[number] = key
        while len(self._by_id) > REMEMBERED:
            self._by_id.popitem(last=False)
        return key

    def _drop(self, key: _Key) -> None:
        if self._by_chat.get(key.chat) is key:
            del self._by_chat[key.chat]


def open_vault(database: Path, ring: Ring | None) -> Vault:
    """The vault of a database, with its borrowers' keys beside it; without master keys it seals nothing."""
    return Vault(KeyFile(path_beside(database), ring) if ring else None)


def id_of(cell: bytes) -> int:
    """The id of the key that a cell was sealed with."""
    return int.from_bytes(cell[len(_VERSION) : _HEAD])
