"""The classroom: contests that a host runs for many seats. The engine, the seeds and the key never leave the host."""
