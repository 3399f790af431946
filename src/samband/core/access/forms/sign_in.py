# SPDX-License-Identifier: EUPL-1.2
"""What allauth asks about our accounts, and its forms in our words."""

from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext, gettext_lazy

from samband.core.access.operations import record_lock_out, record_sign_in
from samband.core.access.operations.mail import compose, send_soon
from samband.core.access.queries import (
    actor_for,
    must_have_second_factor,
    person_behind,
    person_by_email,
)

HOUR = 3600


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The association makes the accounts; nobody signs up alone, and nobody learns who has an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **details: Any) -> HttpResponse:  # noqa: ANN401
        response: HttpResponse = super().post_login(request, user, **details)
        person = person_behind(user=user)
        methods = [record["method"] for record in get_authentication_records(request, user)]
        record_sign_in(person=person.reference, method="+".join(methods), at=timezone.now())
        if person.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response=response, language=person.language)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Made here, sent by the way: for an unknown address the same work is done, and nothing is sent."""
        is_known = template_prefix != "account/email/unknown_account"
        template = template_prefix if is_known else "account/email/login_code"
        made = {"email": email, "code": get_random_string(8), **context}
        made["link"] = self._link_with(made["code"])
        message = self.render_mail(template, email, made)
        message.to = [email] if is_known else []
        send_soon(message=message)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:  # noqa: ANN401
        try:
            user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        except ValidationError:
            _tell_of_lock_out(str(credentials.get("email", "")))
            raise
        return user

    def format_email_subject(self, subject: str) -> str:
        return subject

    def _link_with(self, code: str) -> str:
        path = f"{reverse('account_confirm_login_code')}?code={code}"
        address: str = self.request.build_absolute_uri(path)
        return address


class KnownPeopleOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """A provider says who somebody is; whether that person may come in, the association has said before."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:  # noqa: ARG002
        """Only sign-in: an identity tied to an account would go on opening it under another address."""
        if sociallogin.state.get("process") != "login":
            raise PermissionDenied


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """A second step is given up only by those who need not have one."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        actor = actor_for(user=authenticator.user, on=timezone.localdate())
        if not must_have_second_factor(actor=actor):
            return True
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=kinds)
        is_left: bool = others.exclude(pk=authenticator.pk).exists()
        return is_left

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": count}

    def _get_site_name(self) -> str:
        return str(settings.SAMBAND_ASSOCIATION)


class PasswordForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class AskForCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["email"].label = gettext("Your e-mail address")
        self.fields["email"].widget.attrs["autocomplete"] = "email"


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """The link in the mail brings the code along; a person still presses the button, a mail scanner does
    not.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["initial"] = {
            "code": context.request.GET.get("code", "")[:20],
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext_lazy("The code from the e-mail")


def remember_language(*, response: HttpResponse, language: str) -> None:
    """The cookie by which Django speaks the person's language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def _tell_of_lock_out(email: str) -> None:
    """One mail an hour to the person, if there is one, and one event in the log."""
    person = person_by_email(email=email)
    key = f"locked-out:{sha256(email.lower().encode()).hexdigest()}"
    if not cache.add(key, 1, HOUR) or person is None or not person.is_active:
        return
    record_lock_out(person=person.reference, at=timezone.now())
    words: dict[str, object] = {"name": person.name}
    send_soon(
        message=compose(
            template="access/mail/locked_out", to=person.email, language=person.language, words=words
        )
    )
