"""What gunicorn serves."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iom.settings")

if settings.SECRET_KEY_PROBLEM:
    raise ImproperlyConfigured(settings.SECRET_KEY_PROBLEM)

application = get_wsgi_application()

from iom.settled import settle  # noqa: E402  (the rooms are there now)
from offenders.floor import checks  # noqa: E402

if wrong := checks.why_not_to_serve():
    raise ImproperlyConfigured(wrong)

settle()
