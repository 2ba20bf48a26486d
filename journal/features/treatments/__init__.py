"""Treatments as the clinic planned or gave them: facts, never advice."""
