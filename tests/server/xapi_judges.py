"""Two validators of xAPI statements that others have written: Learning Locker's, and the models of Ralph.

`XAPI_VALIDATION` names the folder of the npm package `@learninglocker/xapi-validation`, `RALPH_PYTHON` a Python that
has `ralph-malph`; `.ci/run` installs both. Where one is not named, what needs it is skipped by name.
"""

import json
import os
import shutil
import subprocess
from typing import Any, Final

import pytest

_LEARNING_LOCKER: Final = """
const judge = require(process.argv[1] + '/dist/index').default;
const read = JSON.parse(require('fs').readFileSync(0, 'utf-8'));
console.log(JSON.stringify(read.map((each) => judge(each).map((fault) => JSON.stringify(fault)).join(' '))));
"""
_RALPH: Final = """
import json, sys
from ralph.models.xapi.base.statements import BaseXapiStatement
def judged(statement):
    try:
        BaseXapiStatement(**statement)
    except Exception as fault:
        return repr(fault)
    return ""
json.dump([judged(each) for each in json.load(sys.stdin)], sys.stdout)
"""
JUDGES: Final = ("learning_locker", "ralph")


def judged(judge: str, statements: list[dict[str, Any]]) -> list[str]:
    """Return what a judge finds wrong with each statement; nothing where it is fine."""
    if judge == "learning_locker":
        place, node = os.environ.get("XAPI_VALIDATION"), shutil.which("node")
        if place is None or node is None:
            pytest.skip("XAPI_VALIDATION does not name the package @learninglocker/xapi-validation")
        command = [node, "-e", _LEARNING_LOCKER, place]
    else:
        python = os.environ.get("RALPH_PYTHON")
        if python is None:
            pytest.skip("RALPH_PYTHON does not name a Python with ralph-malph")
        command = [python, "-c", _RALPH]
    ran = subprocess.run(command, input=json.dumps(statements), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    found: list[str] = json.loads(ran.stdout)
    assert len(found) == len(statements)
    return found
