"""Referral, selection, episodes on a cohort, deselection codes."""
