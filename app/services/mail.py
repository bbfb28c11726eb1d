"""Mail, behind one function: `Post.send`.

    post = Post(settings)
    post.send(Letter("mei@example.org", "An invitation", "Open this link: …"))

A letter leaves beside the request that wrote it: the answer neither waits for the mail server nor
tells, by its pace, whether there was anybody to write to. Without `MAIL_SERVER`, and whenever the
server refuses, the letter is kept as a file in `mail/` of the instance folder, for the owner only.
"""

import logging
import os
import smtplib
import ssl
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path
from secrets import token_hex

from app.settings import Settings

PATIENCE = 20  # seconds for each answer of the mail server
SMTPS_PORT = 465  # the one port on which TLS begins at once
LONGEST_LINE = 998  # octets, RFC 5322: a link is never broken over two lines

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One plain-text message to one address."""

    to: str
    subject: str
    body: str


class Post:
    """Sends letters in the order they were written, one at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._carrier = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")
        self._last: Future[None] | None = None

    def send(self, letter: Letter) -> None:
        """Take a letter; returns at once."""
        self._last = self._carrier.submit(_deliver, letter, self._settings)

    def wait(self) -> None:
        """Return when every letter taken so far is delivered or kept."""
        if self._last is not None:
            self._last.result()


def _deliver(letter: Letter, settings: Settings) -> None:
    message = _message(letter, settings.mail_sender)
    if not settings.mail_server:
        path = _keep(message, settings.instance / "mail")
        log.warning("No MAIL_SERVER: the letter to %s is in %s", letter.to, path)
        return
    try:
        _hand_over(message, settings)
    except (OSError, smtplib.SMTPException) as fault:
        path = _keep(message, settings.instance / "mail")
        log.error("%s did not take the letter in %s: %s", settings.mail_server, path, fault)


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP.clone(max_line_length=LONGEST_LINE))
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = " ".join(letter.subject.split())  # a title's newline would be a header
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message.set_content(letter.body, cte="7bit" if letter.body.isascii() else "8bit")
    return message


def _hand_over(message: EmailMessage, settings: Settings) -> None:
    """Give the message to the mail server. Raises `OSError` or `SMTPException`."""
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if settings.mail_port == SMTPS_PORT:
        server = smtplib.SMTP_SSL(
            settings.mail_server, settings.mail_port, timeout=PATIENCE, context=context
        )
    else:
        server = smtplib.SMTP(settings.mail_server, settings.mail_port, timeout=PATIENCE)
    with server:
        server.ehlo()
        is_private = isinstance(server, smtplib.SMTP_SSL)
        if not is_private and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
            is_private = True
        if settings.mail_user:
            if not is_private:
                raise smtplib.SMTPException("it has no STARTTLS, and MAIL_PASSWORD is not for all")
            server.login(settings.mail_user, settings.mail_password)
        server.send_message(message)


def _keep(message: EmailMessage, folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{token_hex(4)}.eml"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(message.as_bytes())
    with suppress(OSError):  # a folder made by hand may be somebody else's
        folder.chmod(0o700)
    return path
