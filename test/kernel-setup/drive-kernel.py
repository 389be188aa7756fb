"""Drives one kernel through its protocol and prints, as JSON, all that it answered.

usage: drive-kernel.py, with a JSON object on stdin:
  { "argv": [...], "cwd": "...", "actions": [{ "code": "...", "interruptWhen"?: "text", "stopOnError"?: bool,
    "pause"?: s, "together"?: ["more code", ...] }] }
A kernel is interrupted as soon as a cell has written a text with `interruptWhen` in it.
In the answer, an output's `cell` counts the codes of its action, -1 for output of an earlier one; `exitCode` is null
for a kernel that had not ended 5 s after it was asked to.
"""

import json
import os
import signal
import sys
import tempfile
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

TIMEOUT = 60


def collect(client, ids, on_text):
    """Messages on iopub until every request of `ids` is idle; those of other requests are kept too."""
    waiting, seen = set(ids), []
    while waiting:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        parent = message["parent_header"].get("msg_id")
        kind, content = message["msg_type"], message["content"]
        if kind == "status":
            if content["execution_state"] == "idle":
                waiting.discard(parent)
        else:
            seen.append({"parent": parent, "type": kind, "content": content})
            on_text(content.get("text", ""))
    return seen


def reply_to(client, request):
    while True:
        message = client.get_shell_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def act(manager, client, action):
    codes = [action["code"], *action.get("together", [])]
    stop = action.get("stopOnError", True)
    ids = [client.execute(code, stop_on_error=stop) for code in codes]
    awaited = action.get("interruptWhen")

    def interrupt(text):
        nonlocal awaited
        if awaited is not None and awaited in text:
            awaited = None
            manager.interrupt_kernel()

    seen = collect(client, ids, interrupt)
    replies = [reply_to(client, request) for request in ids]
    time.sleep(action.get("pause", 0))
    order = {request: index for index, request in enumerate(ids)}
    outputs = [{**one, "cell": order.get(one.pop("parent"), -1)} for one in seen]
    return {"replies": replies, "outputs": outputs}


def main():
    task = json.load(sys.stdin)
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=task["argv"], display_name="", language="typescript")
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        manager.start_kernel(cwd=task["cwd"], stdout=out, stderr=err)
        process = manager.provisioner.process
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=TIMEOUT)
            steps = [act(manager, client, action) for action in task["actions"]]
            manager.request_shutdown()
            deadline = time.monotonic() + 5
            while process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
            code = process.poll()
        finally:
            client.stop_channels()
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
            manager.cleanup_resources()
        out.seek(0)
        err.seek(0)
        texts = {"stdout": out.read().decode(), "stderr": err.read().decode()}
    json.dump({"steps": steps, "exitCode": code, **texts}, sys.stdout)


main()
