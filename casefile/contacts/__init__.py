"""A person's appointments and contacts, and the diary: pages over the room `contacts`."""
