"""Help: what is shown when somebody needs more than a journal."""
