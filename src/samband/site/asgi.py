# SPDX-License-Identifier: EUPL-1.2
"""An asynchronous web server loads ``application`` from here."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samband.site.settings")

application = get_asgi_application()
