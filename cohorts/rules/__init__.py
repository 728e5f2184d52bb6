"""Pure rules of this room: what is of victims, how a referral goes, what the records say of a cohort's criteria."""

from cohorts.rules.victims import is_of_victims

__all__ = ["is_of_victims"]
