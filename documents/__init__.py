"""Papers of a case: uploaded, scanned, versioned, and read by who may read what they are filed under."""
