"""E-mail through a real SMTP server."""

from __future__ import annotations

import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from ringside.core.mail import Mailer, MailFailed, Message, open_mailer
from ringside.core.settings import Settings

pytestmark = pytest.mark.peer


class Inbox:
    def __init__(self) -> None:
        self.mail: list[email.message.EmailMessage] = []
        self.refuse = False

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse:
            return "554 no"
        self.mail.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 ok"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def inbox():
    inbox = Inbox()

    def authenticate(_server, _session, _envelope, _mechanism, given):
        return AuthResult(success=given.login == b"coach" and given.password == b"p@ss")

    controller = Controller(
        inbox, hostname="127.0.0.1", port=0, authenticator=authenticate, auth_require_tls=False, auth_required=True
    )
    inbox.port = controller.port = free_port()
    controller.start()
    yield inbox
    controller.stop()


def mailer(port: int, who: str = "coach:p%40ss@") -> Mailer:
    made = open_mailer(
        Settings(_env_file=None, smtp_url=f"smtp://{who}127.0.0.1:{port}?tls=off", mail_from="r@a.example")
    )
    assert made is not None
    return made


async def test_a_message_arrives_whole_in_any_language_and_a_subject_cannot_add_headers(inbox):
    await mailer(inbox.port).send(
        Message("rep@a.example", "הכנסות\r\nBcc: x@evil.example", "שלום 👋\nRevenue fell.\n.\nend")
    )
    (mail,) = inbox.mail
    assert (mail["To"], mail["From"], mail["Bcc"]) == ("rep@a.example", "r@a.example", None)
    assert mail["Subject"] == "הכנסות Bcc: x@evil.example"
    assert mail.get_content().splitlines() == ["שלום 👋", "Revenue fell.", ".", "end"]


async def test_what_the_server_refuses_is_an_error_without_the_words(inbox):
    inbox.refuse = True
    with pytest.raises(MailFailed, match="SMTPDataError") as refused:
        await mailer(inbox.port).send(Message("rep@a.example", "s", "secret figure"))
    assert "secret" not in str(refused.value)
    with pytest.raises(MailFailed, match=r"SMTP(AuthenticationError|ServerDisconnected)"):
        await mailer(inbox.port, "coach:wrong@").send(Message("rep@a.example", "s", "t"))
    inbox.refuse = False
    with pytest.raises(MailFailed, match="SMTPNotSupportedError"):  # TLS was wanted, and this server has none
        await Mailer(f"smtp://127.0.0.1:{inbox.port}", "r@a.example").send(Message("rep@a.example", "s", "t"))


def test_without_a_server_there_is_no_mailer():
    assert open_mailer(Settings(_env_file=None)) is None
