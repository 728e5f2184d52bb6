"""Documents of a person's record, their versions, and the RAG documents that were issued."""

from documents.models.documents import Document, DocumentVersion
from documents.models.issued import RagDocument

__all__ = ["Document", "DocumentVersion", "RagDocument"]
