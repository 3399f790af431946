# SPDX-License-Identifier: EUPL-1.2
"""Asking for pages in this process, through all middleware, and how long the answers take."""

import sys
import time
from collections.abc import Callable
from statistics import quantiles


def signed_in(email: str):
    """A browser of this person, with the second step taken, as administrators must."""
    from django.test import Client

    from samband.core.access.models import User

    client, user = Client(), User.objects.get(email=email)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["has_second_factor"] = True
    session.save()
    return client


def milliseconds(client, url: str) -> tuple[float, float]:
    """Of the clock and of this process, for one answer; ends the program when it is not a page."""
    began, cpu = time.perf_counter(), time.process_time()
    response = client.get(url)
    if response.streaming:
        b"".join(response.streaming_content)
    elapsed, used = time.perf_counter() - began, time.process_time() - cpu
    if response.status_code != 200:
        sys.exit(f"{url} answers {response.status_code}")
    return elapsed * 1000, used * 1000


def asked(client, address: Callable[[], str], *, times: int, uncounted: int) -> dict[str, float]:
    """The middle and the 95th percentile, of the clock and of this process alone."""
    for _ in range(uncounted):
        milliseconds(client, address())
    clock, process = zip(*(milliseconds(client, address()) for _ in range(times)), strict=True)
    of_clock, of_process = quantiles(clock, n=20), quantiles(process, n=20)
    return {
        "middle": of_clock[9],
        "p95": of_clock[18],
        "process_middle": of_process[9],
        "process_p95": of_process[18],
    }
