"""What is worked out and decided by rule: points, a recommendation, the stages of a transfer, who is young."""
