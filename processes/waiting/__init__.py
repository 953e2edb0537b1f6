"""What waits for people: the rows of the trays, written with each step, and reading them.

After a step comes `rows`: who may look for which open task, and until when it should be done (`deadlines`). `tray` reads
a page of them, in time that does not grow with the number of tasks that are open.
"""
