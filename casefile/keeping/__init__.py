"""How long a record is kept, and what a person or a court is given of it: the pages of the room `retention`."""
