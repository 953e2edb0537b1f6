"""The property that keeps the kernel true: on random diagrams it moves as an oracle of BPMN says."""
