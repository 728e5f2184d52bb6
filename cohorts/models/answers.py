"""What the person said of being selected, and how they engage."""

import pghistory
from django.db import models
from django.db.models import Q

from audit.models import Sourced
from audit.versions import sent_once, versioned
from cohorts.models.memberships import Membership
from offenders.models import Offender


class Reply(models.TextChoices):
    """ "Electing to work with IOMU", "Decline IOMU assistance" (spec/source-facts.md, A6), or nobody asked."""

    ACCEPTS = "accepts", "Accepts"
    DECLINES = "declines", "Declines"
    NOT_APPROACHED = "not_approached", "Not approached"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class SchemeAnswer(Sourced):
    """That somebody was told that they are on a cohort, and what they said. `created_by` told them."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="scheme_answers")
    membership = models.ForeignKey(Membership, on_delete=models.RESTRICT, related_name="answers", editable=False)
    reply = models.CharField("answer", max_length=14, choices=Reply)
    told_on = models.DateField("day")
    words = models.TextField("their own words, or why not", blank=True, default="")

    class Meta:
        ordering = ["-told_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="scheme_answer_ref_once_a_source"),
            sent_once("scheme_answer"),
            models.CheckConstraint(
                condition=~Q(reply="not_approached") | ~Q(words=""), name="scheme_answer_not_approached_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reply} of {self.told_on}"


class Engages(models.TextChoices):
    """The three categories of Tower (spec/source-facts.md, A6)."""

    MOTIVATED = "motivated", "Motivated to end the offending cycle"
    ACCEPTED = "accepted", "Less motivated, but accepted engagement"
    ACTIVE = "active", "Motivated, but remained an active offender"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class EngagementCategory(Sourced):
    """How somebody engages with the scheme, from a day until the next is recorded."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="engagement_categories")
    category = models.CharField("engagement category", max_length=10, choices=Engages)
    from_on = models.DateField("from")
    words = models.TextField("why", blank=True, default="")

    class Meta:
        verbose_name_plural = "engagement categories"
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="engagement_category_ref_once_a_source"),
            sent_once("engagement_category"),
            models.UniqueConstraint(
                fields=["offender", "from_on"],
                name="engagement_category_one_a_day",
                violation_error_message="A category is recorded from that day already: correct it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} from {self.from_on}"
