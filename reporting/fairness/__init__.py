"""Whether score, selection and RAG fall on groups of people alike."""
