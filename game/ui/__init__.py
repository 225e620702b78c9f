"""The window: an accessible widget toolkit on pygame-ce that knows nothing about therapy.

Importing this package chooses how SDL shows a window and where its helpers may put their sockets, which has to be
settled before pygame is imported.
"""

from game.ui import runtime_folder, surface

runtime_folder.provide()
surface.choose()
