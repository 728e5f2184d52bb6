"""Two records that are one person: joined with everything kept, and taken apart again where that was a mistake."""
