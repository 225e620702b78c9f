"""What seats ask for and send, as JSON."""
