"""The product's own Celery application, by whose clock every second is a night: what the faults' beats and workers run.

Its messages are given back to the queue sooner than the product's where IOM_TEST_VISIBLE says so; nothing else differs.
"""

import os

from iom.celery import app
from iom.schedule import EVERY

BEATS = os.environ.get("IOM_TEST_BEATS", "").split()
app.conf.beat_schedule = {name: {**EVERY[name], "schedule": 1.0} for name in BEATS}
if visible := os.environ.get("IOM_TEST_VISIBLE"):
    soon = {"visibility_timeout": int(visible), "unacked_restore_interval": 1, "unacked_restore_throttle": 1}
    app.conf.broker_transport_options = {**app.conf.broker_transport_options, **soon}
