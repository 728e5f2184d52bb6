"""Code lists of the person room; `docs/code-lists.md` says where each comes from."""

from django.db import models


class Ethnicity(models.Model):
    """A self-defined ethnicity code (16+1, with the additions of 18+1)."""

    code = models.CharField(max_length=4, primary_key=True, db_collation="C")
    name = models.CharField(max_length=100)
    code_set = models.CharField(max_length=10)

    class Meta:
        verbose_name_plural = "ethnicities"

    def __str__(self) -> str:
        return self.name


class OffenceCode(models.Model):
    """A Home Office offence code with its class, and the scheme's severity band (1 to 5, 5 the most severe)."""

    code = models.CharField(max_length=10, primary_key=True, db_collation="C")
    name = models.TextField()
    offence_class = models.CharField(max_length=200)
    offence_group = models.CharField(max_length=200)
    actuarial_category = models.CharField(max_length=100)
    serious_acquisitive = models.BooleanField()
    burglary_dwelling = models.BooleanField()
    severity = models.PositiveSmallIntegerField()
    unit_cost = models.CharField(max_length=40, blank=True, help_text="the key of the unit cost that applies")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(severity__range=(1, 5)), name="offence_code_severity_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Disposal(models.TextChoices):
    """What became of an offence (spec/exchange.md). The first seven are positive disposals."""

    CHARGED = "charged", "Charged"
    SUMMONSED = "summonsed", "Summonsed"
    CAUTIONED = "cautioned", "Cautioned"
    CONDITIONAL_CAUTION = "conditional_caution", "Conditional caution"
    PENALTY_NOTICE = "penalty_notice", "Penalty notice"
    COMMUNITY_RESOLUTION = "community_resolution", "Community resolution"
    TAKEN_INTO_CONSIDERATION = "taken_into_consideration", "Taken into consideration"
    NO_FURTHER_ACTION = "no_further_action", "No further action"
    RELEASED_UNDER_INVESTIGATION = "released_under_investigation", "Released under investigation"
    BAILED = "bailed", "Bailed"
    NOT_GUILTY = "not_guilty", "Not guilty"

    @classmethod
    def to_come(cls) -> frozenset[str]:
        """Those that another will follow."""
        return frozenset({cls.RELEASED_UNDER_INVESTIGATION.value, cls.BAILED.value})

    @classmethod
    def positive(cls) -> frozenset[str]:
        """The disposals that count as an offence proved (spec/evaluation.md, "Counted offence")."""
        return frozenset(cls.values[:7])
