"""Why somebody is looked at: asked once a visit, a session and a person (spec/access.md, section 3).

A page of one person asks `reason_for(request, offender, view)` before it reads anything. None is that the reader is
to be asked first: it answers `ask(request, offender)`. Any other text goes into `audit.log.viewed(reason=...)`.
"""

from offenders.visits.asking import ask, reason_for

__all__ = ["ask", "reason_for"]
