"""The register under pseudonyms: what an analyst counts with (spec/access.md, "Roles").

No name, date of birth, number, reference, address, free text or exact day leaves this package.
"""
