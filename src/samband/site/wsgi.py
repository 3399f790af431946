# SPDX-License-Identifier: EUPL-1.2
"""The web process (granian, gunicorn) loads ``application`` from here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samband.site.settings")

application = get_wsgi_application()
