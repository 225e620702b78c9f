"""A seat in a contest: it sends what the therapist does to the host, and has the views that come back."""
