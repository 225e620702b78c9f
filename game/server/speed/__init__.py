"""How fast a host is: classes of simulated seats against real host processes on this machine, and nowhere else."""
