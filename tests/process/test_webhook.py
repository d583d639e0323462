"""`ashore run --webhook` as a process, its webhook set and removed by `ashore webhook`."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.faults import Trouble
from tests.process.bot_process import ROOT, WEBHOOK, BotProcess, free_port, webhook_settings


async def ended(server: FakeBotApi, action: str, **settings: str) -> tuple[int | None, str]:
    """The exit code of `ashore webhook`, and what it says, in either stream."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.cli import main; main()", "webhook", action,
        cwd=ROOT,
        env={
            **os.environ, "ASHORE_TOKEN": TOKEN, "ASHORE_TELEGRAM__BASE_URL": server.base_url,
            **settings,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, said.decode()


async def administer(server: FakeBotApi, action: str, **settings: str) -> str:
    """What `ashore webhook` prints where it does what it is told."""
    code, said = await ended(server, action, **settings)
    assert code == 0, said
    return said


async def test_a_conversation_by_webhook_and_back_to_polling(tmp_path: Path) -> None:
    """Set by command, answered over it, removed by command; no update is lost on the way."""
    settings = webhook_settings(free_port())
    async with FakeBotApi() as server, asyncio.timeout(60):
        borrower = server.user(7)
        borrower.say("/start")
        said = await administer(server, "set", **settings)
        assert "Telegram brings the updates to http://127.0.0.1" in said
        assert server.webhook
        secret_part = server.webhook.url.rpartition("/")[2]
        assert len(secret_part) >= 32
        assert secret_part not in said + await administer(server, "show", **settings)
        async with BotProcess(server, tmp_path, program=WEBHOOK, **settings) as bot:
            await borrower.wait_for_reply()
            borrower.tap("中文")
            await borrower.wait_for_reply()
            assert await bot.stop() == 0
        borrower.say("/menu")  # nobody listens: it waits at Telegram
        assert "No webhook is set" in await administer(server, "remove", **settings)
        async with BotProcess(server, tmp_path) as bot:
            while len(set(server.acknowledged)) < 3:  # noqa: ASYNC110 the server rings no bell
                await asyncio.sleep(0.05)
            assert await bot.stop() == 0


async def test_a_webhook_that_is_set_under_a_polling_bot_is_told_as_that(tmp_path: Path) -> None:
    """It ends, for nothing can be fetched any more; no other process is to be looked for."""
    settings = webhook_settings(free_port())
    said = tmp_path / "said"
    async with (
        FakeBotApi() as server,
        asyncio.timeout(60),
        BotProcess(server, tmp_path, output=said, **settings) as bot,
    ):
        while not server.calls("getUpdates"):  # noqa: ASYNC110 the server rings no bell
            await asyncio.sleep(0.05)
        await administer(server, "set", **settings)
        assert await bot.process.wait() == 1
    assert "ashore: A webhook was set for this bot" in said.read_text()
    assert "`ashore webhook remove`" in said.read_text()


async def test_while_the_database_is_locked_the_webhook_answers_503(tmp_path: Path) -> None:
    """Nothing is acknowledged meanwhile; the update comes again, and is applied once."""
    settings = webhook_settings(free_port())
    async with FakeBotApi() as server, asyncio.timeout(60):
        await administer(server, "set", **settings)
        assert server.webhook
        async with BotProcess(server, tmp_path, program=WEBHOOK, **settings) as bot:
            borrower = server.user(7)
            borrower.say("/start")
            await borrower.wait_for_reply()
            while server.unacknowledged:  # noqa: ASYNC110 the reply may come before the 200
                await asyncio.sleep(0.05)
            known = len(server.acknowledged)
            locker = sqlite3.connect(bot.database, isolation_level=None)
            locker.execute("begin immediate")
            borrower.say("中文")
            while not any(post.status == 503 for post in server.webhook.posts):  # noqa: ASYNC110 the server rings no bell
                await asyncio.sleep(0.05)
            assert len(server.acknowledged) == known
            locker.execute("rollback")
            locker.close()
            await borrower.wait_for_reply()
            while len(server.acknowledged) == known:  # noqa: ASYNC110 the server rings no bell
                await asyncio.sleep(0.05)
            assert await bot.stop() == 0
        assert len(server.acknowledged) == known + 1


async def test_tls_with_a_certificate_of_ones_own(tmp_path: Path) -> None:
    """Telegram is given the certificate, and trusts it and nothing else."""
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = subprocess.run(  # noqa: ASYNC221 - a moment, before anything runs
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",  # noqa: S607 whichever is there
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", key, "-out", certificate],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl cannot make a certificate here")
    port = free_port()
    settings = {
        **webhook_settings(port),
        "ASHORE_WEBHOOK__PUBLIC_URL": f"https://localhost:{port}",
        "ASHORE_WEBHOOK__CERTIFICATE_FILE": str(certificate),
        "ASHORE_WEBHOOK__KEY_FILE": str(key),
    }
    async with FakeBotApi() as server, asyncio.timeout(60):
        await administer(server, "set", **settings)
        async with BotProcess(server, tmp_path, program=WEBHOOK, **settings) as bot:
            borrower = server.user(7)
            borrower.say("/start")
            await borrower.wait_for_reply()
            assert await bot.stop() == 0


async def test_what_telegram_refuses_is_told_with_what_to_do_next() -> None:
    """Its own words alone tell nobody where to look."""
    async with FakeBotApi() as server:
        refusal = Trouble(400, "Bad Request: bad webhook: Failed to resolve host")
        server.faults.append(lambda method, _: refusal if method == "setWebhook" else None)
        code, said = await ended(server, "set", **webhook_settings(free_port()))
    assert code == 1
    assert "Failed to resolve host" in said
    assert "Check webhook.public_url." in said


@pytest.mark.parametrize("action", ["show", "set", "remove"])
async def test_where_telegram_cannot_be_reached_it_says_where_to_look(action: str) -> None:
    """The next step, and that nothing was changed."""
    async with FakeBotApi() as server:
        nobody = {"ASHORE_TELEGRAM__BASE_URL": f"http://127.0.0.1:{free_port()}"}
        code, said = await ended(server, action, **webhook_settings(free_port()), **nobody)
    assert code == 1
    assert "Nothing was changed." in said
    assert "telegram.base_url" in said


@pytest.mark.parametrize(
    ("method", "state"),
    [("setWebhook", "It may have been done."), ("getWebhookInfo", "It was done;")],
)
async def test_what_was_done_before_telegram_failed_is_told(method: str, state: str) -> None:
    """Nobody is told that nothing was changed where something was, or may be."""
    async with FakeBotApi() as server:
        server.faults.append(lambda called, _: Trouble(502) if called == method else None)
        code, said = await ended(server, "set", **webhook_settings(free_port()))
    assert code == 1
    assert state in said
    assert "Nothing was changed" not in said


async def test_a_wrong_public_address_is_a_mistake_in_the_settings(tmp_path: Path) -> None:
    """For `ashore run --webhook` too: exit code 2, before anything is opened."""
    async with FakeBotApi() as server, asyncio.timeout(60):
        settings = {"ASHORE_WEBHOOK__PUBLIC_URL": "https://me:hidden@bot.example.org"}
        assert (await ended(server, "set", **settings))[0] == 2
        said = tmp_path / "said"
        async with BotProcess(server, tmp_path, program=WEBHOOK, output=said, **settings) as bot:
            assert await bot.process.wait() == 2
            assert not bot.database.exists()
        assert "has a user or a password in it" in said.read_text()
        assert "hidden" not in said.read_text()


async def test_a_wrong_token_ends_the_bot_by_webhook_too(tmp_path: Path) -> None:
    """Exit code 1 and a sentence, as by polling; the token is not in it."""
    async with FakeBotApi() as server, asyncio.timeout(60):
        server.token, server._prefix = "123456:other", "/bot123456:other/"
        settings = webhook_settings(free_port())
        said = tmp_path / "said"
        async with BotProcess(server, tmp_path, program=WEBHOOK, output=said, **settings) as bot:
            assert await bot.process.wait() == 1
        assert "ashore: Telegram does not accept the bot's token" in said.read_text()
        assert TOKEN not in said.read_text()


async def test_a_webhook_that_is_not_set_is_said_at_the_start(tmp_path: Path) -> None:
    """The bot waits on: it may be set any moment."""
    async with FakeBotApi() as server, asyncio.timeout(60):
        settings = webhook_settings(free_port())
        said = tmp_path / "said"
        async with BotProcess(server, tmp_path, program=WEBHOOK, output=said, **settings) as bot:
            while "WARNING webhook_not_set" not in said.read_text():  # noqa: ASYNC110 a file rings no bell
                await asyncio.sleep(0.05)
            assert await bot.stop() == 0
        assert "`ashore webhook set`" in said.read_text()


async def test_without_a_public_address_nothing_is_set(tmp_path: Path) -> None:
    """A setting is missing: a sentence, and the code for a setting."""
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", "from bot.cli import main; main()", "webhook", "set"],
        cwd=tmp_path,
        env={**os.environ, "ASHORE_TOKEN": TOKEN, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "webhook.public_url is empty" in done.stderr
    assert TOKEN not in done.stderr
