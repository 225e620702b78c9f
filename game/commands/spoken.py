"""The language of what a command says to a person; data are the same in every language."""

from game.commands.looks import kept_looks
from game.commands.manners import complain
from game.languages import LanguageFault, speak_in, wanted


def speak_here() -> None:
    """Speak the language chosen in the window's settings, else the system's; English where that fails, and say so."""
    try:
        speak_in(wanted(kept_looks().language))
    except LanguageFault as fault:
        complain(f"{fault} The game speaks English.")
