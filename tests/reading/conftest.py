"""What the reader's tests share."""

import sys

import pytest
import yaml


@pytest.fixture(params=["libyaml", "pure Python"])
def either_parser(request, monkeypatch):
    """Run a test with libyaml and again as on a machine where PyYAML was built without it."""
    if request.param == "pure Python":
        monkeypatch.delattr(yaml, "cyaml", raising=False)
        monkeypatch.setitem(sys.modules, "yaml.cyaml", None)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    return request.param
