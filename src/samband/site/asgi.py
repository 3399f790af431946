# SPDX-License-Identifier: EUPL-1.2
"""An asynchronous web server loads ``application`` from here."""

import os

from django.core.asgi import get_asgi_application

from samband.site.settings import require_secret_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samband.site.settings")
require_secret_key()
application = get_asgi_application()
