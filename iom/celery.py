"""The Celery application: the nightly ranking, imports and the outbox's relay."""

import os
import sys
from typing import Any

from celery import Celery, signals
from celery import Task as CeleryTask

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iom.settings")


class Task(CeleryTask):  # type: ignore[type-arg]
    """A task reads as nobody; the actions that it calls say themselves where they do the system's work."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from audit import floor

        with floor.as_nobody():
            return super().__call__(*args, **kwargs)


app = Celery("iom", task_cls=Task)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.worker_init.connect
def stand_on_the_floor(**kwargs: Any) -> None:
    """A worker does not start where the floor is not laid."""
    from offenders.floor import checks

    if wrong := checks.why_not_to_serve():
        sys.exit(wrong)
