"""Single sign-on: an account that stands here already, opened by the sign-in of the person's employer."""
