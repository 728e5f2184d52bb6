"""The scoring matrix, the ranking's settings, its runs and everybody's score in each (spec/ranking.md)."""

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Least, Now
from django.db.models.lookups import GreaterThanOrEqual

from agencies.models import Area, User, drafted
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender
from ranking.rules import FACTORS, MOST_TRIES, printed


class Matrix(drafted.Drafted):
    """A version of the scheme's scoring matrix: the points of every factor, as data. A run keeps by which it was."""

    points = models.JSONField()

    HOLDS = "points"

    class Meta:
        verbose_name_plural = "matrices"
        constraints = drafted.constraints("matrix")
        triggers = drafted.triggers()

    def __str__(self) -> str:
        return f"matrix version {self.version}"


class MatrixPreview(drafted.Preview):
    """Where everybody would stand by a draft of the matrix, worked out by a worker; of one state of the draft.

    It is no run and its moves are no scores, so that nothing of it can be shown as a ranking.
    """

    matrix = models.ForeignKey(Matrix, on_delete=models.CASCADE, related_name="previews")
    against = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="+", help_text="what counts that day")
    totals = models.JSONField(
        default=dict,
        help_text="by everybody’s ranks, and by those of 18 and over: how many there are, rise and fall, and how far",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matrix", "edits", "as_of"], name="matrix_preview_once_a_day_and_draft")
        ]

    def __str__(self) -> str:
        return f"{self.matrix} as of {self.as_of}"


class MatrixMove(models.Model):
    """One person for whom a draft would change something: rank, score and points, as they are and would be."""

    preview = models.ForeignKey(MatrixPreview, on_delete=models.CASCADE, related_name="moves", db_index=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    was_rank = models.PositiveIntegerField()
    rank = models.PositiveIntegerField()
    was_adult_rank = models.PositiveIntegerField(null=True)
    adult_rank = models.PositiveIntegerField(null=True, help_text="among those of 18 and over; none under 18")
    was_eighths = models.PositiveSmallIntegerField()
    eighths = models.PositiveSmallIntegerField(help_text="the score in eighths of a point")
    points = models.JSONField(help_text="of each factor that differs the points before and after")
    member = models.BooleanField(help_text="on a cohort on the day")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["preview", "offender"], name="matrix_move_one_a_person_and_preview")
        ]

    def __str__(self) -> str:
        return f"from rank {self.was_rank} to {self.rank}"


# A month has 31 days at most, and the night that its movement is measured from is one more.
LEAST_NIGHTS = 32


class SettingName(models.TextChoices):
    """What each number is; `unit` is what it counts."""

    THREAT_PERCENT = "threat_percent", "Emerging threat: above the lowest so many of a hundred members"
    RISEN_PLACES = "risen_places", "Emerging threat: risen so many places or more"
    RISEN_DAYS = "risen_days", "Emerging threat: risen within so many days"
    FEED_DAYS = "feed_days", "Offence data of an area is late after so many days"
    NEIGHBOURHOOD_BELOW = "neighbourhood_below", "Low risk, for a neighbourhood team: a score below so many points"
    KEPT_NIGHTS = "kept_nights", "Rankings kept whole: all of the last so many nights"
    KEPT_MONTHS = "kept_months", "Rankings kept whole: the last of each of so many months"

    @property
    def unit(self) -> str:
        units = {"threat_percent": "of 100", "risen_places": "places", "neighbourhood_below": "points"}
        return (units | {"kept_nights": "nights", "kept_months": "months"}).get(self.value, "days")


