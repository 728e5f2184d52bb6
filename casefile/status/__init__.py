"""A person's RAG status between panels, and what a professional judges of the risk."""
