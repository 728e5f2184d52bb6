"""What crime and prison cost, by source and price base (docs/code-lists.md)."""

from django.db import models


class UnitCost(models.Model):
    """The cost of one crime, or of one day in prison, as a source gives it."""

    key = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=100)
    price_base = models.CharField(max_length=10)
    pounds = models.DecimalField(max_digits=12, decimal_places=2)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "source"], name="unit_cost_once_a_source")]

    def __str__(self) -> str:
        return f"{self.name}, {self.price_base}"
