"""The pages of who somebody is: people and addresses, markers and boundaries."""
