"""Filled-in questionnaires: asked word for word, scored as published, kept also when unfinished."""
