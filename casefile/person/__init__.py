"""One person's page: who they are, what needs attention, what happened, as far as the reader may know."""
