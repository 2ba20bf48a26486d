"""Inviting people by a link that works once, and answering an invitation."""
