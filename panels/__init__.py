"""The monthly RAG panel: agenda, attendance, decisions, actions, minutes."""
