"""A page, strictly read: whether it is whole, and whether it stands alone."""

from collections.abc import Mapping
from html.parser import HTMLParser

HOSTILE = "<script>alert(1)</script>\"'&amp;</td><!--{{ 7*7 }}\u202e"
VOID = {"meta", "br"}


class Page(HTMLParser):
    """A strict reader: every element is closed in its turn; what it shows, and what it asks for."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: list[str] = []
        self.seen: list[tuple[str, Mapping[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs))
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        if self.opened[-1:] != ["style"] and data.strip():
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def assert_stands_alone(html: str) -> None:
    """No script, nothing that is fetched, no handler; the encoding is told before any text."""
    page = Page(html)
    tags = {tag for tag, _ in page.seen}
    names = {name for _, attrs in page.seen for name in attrs}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a", "base"}
    assert not {name for name in names if name.startswith("on") or name in {"src", "href", "style"}}
    assert "url(" not in html
    assert "@import" not in html
    assert html.index('<meta charset="utf-8">') < html.index("<title>")
    assert not html.startswith("\ufeff")
