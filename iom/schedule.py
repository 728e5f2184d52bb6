"""What runs by the clock, and when: in UTC, so that no change of London's clocks skips or repeats it."""

from typing import Any

from celery.schedules import crontab

EVERY: dict[str, Any] = {
    # After 02:00 in London on every night: 03:30 UTC is 03:30 or 04:30 there, and no clock change touches it.
    "nightly": {
        "task": "ranking.tasks.nightly_ranking",
        "schedule": crontab(hour="3", minute="30"),
        "options": {"expires": 20 * 3600},
    },
    # After the night's ranking, which is what the nights are counted back from.
    "thin-rankings": {
        "task": "ranking.tasks.thin_rankings",
        "schedule": crontab(hour="5", minute="30"),
        "options": {"expires": 12 * 3600},
    },
    # What makes the night's run be there when that message, its worker or its queue was lost (ranking.watching).
    "watch-rankings": {"task": "ranking.tasks.watch_rankings", "schedule": 20.0, "options": {"expires": 20}},
    "nightly-proposals": {"task": "rag.tasks.nightly_proposals", "schedule": crontab(hour="3", minute="45")},
    "relay-outbox": {"task": "audit.tasks.relay_outbox", "schedule": 2.0, "options": {"expires": 10}},
    "seal-log": {"task": "audit.tasks.seal_log", "schedule": 60.0, "options": {"expires": 50}},
    # Just after midnight in London, in winter (00:05 UTC) and in summer (23:05 UTC); twice in a night changes nothing.
    "refresh-involvement": {"task": "exchange.tasks.refresh_involvement", "schedule": crontab(hour="0,23", minute="5")},
    "end-agreements": {"task": "agencies.tasks.end_agreements", "schedule": crontab(hour="0,23", minute="10")},
    "forget-ended-sessions": {"task": "agencies.tasks.forget_ended_sessions", "schedule": crontab(minute="20")},
    "watch-checks": {"task": "documents.tasks.watch_checks", "schedule": 60.0, "options": {"expires": 50}},
    "tidy-documents": {"task": "documents.tasks.tidy", "schedule": crontab(minute="40")},
    # Seven in London in summer (06:00 UTC) and in winter; the later one also writes what the earlier one could not.
    "worklist-digest": {"task": "casefile.tasks.send_digests", "schedule": crontab(hour="6,7,8", minute="0")},
    "escalate-actions": {"task": "panels.tasks.escalate_actions", "schedule": crontab(hour="6,7", minute="10")},
    # Six or seven in London; each agency is reminded once a meeting, whichever run finds it first.
    "remind-of-updates": {"task": "panels.tasks.remind_of_updates", "schedule": crontab(hour="6", minute="10")},
    "watch-imports": {"task": "exchange.tasks.watch_imports", "schedule": 30.0, "options": {"expires": 60}},
}
