"""Where a value came from, beside it."""

from django import template

from agencies.templatetags.iom_pages import short_date
from audit.models import Sourced
from offenders.writing.changes import Version, who

register = template.Library()


@register.filter
def brought_by(row: Sourced) -> str:
    """Who brought the row as it stands, and when: Aisha Shaw, Police, 31 Mar 2019; import 3, 1 Apr 2019."""
    return f"{who(row)}, {short_date((row.changed_at or row.created_at).date())}"


@register.filter
def version_by(version: Version) -> str:
    return f"{version.who}, {short_date(version.at.date())}"
