"""The diagram: first word of the sentence. `read` makes the `model` of a `.bpmn` file, `check` finds its faults.

What comes after it, `engine.definition`, makes a diagram without errors runnable.
"""
