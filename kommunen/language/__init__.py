"""German text analysis: folding, stems, compounds, synonyms, misspellings, names in running text.

Knows no database, no model, no request: text in, plain values out. Start reading at tokens.py.
"""
