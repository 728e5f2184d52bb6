"""The pages of a person's documents: the list, one document with its files, the photograph, the RAG document."""
