"""Wires the rooms together; holds no rule."""

from iom.celery import app as celery_app

__all__ = ["celery_app"]
