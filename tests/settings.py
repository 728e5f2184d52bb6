"""The product's settings with a cheap password hash; DEMO and the fixed clock are for tests to set themselves."""

import os
from pathlib import Path
from tempfile import mkdtemp

os.environ["IOM_TESTING"] = "1"
for name in ("IOM_DEMO", "IOM_TODAY", "IOM_OIDC_ISSUER"):
    os.environ.pop(name, None)

from iom.settings import *  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECOND_FACTOR_REQUIRED = False
AXES_ENABLED = False
# Each process of the tests counts failures for itself; tests/signing_in/test_counts.py is about the shared count.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Documents of the tests are kept where nothing else is.
DOCUMENT_ROOT = Path(mkdtemp(prefix="iom-documents-"))
CLAMD = ""
# Files as they stand in the tree: nothing is collected for a test.
WHITENOISE_AUTOREFRESH = True
