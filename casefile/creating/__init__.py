"""The page on which somebody is put on the register: asked first, looked for, and only then created."""
