"""On and off the scheme: a person's referrals and time on cohorts, and the lists of them."""
