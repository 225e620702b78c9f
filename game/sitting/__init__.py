"""A treatment as a therapist has it before them, whoever runs it: what can be seen of it now, and acting on it."""
