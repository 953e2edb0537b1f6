"""The engine runs any diagram: it knows nothing of this office, of Flask, of SQL.

diagram -> definition -> instance -> task -> form -> completion -> history -> replay
"""
