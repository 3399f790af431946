# SPDX-License-Identifier: EUPL-1.2
import json
import smtplib
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from samband.core.notices.operations import FileProvider, HttpProvider, MailSender, sms_provider
from samband.core.notices.rules import Mail, Sent, TextMessage

STOP = "https://example.org/answers/stop/abc/"
LETTER = Mail("kari@example.org", "Your view\non Utsira", "Plain", "<p>Plain</p>", stop=STOP)
TEXT = TextMessage("+4791234567", "Kjære Žofie", key="k1")


def test_a_mail_is_plain_and_html_and_can_be_ended_with_one_click():
    with MailSender() as sender:
        assert sender.send(mail=LETTER) is Sent.YES
    message = mail.outbox[0].message()
    assert message["Subject"] == "Your view on Utsira"
    assert message["List-Unsubscribe"] == f"<{STOP}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    ("fault", "sent"),
    [
        (smtplib.SMTPRecipientsRefused({"kari@example.org": (550, b"No such user")}), Sent.NEVER),
        (smtplib.SMTPRecipientsRefused({"kari@example.org": (451, b"Try later")}), Sent.LATER),
        (smtplib.SMTPServerDisconnected("gone"), Sent.LATER),
        (ConnectionRefusedError("nobody there"), Sent.LATER),
    ],
)
def test_a_refusal_for_good_is_told_from_one_for_now(monkeypatch, fault, sent):
    def fail(self, messages):
        raise fault

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    with MailSender() as sender:
        assert sender.send(mail=LETTER) is sent


def test_text_messages_go_to_a_file_unless_a_provider_is_named(settings, tmp_path):
    settings.SAMBAND_HOME = tmp_path
    provider = sms_provider()
    assert isinstance(provider, FileProvider)
    assert provider.send(message=TEXT) is Sent.YES
    lines = (tmp_path / "sms" / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [{"to": "+4791234567", "text": "Kjære Žofie"}]


def test_a_provider_of_ones_own_is_named_by_its_path(settings):
    settings.SAMBAND_SMS_PROVIDER = f"{__name__}.OwnProvider"
    assert sms_provider().send(message=TEXT) is Sent.LATER


class OwnProvider:
    def send(self, *, message):
        return Sent.LATER


@pytest.fixture
def service(settings):
    """A service on this machine that answers with a given code and keeps what it was sent."""
    heard, codes = [], []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.append((self.headers["Authorization"], body))
            self.send_response(codes.pop(0))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.SAMBAND_SMS_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.SAMBAND_SMS_KEY, settings.SAMBAND_SMS_FROM = "secret", "Samband"
    yield heard, codes
    server.shutdown()
    server.server_close()


def test_a_service_that_takes_json_is_told_all_and_its_answers_are_understood(service):
    heard, codes = service
    codes[:] = [202, 429, 503, 400]
    answers = [HttpProvider().send(message=TEXT) for _ in range(4)]
    assert answers == [Sent.YES, Sent.LATER, Sent.LATER, Sent.NEVER]
    told = {"from": "Samband", "to": "+4791234567", "text": "Kjære Žofie", "id": "k1"}
    assert heard[0] == ("Bearer secret", told)


def test_a_service_that_is_away_is_tried_later(settings):
    settings.SAMBAND_SMS_URL, settings.SAMBAND_SMS_KEY = "http://127.0.0.1:9/", ""
    assert HttpProvider().send(message=TEXT) is Sent.LATER
