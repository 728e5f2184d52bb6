"""What a process holds for as long as it lives is set aside once, so that clearing up never walks over it again.

Django, the rooms and their pages are some four hundred thousand objects. Python looks at each of them whenever it
clears up thoroughly, 150 ms of somebody's page each time, and never finds one that it could let go.
"""

import gc
from importlib import import_module

from django.conf import settings


def settle() -> None:
    """Once a process, before its first page: load what every page needs, and set it aside."""
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
