# SPDX-License-Identifier: EUPL-1.2
from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from django.urls import path, re_path

from samband.core.access.views import roles, sign_in

SIGN_IN = [
    path("accounts/login/", sign_in.sign_in, name="account_login"),
    path("accounts/login/code/", account.request_login_code, name="account_request_login_code"),
    path("accounts/login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("accounts/login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("accounts/login/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/login/cancelled/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("accounts/login/error/", socialaccount.login_error, name="socialaccount_login_error"),
    path("accounts/login/<slug:provider_id>/", sign_in.provider_login, name="openid_connect_login"),
    path(
        "accounts/login/<slug:provider_id>/callback/",
        sign_in.provider_callback,
        name="openid_connect_callback",
    ),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/signup/", account.signup, name="account_signup"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/again/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/again/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
PASSWORD = [
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/changed/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
SECOND_STEP = [
    path("accounts/second-step/", sign_in.second_factor, name="mfa_index"),
    path("accounts/second-step/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/second-step/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("accounts/second-step/passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("accounts/second-step/passkeys/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "accounts/second-step/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"
    ),
    path("accounts/second-step/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "accounts/second-step/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
ROLES = [
    path("my-page/", sign_in.my_page, name="my_page"),
    path("my-page/end-sessions/", sign_in.end_my_sessions, name="end_my_sessions"),
    path("people-and-roles/", roles.people_and_roles, name="people_and_roles"),
    path("people-and-roles/person/<int:person>/", roles.person_access, name="person_access"),
    path("people-and-roles/person/<int:person>/<slug:step>/", roles.person_step, name="person_step"),
    path("people-and-roles/role/<int:role>/end/", roles.end_role, name="end_role"),
    path("people-and-roles/role/<int:role>/invitation/", roles.send_again, name="send_invitation"),
    path("people-and-roles/<slug:code>/", roles.authority_access, name="authority_access"),
    path("people-and-roles/<slug:code>/invite/", roles.invite, name="invite"),
]
urlpatterns = [*SIGN_IN, *PASSWORD, *SECOND_STEP, *ROLES]
