"""How gunicorn serves the real thing: sync workers, each answering one request at a time."""

import os

bind = os.environ.get("IOM_BIND", "0.0.0.0:8000")
workers = int(os.environ.get("IOM_WEB_WORKERS", "3"))
timeout = 60
graceful_timeout = 30
control_socket_disable = True
worker_tmp_dir = "/dev/shm"  # the heartbeat must not wait for a disk
# An address can hold a random id of a person and nothing else, but who looked is for the audit log alone.
accesslog = None
