"""Finding cases by number, by person, and by the words of what was written in them; each finds only what he or she may see.

`words` makes one of the many ways to write a Persian word, `index` writes what can be found with each step, `sight` says in
SQL who sees what, `find` looks, `snippet` shows why something was found.
"""
