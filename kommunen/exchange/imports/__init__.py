"""A table that somebody edited in Excel back into the directory: read, compared cell by cell, shown, then written.

``reading`` reads the file, ``columns`` says what each column means (the export's own), ``cells`` reads one cell,
``planning`` compares all rows with the directory, ``writing`` writes what was planned: everything or nothing.
"""
