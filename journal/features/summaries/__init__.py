"""What a patient composes, piece by piece, for a therapist. Nobody else sees it until it is shared."""
