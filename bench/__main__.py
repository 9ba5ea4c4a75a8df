"""Time and memory of an extraction of real records, then accuracy on the gold tables. Prints a table of each.

python -m bench [PAPERS]     how many of the demo's 20,783 records to read; default 5,000
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from extractor.sources import demo

# Runs the command line and then says the peak memory, in kB, of this process and of its largest worker.
_MEASURED = """
import json, resource, sys
from extractor.__main__ import main
code = main(sys.argv[1:])
peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps(peaks), file=sys.stderr)
sys.exit(code)
"""


def main(papers: int) -> None:
    """Measure in processes of their own, so that nothing is warm."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "bench.db"
        source = str(demo.record_files()["pubmed21n1298.xml.gz"])
        print(f"{papers:,} records, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
        print(f"{'jobs':>6} {'seconds':>8} {'papers/s':>9} {'MB writer':>10} {'MB worker':>10}")
        for jobs in sorted({1, os.cpu_count() or 1}):
            db.unlink(missing_ok=True)
            started = time.perf_counter()
            done = _run("run", source, "--max", papers, "--jobs", jobs, "--db", db)
            seconds = time.perf_counter() - started
            own, workers = (kilobytes / 1024 for kilobytes in json.loads(done.stderr.splitlines()[-1]))
            shown = f"{workers:10.0f}" if jobs > 1 else f"{'-':>10}"
            print(f"{jobs:6} {seconds:8.1f} {papers / seconds:9.0f} {own:10.0f} {shown}")
        report = json.loads(_run("validate", "--json", "--db", Path(folder) / "none.db").stdout)
    print(f"\n{report['papers_found']} of {report['papers']} annotated papers")
    print(f"{'F1':<16} {'value':>6} {'linked':>7} {'complete':>9}")
    for table, figures in report.items():
        if isinstance(figures, dict):
            value, linked, complete = (figures[depth]["f1"] for depth in ("value", "linked", "complete"))
            print(f"{table:<16} {value:6.3f} {linked:7.3f} {complete:9.3f}")
    means = [report[f"mean_{depth}_f1"] for depth in ("value", "linked", "complete")]
    print(f"{'mean':<16} {means[0]:6.3f} {means[1]:7.3f} {means[2]:9.3f}")


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _MEASURED, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"bench: {done.stderr.strip().splitlines()[-2]}")
    return done


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
