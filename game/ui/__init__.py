"""The window: an accessible widget toolkit on pygame-ce that knows nothing about therapy.

Importing this package chooses how SDL shows a window, which has to be settled before pygame is imported.
"""

from game.ui import surface

surface.choose()
