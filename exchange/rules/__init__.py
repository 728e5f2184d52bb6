"""What the exchange format is and what is wrong with a cell, a row or a file: pure, no register, no clock."""
