"""The report of the pathways: needs with their N, what became of them, stabilised shares, waits, interventions."""
