"""Executes a notebook headless through the tslab kernel of this checkout.

Says on stdout, one JSON object a line, how it goes; `cell` counts code cells from 1, `of` is their number:
  {"event": "start", "notebook", "of"}
  {"event": "cell", "cell", "of", "state": "started" | "finished", "seconds"?}
  {"event": "output", "cell", "of", "type", "name"?, "text"?}
  {"event": "error", "cell", "of", "ename", "evalue", "traceback"}
  {"event": "end", "state": "finished" | "failed" | "interrupted", "done", "of", "output", "seconds"}
The executed notebook is written after every cell. Exit code: 0 all cells ran well (or errors are allowed), 1 a cell
failed, 2 the arguments or the notebook are wrong, 130 interrupted.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path

# Until the kernel is started there is nothing to save.
signal.signal(signal.SIGINT, lambda *_: sys.exit(130))

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

VENV = Path(__file__).resolve().parent.parent / ".venv"
# The same folders as in places.mjs: nothing is written to the user's own Jupyter folders.
for name, folder in {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "IPYTHONDIR": "ipython",
}.items():
    os.environ[name] = str(VENV / "jupyter" / folder)
os.environ["JUPYTER_PLATFORM_DIRS"] = "1"

# How long a cell may take to end after an interrupt, before its kernel is killed.
INTERRUPT_GRACE_S = 10
# Rejections that nobody handles are known a moment after the last cell.
STRAY_GRACE_S = 0.2


def emit(event, **fields):
    try:
        print(json.dumps({"event": event, **fields}), flush=True)
    except BrokenPipeError:
        # Whoever asked is gone: as after Ctrl-C the notebook is saved and its kernel ended.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        os.kill(os.getpid(), signal.SIGINT)


def write_atomically(notebook, path):
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    nbformat.write(notebook, part)
    os.replace(part, path)


class Client(NotebookClient):
    """Tells of each output as it comes."""

    on_output = staticmethod(lambda message: None)

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] in ("stream", "display_data", "update_display_data", "execute_result", "error"):
            self.on_output(msg)
        return super().process_message(msg, cell, cell_index)


class Execution:
    def __init__(self, options):
        self.options = options
        self.notebook = nbformat.read(options.input, as_version=4)
        self.cells = [(i, c) for i, c in enumerate(self.notebook.cells) if c.cell_type == "code" and c.source.strip()]
        self.of = len(self.cells)
        self.number = 0
        self.failed = False
        self.interrupted = False
        self.connecting = None
        self.client = Client(
            self.notebook,
            kernel_name="tslab",
            timeout=options.timeout,
            allow_errors=options.allow_errors,
            resources={"metadata": {"path": str(options.input.resolve().parent)}},
        )
        self.client.on_output = self.tell_output

    def tell_output(self, message):
        content, kind = message["content"], message["msg_type"]
        fields = {"cell": self.number, "of": self.of, "type": kind}
        if kind == "error":
            fail = {key: content[key] for key in ("ename", "evalue", "traceback")}
            emit("error", cell=self.number, of=self.of, **fail)
            self.failed = True
        elif kind == "stream":
            emit("output", **fields, name=content["name"], text=content["text"])
        else:
            emit("output", **fields, text=content["data"].get("text/plain"))

    def fail(self, ename, evalue):
        emit("error", cell=self.number, of=self.of, ename=ename, evalue=evalue, traceback=[])
        self.failed = True

    async def interrupt(self):
        """Stops the running cell; a kernel that does not obey is killed, so that what was executed can be saved."""
        if not self.client.km:
            return
        await self.client.km.interrupt_kernel()
        await asyncio.sleep(INTERRUPT_GRACE_S)
        await self.client.km.shutdown_kernel(now=True)

    async def run_cells(self):
        for self.number, (index, cell) in enumerate(self.cells, start=1):
            emit("cell", cell=self.number, of=self.of, state="started")
            since = time.monotonic()
            try:
                await self.client.async_execute_cell(cell, index, execution_count=self.number)
            finally:
                seconds = round(time.monotonic() - since, 3)
                emit("cell", cell=self.number, of=self.of, state="finished", seconds=seconds)
                write_atomically(self.notebook, self.options.output)
            if self.interrupted:
                return
        await self.ask_for_strays()

    async def ask_for_strays(self):
        """The reply to an empty cell fails where a rejection came up after the last cell had ended."""
        await asyncio.sleep(STRAY_GRACE_S)
        request = self.client.kc.execute("", store_history=False)
        reply = await self.client.kc._async_recv_reply(request, timeout=INTERRUPT_GRACE_S)
        content = reply["content"]
        if content["status"] == "error":
            fail = {key: content[key] for key in ("ename", "evalue", "traceback")}
            emit("error", cell=self.number, of=self.of, **fail)
            # It belongs into the notebook, beside what the last cell showed.
            self.cells[-1][1].outputs.append(nbformat.v4.new_output("error", **fail))
            self.failed = True

    async def with_kernel(self):
        # Not nbclient's own context: its signal handlers end the kernel, and with it what the running cell could save.
        manager = self.client.create_kernel_manager()
        try:
            await self.client.async_start_new_kernel(cwd=str(self.options.input.resolve().parent))
            self.connecting = asyncio.ensure_future(self.client.async_start_new_kernel_client())
            if self.interrupted:
                self.connecting.cancel()
            await self.connecting
            await self.run_cells()
        finally:
            if await manager.is_alive():
                await manager.shutdown_kernel(now=False)
            await manager.cleanup_resources()
            if self.client.kc:
                self.client.kc.stop_channels()

    async def guarded(self):
        """Runs the notebook and turns every way to end into a state."""
        try:
            await self.with_kernel()
        except CellExecutionError as error:
            if not self.failed and not self.interrupted:
                self.fail(error.ename, error.evalue)
        except CellTimeoutError:
            self.fail("Timeout", f"the cell ran longer than --timeout {self.options.timeout} s")
        except asyncio.CancelledError:
            if not self.interrupted:
                raise
        except DeadKernelError:
            if not self.interrupted:
                self.fail("KernelDied", "the kernel ended while the cell ran")

    async def run(self):
        since = time.monotonic()
        emit("start", notebook=str(self.options.input), of=self.of)
        write_atomically(self.notebook, self.options.output)
        work = asyncio.ensure_future(self.guarded())
        stopping = None

        def stop():
            nonlocal stopping
            self.interrupted = True
            if stopping is None:
                stopping = asyncio.ensure_future(self.interrupt())
            # The start itself is not cut short: a process half started would be left behind.
            if self.number == 0 and self.connecting:
                self.connecting.cancel()

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, stop)
        if self.options.until_stdin_ends:

            def read_stdin():
                if not os.read(sys.stdin.fileno(), 4096):
                    loop.remove_reader(sys.stdin.fileno())
                    stop()

            loop.add_reader(sys.stdin.fileno(), read_stdin)
        await work
        if stopping:
            stopping.cancel()
        self.client.set_widgets_metadata()
        write_atomically(self.notebook, self.options.output)
        bad = self.failed and not self.options.allow_errors
        state = "interrupted" if self.interrupted else "failed" if bad else "finished"
        seconds = round(time.monotonic() - since, 3)
        emit("end", state=state, done=self.number, of=self.of, output=str(self.options.output), seconds=seconds)
        return {"finished": 0, "failed": 1, "interrupted": 130}[state]


def main():
    parser = argparse.ArgumentParser(description="Execute a notebook headless through the tslab kernel.")
    parser.add_argument("input", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--timeout", type=int, default=None, help="seconds that a cell may take (default: no limit)")
    parser.add_argument("--allow-errors", action="store_true", help="go on after a cell that fails")
    parser.add_argument("--until-stdin-ends", action="store_true", help="stop, as after Ctrl-C, when stdin is closed")
    options = parser.parse_args()
    try:
        execution = Execution(options)
        options.output.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        print(f"execute: {options.input}: {error}", file=sys.stderr)
        return 2
    return asyncio.run(execution.run())


sys.exit(main())