class RankingSetting(models.Model):
    """A number that the ranking's pages go by, from a day on: a version of it, which the next one follows."""

    code = models.SlugField(max_length=50, unique=True)
    setting = models.CharField(max_length=30, choices=SettingName)
    version = models.PositiveIntegerField(default=0, editable=False)
    number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    from_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["setting", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["setting", "version"], name="ranking_setting_version_once"),
            models.UniqueConstraint(
                fields=["setting", "from_on"],
                name="ranking_setting_one_from_a_day",
                violation_error_message="There is a version of this number from that day already: choose another day.",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="ranking_setting_is_one_or_more"),
            models.CheckConstraint(
                condition=~Q(setting=SettingName.THREAT_PERCENT) | Q(number__lte=100),
                name="ranking_setting_of_a_hundred",
                violation_error_message="Of a hundred members there are no more than a hundred.",
            ),
            models.CheckConstraint(
                condition=~Q(setting=SettingName.KEPT_NIGHTS) | Q(number__gte=LEAST_NIGHTS),
                name="ranking_setting_keeps_a_month_of_nights",
                violation_error_message=f"Keep {LEAST_NIGHTS} nights or more, for a month’s movement is measured from"
                " one of them.",
            ),
        ]
        # A run keeps which version it went by: another number is another version, never an edit.
        triggers = [pgtrigger.Protect(name="setting_never_edited", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.get_setting_display()}: {self.number}"

    def clean(self) -> None:
        """A new row is the next version; who adds one waits for who is adding another."""
        if not self.version:
            before = RankingSetting.objects.filter(setting=self.setting).select_for_update()
            self.version = max([row.version for row in before], default=0) + 1


class RunStatus(models.TextChoices):
    WAITING = "waiting", "waiting"
    RUNNING = "running", "running"
    FINISHED = "finished", "finished"
    DIED = "died", "died"


class Stage(models.TextChoices):
    """What a run is doing, in the words of its page."""

    SCORING = "scoring", "reading the register and scoring"
    WRITING = "writing", "writing everybody’s rank"
    COMPARING = "comparing", "comparing with the members of the cohorts"
    CHECKING = "checking", "checking what was written"


class DiedOf(models.TextChoices):
    """Why a try of a run came to no end."""

    LOST = "lost", "the worker stopped half-way"
    DATABASE = "database", "the database stopped"
    TIME = "time", "it took too long and was stopped"
    ERROR = "error", "something in it failed"


class Run(models.Model):
    """One ranking of everybody on the register, as of a day. Of a day's runs the one finished last is current."""

    as_of = models.DateField()
    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="+")
    scheduled = models.BooleanField(help_text="the nightly run, as against one asked for by hand")
    status = models.CharField(max_length=10, choices=RunStatus, default=RunStatus.RUNNING)
    started_at = models.DateTimeField(db_default=Now(), help_text="the last try; while it waits, when it was asked for")
    finished_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(null=True)
    bounds = models.JSONField(
        default=dict, help_text="the numbers in force on the day, each with its version and source"
    )
    threat_rank = models.PositiveIntegerField(
        null=True,
        help_text="the rank of the best of the lowest members: who is on no cohort and ranks above is a threat",
    )
    adult_threat_rank = models.PositiveIntegerField(
        null=True, help_text="the same among those of 18 and over, by their own ranks"
    )
    risen_since = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+", help_text="the run that rising is measured from"
    )
    adults = models.PositiveIntegerField(null=True, help_text="of the people, those of 18 and over on the day")
    asked_by = models.CharField(max_length=200)
    thinned_on = models.DateField(
        null=True, help_text="since when it has no other scores than those that a decision rests on"
    )
    user = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", help_text="who asked for it on the page"
    )
    # How far it is and what became of its tries (ranking.progress, ranking.watching).
    attempts = models.PositiveSmallIntegerField("tries", default=0, db_default=0)
    stage = models.CharField(max_length=10, choices=Stage, blank=True, default="", db_default="")
    to_rank = models.PositiveIntegerField(null=True, help_text="how many are on the register as it begins")
    counted_from = models.BigIntegerField(null=True, help_text="where the count of written scores stood before")
    sent_at = models.DateTimeField(null=True, help_text="when it was last put into the queue")
    died_at = models.DateTimeField(null=True)
    died_of = models.CharField(
        max_length=10, choices=DiedOf, blank=True, default="", db_default="", help_text="of the last try that died"
    )
    failed_as = models.CharField(max_length=100, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(thinned_on=None) | Q(status=RunStatus.FINISHED), name="ranking_only_finished_is_thinned"
            ),
            models.UniqueConstraint(
                fields=["as_of", "matrix"],
                condition=Q(scheduled=True) & ~Q(status=RunStatus.DIED),
                name="ranking_one_scheduled_run_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status=RunStatus.FINISHED, finished_at__isnull=False, people__isnull=False)
                | (~Q(status=RunStatus.FINISHED) & Q(finished_at=None)),
                name="ranking_finished_run_has_its_end",
            ),
            models.CheckConstraint(
                condition=Q(status=RunStatus.DIED, died_at__isnull=False)
                | (~Q(status=RunStatus.DIED) & Q(died_at=None)),
                name="ranking_died_run_says_when",
            ),
            models.CheckConstraint(condition=Q(attempts__lte=MOST_TRIES), name="ranking_tries_end"),
        ]
        indexes = [models.Index(fields=["as_of", "finished_at"], name="ranking_run_by_day")]

    def __str__(self) -> str:
        return f"run {self.pk} as of {self.as_of}"

    def bound(self, name: SettingName) -> int | None:
        """The number that the run went by; none of a run that was made before they were kept with it."""
        kept = self.bounds.get(name)
        return int(kept["number"]) if kept else None


