"""What is remembered of a record that was disposed of, so that its sender does not bring it back: nothing personal."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from retention.models.holding import DisposalCertificate


class DisposedKey(models.Model):
    """A key by which a sender knew somebody whose record was disposed of, or a number of theirs, as a keyed digest.

    It can be compared with what comes in by whoever holds the server's key, and be turned back by nobody.
    """

    certificate = models.ForeignKey(DisposalCertificate, on_delete=models.PROTECT, related_name="keys", db_index=False)
    digest = models.CharField(max_length=64, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "digest"], name="disposed_key_once_a_certificate"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="disposed_key_is_a_digest"),
        ]
        indexes = [models.Index(fields=["digest"], name="disposed_key_digest")]

    def __str__(self) -> str:
        return f"key of certificate {self.certificate_id}"


class LetIn(models.Model):
    """Who let imports bring a record in again that had been disposed of, and why. It is not taken back."""

    certificate = models.OneToOneField(DisposalCertificate, on_delete=models.PROTECT, related_name="let_in")
    let_in_on = models.DateField()
    let_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="let_in_says_why")]

    def __str__(self) -> str:
        return f"let in after certificate {self.certificate_id}"
