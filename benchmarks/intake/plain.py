# SPDX-License-Identifier: EUPL-1.2
"""What one would write without further thought: Django as it comes, a view, two tables, PostgreSQL.

The same 60 answers, the same token that works once, the same check of every answer, one transaction; without
a questionnaire, sealing, quotas, counts or receipts. ``python -m benchmarks.intake.plain N`` makes the tables
and prints N tokens.
"""

import json
import os
import secrets
import sys

import dj_database_url
import django
from django.conf import settings

DEFAULT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
settings.configure(
    SECRET_KEY="for measuring only",
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": dj_database_url.parse(os.environ["PLAIN_DATABASE_URL"], conn_max_age=600)},
    MIDDLEWARE=DEFAULT_MIDDLEWARE,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    ROOT_URLCONF=__name__,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402


class Invitation(models.Model):
    token = models.CharField(max_length=32, unique=True)
    used = models.BooleanField(default=False)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.token


class Answers(models.Model):
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE)
    answers = models.JSONField()
    language = models.CharField(max_length=12)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.language


@csrf_exempt
def submit(request: HttpRequest) -> JsonResponse:
    """Check and store."""
    told = json.loads(request.body)
    answers = told["answers"]
    if not all(value in (1, 2, 3, 4, 8) for value in answers.values()):
        return JsonResponse({"message": "Something does not fit."}, status=422)
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().filter(token=told["token"]).first()
        if invitation is None or invitation.used:
            return JsonResponse({"message": "This link cannot be used."}, status=409)
        invitation.used = True
        invitation.save(update_fields=["used"])
        Answers.objects.create(invitation=invitation, answers=answers, language=told["language"])
    return JsonResponse({"receipt": told["nonce"]}, status=201)


urlpatterns = [path("collect/api/v1/submissions", submit)]
application = get_wsgi_application()


def make(people: int) -> list[str]:
    """Tables and tokens."""
    with connection.schema_editor() as editor:
        editor.create_model(Invitation)
        editor.create_model(Answers)
    tokens = [secrets.token_urlsafe(12) for _ in range(people)]
    Invitation.objects.bulk_create([Invitation(token=token) for token in tokens], batch_size=2_000)
    return tokens


if __name__ == "__main__":
    if sys.argv[1] == "count":
        print(Answers.objects.count())
    else:
        print(json.dumps(make(int(sys.argv[1]))))
