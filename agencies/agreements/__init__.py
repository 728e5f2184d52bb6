"""Sharing agreements: their rules, who may change them, how they are changed, and their pages."""
