# SPDX-License-Identifier: EUPL-1.2
from typing import NoReturn

from django.db import models


class EventsStay(TypeError):  # noqa: N818  it names the fact
    """Somebody tried to change or delete what has happened."""

    def __init__(self) -> None:
        super().__init__("An audit event is never changed or deleted. Record a new event instead.")


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **_kwargs: object) -> NoReturn:
        raise EventsStay

    def delete(self) -> NoReturn:
        raise EventsStay

    def bulk_update(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise EventsStay


class Event(models.Model):
    """Something that somebody did. No foreign keys: it outlives whatever it is about.

    authority: the code of the authority it concerns, empty when it concerns the association. Triggers in the
    database refuse to change or delete a row (migration 0004), whoever asks.
    """

    at = models.DateTimeField()
    event = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    about = models.CharField(max_length=200)
    authority = models.CharField(max_length=20, blank=True, default="")
    details = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["about", "at"], name="audit_event_about"),
            models.Index(fields=["at"], name="audit_event_at"),
            models.Index(fields=["authority", "at"], name="audit_event_authority"),
            models.Index(fields=["by", "at"], name="audit_event_by"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.about}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise EventsStay
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise EventsStay
