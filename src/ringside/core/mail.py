"""E-mail over SMTP, where the settings name a server."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from ringside.core.settings import Settings

_SECONDS = 20


class MailFailed(Exception):
    """The server did not take the message; says what kind of trouble, never what was in it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A plain text for one person."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Mailer:
    """Sends through one server: smtp (with STARTTLS unless ?tls=off) or smtps."""

    url: str
    sender: str

    async def send(self, message: Message) -> None:
        """Hand a message to the server. Raises MailFailed."""
        await asyncio.to_thread(self._send, message)

    def _send(self, message: Message) -> None:
        server = urlsplit(self.url)
        secure, plain = server.scheme == "smtps", parse_qs(server.query).get("tls") == ["off"]
        host, port = server.hostname or "localhost", server.port or (465 if secure else 587)
        try:
            with (
                smtplib.SMTP_SSL(host, port, timeout=_SECONDS)
                if secure
                else smtplib.SMTP(host, port, timeout=_SECONDS) as smtp
            ):
                if not secure and not plain:
                    smtp.starttls(context=ssl.create_default_context())
                if server.username:
                    smtp.login(unquote(server.username), unquote(server.password or ""))
                smtp.send_message(self.composed(message))
        except (OSError, smtplib.SMTPException) as error:
            raise MailFailed(type(error).__name__) from None

    def composed(self, message: Message) -> EmailMessage:
        """The message with its headers. Line breaks in a subject, which could add headers, become spaces."""
        mail = EmailMessage()
        mail["From"], mail["To"] = self.sender, message.to
        mail["Subject"] = " ".join(message.subject.split())
        mail["Date"], mail["Message-ID"] = (
            formatdate(localtime=False),
            make_msgid(domain=self.sender.rpartition("@")[2]),
        )
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        return mail


def open_mailer(settings: Settings) -> Mailer | None:
    """The mailer that the settings name, if they do."""
    if settings.smtp_url is None:
        return None
    url = settings.smtp_url.get_secret_value()
    return Mailer(url, settings.mail_from or f"ringside@{urlsplit(url).hostname}")
