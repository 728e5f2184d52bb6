"""The pages of the letters that follow a deselection: what they say, writing, giving and answering them."""
