"""What the system knows of a process."""

import subprocess
from pathlib import Path


def born(pid: int) -> str:
    """When a process started, in its system's own words; empty where there is none, or only its grave."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return "" if after_name[0] == "Z" else after_name[19]
    except FileNotFoundError:
        if Path("/proc/self/stat").exists():
            return ""
    done = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.strip()
