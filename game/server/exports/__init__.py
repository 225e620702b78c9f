"""What leaves a host as files and statements: tables, xAPI, handouts, logs. All of it asks what may be seen when."""
