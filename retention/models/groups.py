"""How long a record is kept: groups with their periods, as rows with a source; a scheme agrees its own."""

from django.db import models
from django.db.models import Q


class ReviewGroup(models.Model):
    """A group of records that are reviewed alike. Periods in whole years; none of them is law here."""

    code = models.CharField(max_length=4, primary_key=True, db_collation="C")
    name = models.CharField(max_length=200)
    clear_years = models.PositiveSmallIntegerField(help_text="years without coming to notice before the first review")
    again_years = models.PositiveSmallIntegerField(help_text="years from a review that kept the record to the next")
    until_age = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="kept until the person is so old, whatever the clear period"
    )
    position = models.PositiveSmallIntegerField(help_text="of several the first is the record's: the longest")
    source = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(clear_years__gte=1, again_years__gte=1), name="review_group_periods_are_a_year_or_more"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="review_group_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"Group {self.code}: {self.name}"


class GroupOffence(models.Model):
    """Offences of this actuarial category put a record into the group; every other puts it into the last."""

    actuarial_category = models.CharField(max_length=100, primary_key=True)
    group = models.ForeignKey(ReviewGroup, on_delete=models.PROTECT, related_name="offences")

    def __str__(self) -> str:
        return self.actuarial_category
