"""The picture of the program in the task bar: two people in one circle of light."""

import pygame

from game.ui.theme import load

_SIZE, _FINE = 64, 4


def icon() -> pygame.Surface:
    """Return a square surface with alpha."""
    theme, side = load(), _SIZE * _FINE
    ground = theme.colour("accent")
    large = pygame.Surface((side, side), pygame.SRCALPHA)
    large.fill((*ground, 0))
    pygame.draw.rect(large, ground, large.get_rect(), border_radius=side // 5)
    for x, role in ((side * 3 // 8, "patient"), (side * 5 // 8, "therapist")):
        colour = theme.colour(role)
        pygame.draw.circle(large, ground, (x, side * 3 // 8), side // 6)
        pygame.draw.circle(large, colour, (x, side * 3 // 8), side // 8)
        body = pygame.Rect(0, 0, side * 3 // 10, side // 3)
        body.midtop = (x, side * 9 // 16)
        pygame.draw.rect(large, ground, body.inflate(side // 16, side // 16), border_radius=side // 7)
        pygame.draw.rect(large, colour, body, border_radius=side // 7)
    return pygame.transform.smoothscale(large, (_SIZE, _SIZE))
