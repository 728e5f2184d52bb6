"""Versions of what a scheme works by (the RAG rules, the scoring matrix): drafted by one person, agreed by another."""
