"""The directory's files: what each holds, whether it holds true, and how it comes into the database without harm.

``noun`` says how a noun is declared, ``nouns`` declares those of the network; ``reading`` reads and checks the files,
``values`` one value; ``merge`` compares file, last load and database; ``planning`` does so for all records,
``writing`` writes what was planned, ``loading`` is the whole way.
"""
