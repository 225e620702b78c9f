"""Learning platforms: launches of contests from a course, and grades back to it (LTI 1.3 with AGS and Deep Linking).

The protocol is the library's, `pylti1p3`; what is here ties it to our requests, our database and our clock, and is
stricter where it is lenient: a launch counts once, by the host's own time, with one audience (classroom.md 2.3).

A platform's word makes nobody a teacher here: it seats learners. A teacher confirms once, logged in at the desk, that
an account of the platform is theirs; from then on that account may tie links of its courses to their contests.
"""
