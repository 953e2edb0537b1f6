"""What things cost, printed and never asserted: a busy machine is no fault of the code."""
