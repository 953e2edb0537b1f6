"""What an auditor reads: cases found by what the office keeps of them, the records of one, its steps, and who read all that.

Beside the proof and the reading of cases; nothing here changes a case.
"""
