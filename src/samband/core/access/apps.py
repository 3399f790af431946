# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "samband.core.access"
    label = "access"

    def ready(self) -> None:
        """What Django and allauth do with sign-in is their business; that they did it is ours."""
        from allauth.account.signals import password_changed, password_reset, password_set
        from allauth.mfa.signals import authenticator_added, authenticator_removed
        from django.contrib.auth.signals import user_logged_in

        from samband.core.access import middleware

        user_logged_in.connect(middleware.begin_session)
        for signal in (password_changed, password_reset, password_set):
            signal.connect(middleware.note_password)
        authenticator_added.connect(middleware.note_second_factor)
        authenticator_removed.connect(middleware.note_second_factor_gone)
