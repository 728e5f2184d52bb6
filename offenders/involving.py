"""The message that the involvement of some people is to be worked out again; `exchange` does it."""

INVOLVE_AGAIN = "involve_again"  # offender_ids
