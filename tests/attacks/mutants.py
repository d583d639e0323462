"""Files of flows and words, damaged as an editor, a merge or somebody with bad intentions would."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

_WIDE: Final = str.maketrans(
    {":": "：", ",": "，", "'": "’", '"': "“", "-": "－", "[": "［", "{": "｛", "(": "（"}
)
_VALUES: Final = (
    "", "~", "null", "true", "no", "1", "-1", "010", "1e9", "12:30", "0x10", "3.10", ".inf", ".nan", "2026-02-30", "9" * 400, "[]", "{}",
    "[[[]]]", "{a: {b: c}}", "[a, {b: c}, 1]", "'", '"', "|", ">", "!!python/object/apply:os.system [id]", "!tag x", "&a x", "*a", "<<: *a",
    "? x", "- x", "%x", "@x", "`x", "# x", "{{ x", "{% if %}", "{{ debt | money", "{{ ''.__class__ }}", "{% for a in b %}", "<b>", "</b>", "<a href=x>",
    "&", "&lt", "\u2028", "\x85", "\ufeff", "\u202e", "😀", "好" * 300, "a: b: c", "[a", "a]", "{a", "…", "card:nothing", "flow:home", "home", "debt > ", "debt ** debt",
    "today", "answer", "unknown", "'not_mine' in owed[0].marks", "debt.__class__", "range(10**9)", "add_days(today, 10**9)",
)  # fmt: skip
_KEYS: Final = (
    "show", "ask", "if", "then", "steps", "text", "title", "options", "flow", "type", "label", "values", "from", "zh", "phrases", "x", "", "1", "<<",
    "copy", "related", "number", "source", "end", "menu", "items", "repeat", "must", "to", "set", "call", "ask2", "ASK", "ａｓｋ", "__class__",
)  # fmt: skip
_BITS: Final = ("\t", " ", "  ", "\n", "\r", "\x00", "\x07", "\x7f", "\x85", "\u2028", "\ufeff", ":", "- ", "#", "'", '"', "|", "{", "}", "[", "]", "&a ", "*a", "!", "%", ",", "?", "---\n", "...\n", "：", "\u3000", "\xa0", "\ud7ff", "\uffff", "\U0001f600")  # fmt: skip
_LINE: Final = re.compile(r"^(?P<indent>[ -]*)(?P<key>[\w\"']+)(?P<rest>:.*)?$")
_MANY: Final = (10, 200, 3_000)
_MOST_CHANGES: Final = 3
_BOMB_SHARE: Final = 0.03


class Vandal:
    """Damages texts; the same chance does the same damage."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._changes: Sequence[Callable[[list[str]], None]] = (
            self._new_value, self._new_value, self._new_value, self._new_key, self._new_key, self._delete, self._delete, self._double,
            self._swap, self._indent, self._indent, self._wide, self._bit, self._bit, self._cut, self._join, self._nest, self._from_elsewhere,
        )  # fmt: skip

    def damage(self, text: str) -> bytes:
        """A mutant of a file's text."""
        if self._chance.random() < _BOMB_SHARE:
            return self._bomb(text)
        lines = text.split("\n")
        for _ in range(self._chance.randrange(1, _MOST_CHANGES + 1)):
            self._chance.choice(self._changes)(lines)
            if not lines:
                break
        content = "\n".join(lines).encode(errors="surrogatepass")
        return self._bytes(content) if self._chance.random() < 0.05 else content

    def _at(self, lines: list[str]) -> int:
        return self._chance.randrange(len(lines))

    def _new_value(self, lines: list[str]) -> None:
        at = self._at(lines)
        found = _LINE.match(lines[at])
        value = self._chance.choice(_VALUES)
        lines[at] = f"{found['indent']}{found['key']}: {value}" if found else value

    def _new_key(self, lines: list[str]) -> None:
        at = self._at(lines)
        if found := _LINE.match(lines[at]):
            lines[at] = f"{found['indent']}{self._chance.choice(_KEYS)}{found['rest'] or ''}"

    def _delete(self, lines: list[str]) -> None:
        at = self._at(lines)
        del lines[at : at + self._chance.choice((1, 1, 2, 5))]

    def _double(self, lines: list[str]) -> None:
        at = self._at(lines)
        block = lines[at : at + self._chance.choice((1, 2, 6))]
        lines[at:at] = block * self._chance.choice((1, 1, 2, 40))

    def _swap(self, lines: list[str]) -> None:
        one, other = self._at(lines), self._at(lines)
        lines[one], lines[other] = lines[other], lines[one]

    def _indent(self, lines: list[str]) -> None:
        at = self._at(lines)
        by = self._chance.choice((" ", "  ", "    ", "\t", "- ", "", "\u3000"))
        for number in range(at, min(len(lines), at + self._chance.choice((1, 1, 3, 20)))):
            lines[number] = by + lines[number] if by else lines[number].lstrip()

    def _wide(self, lines: list[str]) -> None:
        at = self._at(lines)
        lines[at] = lines[at].translate(_WIDE)

    def _bit(self, lines: list[str]) -> None:
        at = self._at(lines)
        place = self._chance.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:place] + self._chance.choice(_BITS) + lines[at][place:]

    def _cut(self, lines: list[str]) -> None:
        at = self._at(lines)
        lines[at] = lines[at][: self._chance.randrange(len(lines[at]) + 1)]
        if self._chance.random() < 0.3:
            del lines[at + 1 :]

    def _join(self, lines: list[str]) -> None:
        at = self._at(lines)
        lines[at : at + 2] = ["".join(lines[at : at + 2])]

    def _nest(self, lines: list[str]) -> None:
        at, deep = self._at(lines), self._chance.choice((2, 15, 25))
        indent = re.match(" *", lines[at])
        lines[at:at] = [f"{indent[0] if indent else ''}{'  ' * n}x{n}:" for n in range(deep)]

    def _from_elsewhere(self, lines: list[str]) -> None:
        lines[self._at(lines)] = lines[self._at(lines)].strip()

    def _bytes(self, content: bytes) -> bytes:
        at = self._chance.randrange(len(content) + 1)
        return self._chance.choice(
            (
                content[:at] + bytes([self._chance.randrange(256)]) + content[at:],
                content[:at],
                content.decode(errors="replace").encode("utf-16"),
                content.replace(b"\n", b"\r\n"),
                content.replace(b"\n", b"\r"),
                content.decode(errors="replace").encode("gb18030", errors="replace"),
            )
        )

    def _bomb(self, text: str) -> bytes:
        """What is meant to cost time or memory rather than to be read."""
        many = self._chance.choice(_MANY)
        aliases = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
        bombs = (
            "[" * many, "{a: " * many, "- " * many, "? " * many, "a: &a [x]\n" + aliases, text + "\t\n" * many, text + "\x01" * many,
            text + "---\n" * many, text + "".join(f"k{n}: v\n" for n in range(many)), text + "same: v\n" * many, text + "x: " + "9" * many,
            "'" + "\n" * many, text + " " * many, "".join(f"{' ' * n}a:\n" for n in range(min(many, 300))), text * (1 + many // 1000),
            text + "z: '" + "{{ x }}" * many + "'\n", text + "z: '" + "{% if a %}" * many + "'\n", text + "z: '" + "<b>" * many + "'\n",
            text + "z: " + "(" * many + "\n", text + "z: '" + "&" * many + "'\n", text + "z: |\n" + "  { \n" * many, "#" * many, "\n" * many + text,
            text + "z: [" + "a, " * many + "]\n", text + "z: [" + "{a: 1}, " * many + "]\n",
        )  # fmt: skip
        return self._chance.choice(bombs).encode(errors="surrogatepass")
