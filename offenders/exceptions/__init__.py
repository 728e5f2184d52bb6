"""Who may see one person, and the exceptions to it by name: grants and restrictions (spec/access.md, section 1)."""
