"""``postman``: a real SMTP server on this machine, for the tests of whatever writes letters."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class Postman:
    """Keeps what came, as a mail program would read it, and to whom."""

    def __init__(self) -> None:
        self.came: list[EmailMessage] = []
        self.whom: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, ARG002 (aiosmtpd)
        self.whom += envelope.rcpt_tos
        self.came.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def words(self, place: int = -1) -> str:
        """The plain text of one letter."""
        body = self.came[place].get_body(("plain",))
        return str(body.get_content()).replace("\r\n", "\n") if body else ""


@pytest.fixture
def postman(settings: Any, db: None) -> Iterator[Postman]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    handler = Postman()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MAIL_FROM = "paper@lantern.example"
    yield handler
    controller.stop()
