"""Behaviour of the kernel, one small `.bpmn` each, through the public door: define, step, state."""
