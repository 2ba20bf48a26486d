"""The API of the published questionnaires: wording, scoring, licence."""
