"""Journal: private reflections, standard mood scores, and summaries that a patient chooses to hand over."""
