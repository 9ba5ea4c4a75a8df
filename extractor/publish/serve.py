"""Datasette on the database, for this computer only."""

from __future__ import annotations

import errno
import os
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError
from extractor.publish.curation.accounts import signing_key
from extractor.publish.metadata import load_metadata, served_name
from extractor.store import open_reader

HOST = "127.0.0.1"
SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "max_csv_mb": 0,  # a link to CSV gives all rows
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 500,
    "default_facet_size": 12,
    "suggest_facets": False,  # the metadata names those that make sense; guessing costs a query per column
    "default_cache_ttl": 0,  # a run may be writing
    "allow_download": True,
}


def application(db: Path) -> Any:
    """The Datasette for `db`, upgraded first if it is older. Raises ExtractorError if there is no such database.

    The file is not opened as immutable: a run may go on while somebody is looking, and curators write to it.
    """
    from datasette.app import Datasette  # half a second that no other command should pay
    from datasette.plugins import pm

    from extractor.publish import plugin

    open_reader(db).close()
    if not pm.is_registered(plugin):
        pm.register(plugin, "extractor")
        # With rich, each page that is not there prints a traceback with all that the server holds.
        pm.get_plugin("datasette.handle_exception").rich = None
    served = Datasette(
        [str(db)],
        metadata=load_metadata(db),
        settings=SETTINGS,
        template_dir=str(plugin.TEMPLATES),
        static_mounts=[("site", str(plugin.STATIC))],
        secret=signing_key(db),
    )
    if served_name(db) != db.stem:
        served.add_database(served.get_database(), name=served_name(db))
        served.remove_database(db.stem)
    return served


def listen(port: int) -> socket.socket:
    """A socket that listens on `port` (0: any free one), held from now on so that nobody takes it in between."""
    listener = socket.socket()
    if os.name == "posix":  # elsewhere this option would let two servers share one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise ExtractorError(
                f"Port {port} is in use by another program; try `extractor serve --port {port + 1}`."
            ) from error
        raise ExtractorError(f"Port {port} cannot be used: {error}.") from error
    return listener


def serve(db: Path, port: int, open_browser: bool) -> None:
    """Serve `db` on 127.0.0.1 until interrupted, and print the address."""
    import uvicorn

    datasette = application(db)
    with listen(port) as listener:
        url = f"http://{HOST}:{listener.getsockname()[1]}/"
        print(f"{db} is at {url} (Ctrl-C ends it)", flush=True)
        if open_browser:
            webbrowser.open(url)  # the socket listens already, so the browser waits for the server
        config = uvicorn.Config(datasette.app(), log_level="warning", lifespan="on")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