class Feed(models.Model):
    """When the last new offence of an area had arrived, as a run found it; none where there never was one."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="feeds", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    last_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "area"], name="feed_once_a_run_and_area")]

    def __str__(self) -> str:
        return f"{self.area}: {self.last_on}"


class Score(models.Model):
    """One person's place in one run: each factor's points, the score in eighths of a point, and the rank.

    A night writes a row for everybody. That each names a run and a person who are there is checked once a statement
    and not once a row, by triggers that lock and refuse as a foreign key does (ranking.keys).
    """

    # Two indexes and no third: this one begins with the person, that of the constraint below with the run. Each more
    # is a tenth of the time that the writing of a night takes, and so were a number of each row's own and a check of
    # each column by itself.
    pk = models.CompositePrimaryKey("offender", "run")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="scores", db_index=False, db_constraint=False)
    offender = models.ForeignKey(
        Offender, on_delete=models.CASCADE, related_name="scores", db_index=False, db_constraint=False
    )
    rank = models.IntegerField()
    adult_rank = models.IntegerField(
        null=True, help_text="the rank among those of 18 and over on the day; none under 18"
    )
    eighths = models.SmallIntegerField(help_text="the score in eighths of a point")
    recency = models.SmallIntegerField()
    frequency = models.SmallIntegerField()
    severity = models.SmallIntegerField()
    intelligence = models.SmallIntegerField()
    drugs = models.SmallIntegerField()
    instability = models.SmallIntegerField()
    engagement = models.SmallIntegerField()
    in_custody = models.BooleanField(help_text="divided by 4")
    resident = models.BooleanField(help_text="where not, divided by 2")
    latest_offence_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "rank"], name="score_no_two_share_a_rank"),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Least("rank", "adult_rank", "eighths", *FACTORS), 0),
                name="score_nothing_below_nought",
            ),
        ]

    # As one reader may see it (ranking.visible.shown_places).
    shown_rank: int | None = None
    shown_people: int | None = None

    def __str__(self) -> str:
        return f"rank {self.rank}"

    @property
    def printed(self) -> str:
        """The score with two decimals, half a hundredth up."""
        return printed(self.eighths)


class Tool(models.TextChoices):
    """The instruments whose scores a scheme is sent; each is read as its makers say, and none of them here."""

    OGRS = "ogrs", "OGRS (group reconviction)"
    ARP = "arp", "ARP (all reoffending)"
    CSRP = "csrp", "CSRP (combined serious reoffending)"
    RSR = "rsr", "RSR (serious recidivism)"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ReceivedScore(Sourced):
    """A score that another system worked out, as it was received. It stands beside the ranking's and never in it."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="received_scores")
    tool = models.CharField("tool", max_length=4, choices=Tool)
    tool_version = models.CharField("version of the tool", max_length=20)
    score = models.CharField("score", max_length=40, help_text="as it was received, with its unit")
    band = models.CharField("band", max_length=40, blank=True, default="")
    scored_on = models.DateField("worked out on")
    received_from = models.CharField("received from", max_length=200)

    class Meta:
        ordering = ["tool", "-scored_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="received_score_ref_once_a_source"),
            sent_once("received_score"),
            models.UniqueConstraint(
                fields=["offender", "tool", "tool_version", "scored_on"],
                name="received_score_one_a_tool_and_day",
                violation_error_message="A score of this tool, version and day is on record already: correct it.",
            ),
            models.CheckConstraint(condition=~Q(score="") & ~Q(tool_version=""), name="received_score_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tool_display()} of {self.scored_on}"
