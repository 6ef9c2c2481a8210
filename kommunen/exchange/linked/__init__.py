"""Linked data: what is public here in vocabularies that programs share (DCAT-AP.de, SKOS, Croissant, schema.org)."""
