"""The published questionnaires themselves, for programs: their words, their scoring, their licence."""
