# SPDX-License-Identifier: EUPL-1.2
"""Telephones in a hall: each walks the pages of a questionnaire as a browser without scripts would."""

import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from threading import Barrier, Thread
from urllib.parse import urlencode, urljoin

from lxml import html

PATIENCE_SECONDS = 60.0


@dataclass
class Phone:
    """took: seconds of each request. place: the address it is at. page: what it shows."""

    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    took: list[float] = field(default_factory=list)
    place: str = "/"
    page: str = ""
    status: int = 0

    def open(self, place: str, data: dict[str, str] | None = None) -> None:
        """Follow redirects, as browsers do."""
        method, body = ("GET", None) if data is None else ("POST", urlencode(data))
        while True:
            begun = time.perf_counter()
            onward = self._asked(method, place, body)
            self.took.append(time.perf_counter() - begun)
            if not onward:
                self.place = place
                return
            method, place, body = "GET", urljoin(place, onward), None

    def _asked(self, method: str, place: str, body: str | None) -> str:
        headers = {"Cookie": "; ".join(f"{one.key}={one.value}" for one in self._sent_to(place))}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.port}",
            }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, place, body, headers)
            response = connection.getresponse()
            self.page, self.status = response.read().decode(), response.status
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies.load(value)
            return response.getheader("Location") or ""
        finally:
            connection.close()

    def _sent_to(self, place: str) -> list:
        return [one for one in self.cookies.values() if place.startswith(one["path"] or "/")]

    def send(self, answers: dict[str, str]) -> None:
        """Fill in what this page asks, leave the rest as it stands, press the main button."""
        form = html.fromstring(self.page).xpath("//main//form[.//input[@name='csrfmiddlewaretoken']]")[-1]
        data = dict(form.form_values())
        data |= {name: answers[name] for name in {one.name for one in form.inputs} & answers.keys()}
        self.open(urljoin(self.place, form.get("action") or self.place), data)

    def answer_all(self, address: str, answers: dict[str, str], *, most: int = 20) -> None:
        """From the slip to the receipt. Raises AssertionError when it does not get there."""
        self.open(address)
        for _ in range(most):
            if self.place.endswith("/thanks/"):
                return
            assert self.status == 200, f"{self.status} at {self.place}: {self.page[-1500:]}"
            self.send(answers)
        raise AssertionError(f"No receipt; the telephone stands at {self.place}.")


@dataclass
class Hall:
    """Many telephones that begin at the same moment."""

    phones: list[Phone]
    faults: list[BaseException] = field(default_factory=list)

    def all_answer(self, addresses: list[str], answers: list[dict[str, str]]) -> float:
        """Seconds until the last has a receipt."""
        ready = Barrier(len(self.phones) + 1)
        threads = [
            Thread(target=self._answer, args=(ready, *one))
            for one in zip(self.phones, addresses, answers, strict=True)
        ]
        for thread in threads:
            thread.start()
        ready.wait()
        begun = time.perf_counter()
        for thread in threads:
            thread.join()
        return time.perf_counter() - begun

    def _answer(self, ready: Barrier, phone: Phone, address: str, answers: dict[str, str]) -> None:
        ready.wait()
        try:
            phone.answer_all(address, answers)
        except BaseException as fault:  # noqa: BLE001  told by the test
            self.faults.append(fault)

    def percentile(self, part: float) -> float:
        """Seconds of a request that so large a part of all did not take longer than."""
        took = sorted(one for phone in self.phones for one in phone.took)
        return took[min(int(part * len(took)), len(took) - 1)]
