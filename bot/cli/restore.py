"""`ashore restore`: a backup in the database's place."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli.failing import config_option, told
from bot.cli.refusing import language_of

if TYPE_CHECKING:
    from bot.config import Config
    from bot.store import Ring
    from bot.store.seals import Seals

# Why a sealed backup cannot be read, and what to do about it.
_UNREADABLE: Final = {
    "no_file": {
        "zh": "借款人的密钥文件 {keys} 不在，{file} 里加密的回答谁也读不了。什么都没有动。"
        "用 --keys 写上这个文件最近的一份副本，再运行一次；没有副本，这些回答就找不回来了（SECURITY.md）。",
        "en": "The borrowers' keys {keys} are missing: nobody could read the sealed answers in {file}. "
        "Nothing was changed. Name the latest copy of that file with --keys and run this again; "
        "if there is no copy, those answers are lost (SECURITY.md).",
    },
    "other_file": {
        "zh": "{keys} 里没有一把密钥是 {file} 用的，加密的回答谁也读不了。什么都没有动。"
        "用 --keys 写上跟这份备份配套的那份密钥副本，再运行一次（SECURITY.md）。",
        "en": "{keys} holds none of the keys that {file} was sealed with: nobody could read its answers. "
        "Nothing was changed. Name the copy of the keys that belongs to this backup with --keys, and run "
        "this again (SECURITY.md).",
    },
    "no_master": {
        "zh": "{keys} 里的密钥要用主密钥 {masters} 打开，给的里面没有它；没有它，{file} 里加密的回答谁也读不了。"
        "什么都没有动。把它写进 ASHORE_KEY，或放进 store.key_file 写的文件，再运行一次。新做一把主密钥没有用。",
        "en": "The keys in {keys} open with the master key {masters}, which was not given; without it "
        "nobody could read the sealed answers in {file}. Nothing was changed. Give that key, in "
        "ASHORE_KEY or in the file that store.key_file names, and run this again. A new key is of no use.",
    },
}
_SOME_LOST: Final = {
    "zh": "{lost} 把密钥（一共 {used} 把）不在 {keys} 里，用它们加密的回答读不了：借款人后来删除了，或者密钥文件比备份旧。"
    "手上有更新的密钥副本，就用 --keys 写上。",
    "en": "{lost} of the {used} keys are not in {keys}; what was sealed with them cannot be read: those "
    "borrowers were deleted since, or the keys are older than the backup. If you have a newer copy, "
    "name it with --keys.",
}
_DONE: Final = {
    "zh": "下次启动就用 {file}。做这份备份以后的内容不在里面。",
    "en": "{file} is in use from the next start on. What came after it was made is not in it.",
}
_FORMER: Final = {
    "zh": "原来的文件留在 {former}；用不着了就彻底删掉：以后谁再发 /delete，管不到它。",
    "en": "The former file is kept as {former}; erase it when it is not needed: no /delete reaches it.",
}


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--keys",
    "keys_file",
    type=click.Path(path_type=Path),
    help="The copy of the borrowers' keys, to be put beside the database as well.",
)
@config_option
def command(file: Path, keys_file: Path | None, path: Path | None) -> None:
    """Put the backup FILE in the database's place. Stop the bot first.

    FILE is checked, and that its answers can be read: the borrowers' keys, those beside the database
    or their copy, and the master key. It is brought to this version's schema; the former files are
    kept beside the new ones. Replies that were still to be sent when the backup was made are sent,
    perhaps once more.
    """
    language = language_of(None)
    with told():
        from bot.app import read_config
        from bot.store.backups import restore
        from bot.store.connection import path_of
        from bot.store.key_file import path_beside
        from bot.store.seals import seals_of

        config = read_config(path)
        keys = keys_file or path_beside(path_of(config.store.url))
        _refuse_unreadable(seals_of(file, keys, _ring(config)), file, language)
        former = restore(config.store.url, file, keys_file)
    click.echo(_DONE[language].format(file=file))
    for kept in former:
        click.echo(_FORMER[language].format(former=kept))


def _ring(config: "Config") -> "Ring | None":
    """The master keys, if they can be read: what is missing is told together with what it is for."""
    from bot.app import ring_of
    from bot.errors import ConfigError

    try:
        return ring_of(config)
    except ConfigError:
        return None


def _refuse_unreadable(seals: "Seals", file: Path, language: str) -> None:
    """End the command where nothing could be read; say so where some of it cannot."""
    if not seals.readable:
        why = "no_file" if not seals.there else "no_master" if seals.held else "other_file"
        masters = ", ".join(seals.foreign)
        said = _UNREADABLE[why][language].format(keys=seals.keys, file=file, masters=masters)
        click.echo(f"ashore: {said}", err=True)
        raise SystemExit(1)
    if lost := seals.used - seals.held:
        click.echo(_SOME_LOST[language].format(lost=lost, used=seals.used, keys=seals.keys))
