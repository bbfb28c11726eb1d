"""Letters: sent through a real server, or kept as files."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socket import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.services.mail import Letter, Post
from app.settings import Settings, from_environment

LINK = "http://localhost:8000/join/ABCDEFGHJK?invitation=" + "x" * 300


class Mailbox:
    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


@pytest.fixture
def plain(tmp_path: Path) -> Settings:
    return from_environment({"INTERLEAF_ENV": "test", "INTERLEAF_INSTANCE": str(tmp_path)})


@pytest.fixture
def served(plain: Settings) -> Iterator[tuple[Settings, Mailbox]]:
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield replace(plain, mail_server="127.0.0.1", mail_port=port), mailbox
    controller.stop()


def send(settings: Settings, *letters: Letter) -> None:
    post = Post(settings)
    for letter in letters:
        post.send(letter)
    post.wait()


def kept(settings: Settings) -> list[Path]:
    return sorted((settings.instance / "mail").glob("*.eml"))


def test_letters_arrive_whole_and_in_their_order(served: tuple[Settings, Mailbox]) -> None:
    settings, mailbox = served
    send(
        settings,
        Letter("mei@example.org", "户口 and points", f"你好 😀\n\n{LINK}\n"),
        Letter("lin@example.org", "Second", LINK),
    )
    first, second = mailbox.letters
    assert (first["To"], first["Subject"]) == ("mei@example.org", "户口 and points")
    assert LINK in first.get_content()
    assert "你好 😀" in first.get_content()
    assert second["Subject"] == "Second"
    assert kept(settings) == []


def test_a_title_cannot_add_a_header(served: tuple[Settings, Mailbox]) -> None:
    settings, mailbox = served
    send(settings, Letter("mei@example.org", "Points\r\nBcc: all@example.org", "x"))
    assert mailbox.letters[0]["Bcc"] is None
    assert mailbox.letters[0]["Subject"] == "Points Bcc: all@example.org"


def test_an_address_cannot_add_a_header(served: tuple[Settings, Mailbox]) -> None:
    settings, mailbox = served
    with pytest.raises(ValueError, match=r"newline|linefeed|carriage"):
        send(settings, Letter("mei@example.org\r\nBcc: all@example.org", "Points", "x"))
    assert mailbox.letters == []


def test_a_password_is_not_told_to_a_server_without_encryption(
    served: tuple[Settings, Mailbox], caplog: pytest.LogCaptureFixture
) -> None:
    settings, mailbox = served
    private = replace(settings, mail_user="post", mail_password="secret words")
    send(private, Letter("mei@example.org", "Points", "x"))
    assert mailbox.letters == []
    assert len(kept(private)) == 1
    assert "STARTTLS" in caplog.text


def test_what_a_server_does_not_take_is_kept(plain: Settings) -> None:
    send(replace(plain, mail_server="127.0.0.1", mail_port=1), Letter("mei@example.org", "P", "x"))
    [file] = kept(plain)
    assert file.stat().st_mode & 0o077 == 0
    assert b"To: mei@example.org" in file.read_bytes()


def test_a_link_can_be_copied_from_a_kept_letter(plain: Settings) -> None:
    send(plain, Letter("mei@example.org", "P", f"李明:\n{LINK}\n"))
    [file] = kept(plain)
    assert LINK in file.read_text(encoding="utf-8")
