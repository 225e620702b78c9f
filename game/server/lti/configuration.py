"""What an administrator of a learning platform needs to add this host: addresses, and the services it asks for."""

from typing import Any
from urllib.parse import urlsplit

from game.server.lti.launching import KEYS, LAUNCH, LOGIN
from game.server.lti.reading import ITEM, READ_ITEM, SCORE
from game.words import _


def configuration(public_url: str) -> dict[str, Any]:
    """Return it as the JSON that platforms read by its address."""
    title, launch = "Sixteen Weeks", public_url + LAUNCH
    placement = {"placement": "assignment_selection", "message_type": "LtiDeepLinkingRequest"}
    return {
        "title": title,
        "description": _("Contests in which a class treats a virtual patient with Interpersonal Psychotherapy."),
        "target_link_uri": launch,
        "redirect_uris": [launch],
        "oidc_initiation_url": public_url + LOGIN,
        "public_jwk_url": public_url + KEYS,
        "scopes": [SCORE, ITEM, READ_ITEM],
        "custom_fields": {},
        "extensions": [
            {
                "platform": "canvas.instructure.com",
                "domain": urlsplit(public_url).netloc,
                "privacy_level": "name_only",
                "settings": {"placements": [{**placement, "target_link_uri": launch}]},
            }
        ],
    }
