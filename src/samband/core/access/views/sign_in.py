# SPDX-License-Identifier: EUPL-1.2
"""Sign-in: the page with its ways, sign-in by a provider, the second step that some must have, one's own
page.
"""

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.account.views import LoginView
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.usersessions.models import UserSession
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from samband.core.access import queries
from samband.core.access.forms import AskForCodeForm
from samband.core.access.operations import end_sessions
from samband.core.access.pages import role_lines, session_lines
from samband.core.access.views.asking import ActorRequest, signed_in

NONCE = "provider_nonce"
SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures by a key that only the provider has; none that our own secret could make."""


class SignInView(LoginView):  # type: ignore[misc]  # allauth has no types
    """One page with all ways in: the code by e-mail first, since everybody can use it."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401
        context: dict[str, Any] = super().get_context_data(**given)
        context["code_form"] = AskForCodeForm()
        context["providers"] = get_social_adapter().list_providers(self.request)
        return context


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """A form may lead on to the providers that the installation names, and nowhere else."""
    origins = [f"{app['settings']['server_url']}" for app in _apps()]
    view = csp_update({"form-action": [origin_of(address=address) for address in origins]})
    response: HttpResponseBase = view(SignInView.as_view())(request)
    return response


def origin_of(*, address: str) -> str:
    """``https://id.example.org`` of an address below it."""
    return "/".join(address.split("/", 3)[:3])


class CheckedOpenID(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in by a provider that is who it says: issuer as configured, signature checked, one and the same
    person.
    """

    def get_provider(self) -> Any:  # noqa: ANN401
        provider = super().get_provider()
        provider.oauth2_adapter_class = CheckedOpenID
        params = {**provider.get_auth_params(), "nonce": self._nonce()}
        provider.get_auth_params = lambda: params
        return provider

    def _nonce(self) -> str:
        """What this browser alone knows; the identity must carry it, so that a stolen code is of no use."""
        nonce: str = self.request.session.setdefault(NONCE, get_random_string(32))
        return nonce

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself. Raises OAuth2Error when it is away or calls itself something
        else.
        """
        try:
            config: dict[str, Any] = super().openid_config
        except OSError as fault:
            raise OAuth2Error("The provider does not answer.") from fault
        configured = self.get_provider().app.settings["server_url"].partition("/.well-known/")[0]
        if config.get("issuer", "").rstrip("/") != configured.rstrip("/"):
            raise OAuth2Error("The provider calls itself something else than the installation does.")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The provider sent no identity.")
        login = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data
        if told["userinfo"].get("sub") != told["id_token"].get("sub"):
            raise OAuth2Error("The provider speaks of two different persons.")
        for address in login.email_addresses:
            address.verified = address.verified in {True, "true"}
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """The claims of an identity that this provider signed for us. Raises OAuth2Error."""
        jwt = jwtkit.jwt
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._signing_key(jwt.get_unverified_header(id_token).get("kid")),
                algorithms=SIGNATURES,
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as fault:
            raise OAuth2Error("The identity is not signed by this provider for us.") from fault
        if not constant_time_compare(claims.get("nonce", ""), self._nonce()):
            raise OAuth2Error("The identity was asked for by another browser.")
        return claims

    def _signing_key(self, name: str | None) -> Any:  # noqa: ANN401
        """The key of that name; a provider with one key need not name it."""
        try:
            with get_social_adapter().get_requests_session() as session:
                keys = session.get(self.openid_config["jwks_uri"]).json()["keys"]
        except (OSError, ValueError, KeyError) as fault:
            raise OAuth2Error("The provider does not show its keys.") from fault
        fitting = [key for key in keys if name is None or key.get("kid") == name]
        if len(fitting) != 1:
            raise OAuth2Error("The provider does not say which key it signed with.")
        return jwtkit.jwt.PyJWK.from_dict(fitting[0])


@require_POST
@login_not_required  # type: ignore[untyped-decorator]
def provider_login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Begin sign-in at a provider: by a button of our own page, never by a link from elsewhere."""
    return _by_provider(OAuth2LoginView, request, provider_id)


@login_not_required  # type: ignore[untyped-decorator]
def provider_callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The provider sends the person back."""
    return _by_provider(OAuth2CallbackView, request, provider_id)


@require_GET
@signed_in
def second_factor(request: ActorRequest) -> HttpResponse:
    """Why a second step is needed, and the two ways to get it."""
    methods = queries.sign_in_methods(actor=request.actor)
    is_required = queries.must_have_second_factor(actor=request.actor)
    return render(request, "access/second_factor.html", {"methods": methods, "is_required": is_required})


@require_GET
@signed_in
def my_page(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    own = queries.role_grants(actor=actor, person=actor.reference)
    sessions = queries.sessions(actor=actor, current=request.session.session_key or "")
    context = {
        "person": queries.person(actor=actor, reference=actor.reference),
        "roles": role_lines(grants=own, on=timezone.localdate()),
        "methods": queries.sign_in_methods(actor=actor),
        "is_required": queries.must_have_second_factor(actor=actor),
        "sessions": session_lines(sessions=sessions),
    }
    return render(request, "access/my_page.html", context)


@require_POST
@signed_in
def end_my_sessions(request: ActorRequest) -> HttpResponse:
    """Every session but this one."""
    end_sessions(person=request.actor.reference, by=request.actor, at=timezone.now())
    if isinstance(request.user, AbstractBaseUser):
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)
    UserSession.objects.create_from_request(request)
    messages.success(request, gettext("You are now signed in here only."))
    return redirect("my_page")


def _by_provider(view: type, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        response: HttpResponseBase = view.adapter_view(CheckedOpenID(request, provider_id))(request)  # type: ignore[attr-defined]
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except OAuth2Error:
        return render(request, "socialaccount/authentication_error.html", status=401)
    return response


def _apps() -> list[dict[str, Any]]:
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return apps


__all__ = ["end_my_sessions", "my_page", "provider_callback", "provider_login", "second_factor", "sign_in"]
