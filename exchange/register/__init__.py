"""The folder's rows against the register: matched, checked as the register would be afterwards, and written."""
