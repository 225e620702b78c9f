"""What a teacher looks at more closely: single runs, what is odd about some, and whether the contest was fair."""
