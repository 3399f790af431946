# SPDX-License-Identifier: EUPL-1.2
"""The web process (granian, gunicorn) loads ``application`` from here."""

import os

from django.core.wsgi import get_wsgi_application

from samband.site.settings import require_secret_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samband.site.settings")
require_secret_key()
pages = get_wsgi_application()

from samband.core.collect.api import with_intake  # noqa: E402  needs the loaded settings
from samband.site.warming import start_reading  # noqa: E402

application = with_intake(otherwise=pages)
start_reading()
