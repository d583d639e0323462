"""What a chat shows to a borrower: its messages, and how they looked before."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass
class Message:
    """A message in a chat as the borrower sees it: its text without tags, its buttons by row."""

    chat: int
    id: int
    text: str
    html: str
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    edits: int = 0
    protected: bool = False
    document: tuple[str, str] | None = None  # a file's name and content
    photo: bytes | None = None  # a PNG; the text is its caption

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, in order."""
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, label: str) -> dict[str, Any] | None:
        """The button with this label, or the first whose label contains it."""
        buttons = [button for row in self.keyboard for button in row]
        exact = [button for button in buttons if button["text"] == label]
        return next(iter([*exact, *(b for b in buttons if label in b["text"])]), None)


@dataclass
class Chat:
    """A private chat: every message in it, and each showing (a send or an edit) in order."""

    id: int
    messages: dict[int, Message] = field(default_factory=dict)
    showings: list[Message] = field(default_factory=list)
    blocked: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def show(self, message: Message) -> None:
        """Note what the borrower sees now, and wake whoever waits for it."""
        self.showings.append(replace(message))
        self.news.set()
