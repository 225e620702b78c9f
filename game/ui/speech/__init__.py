"""Reading aloud, through whatever speech engine the system has. Nothing here makes a window wait."""
