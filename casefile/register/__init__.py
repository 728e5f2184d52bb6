"""The register: filters that live in the address, sort orders, and what a row says."""
