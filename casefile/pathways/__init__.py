"""A person's pathways: assessing them in one sitting or one by one, and what was said before."""
