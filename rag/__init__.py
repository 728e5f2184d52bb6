"""RAG rules, proposals and decided statuses."""
