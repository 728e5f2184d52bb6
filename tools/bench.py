"""`make bench`: one line a figure, and exit code 1 where a bound is passed. What a figure is: bench/README.md."""

import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tools.place import ROOT
from tools.say import say, warn


def figures(wanted: str | None) -> list[ModuleType]:
    """The modules of bench/, or the one of that name."""
    names = sorted(path.stem for path in Path(ROOT / "bench").glob("*.py") if not path.stem.startswith("_"))
    found = [import_module(f"bench.{name}") for name in names]
    return [module for module in found if wanted in (None, module.NAME)]


def measure(module: ModuleType) -> bool:
    """One figure in one line; True where it keeps within its bound."""
    ratio = module.run()
    kept = bool(ratio <= module.BOUND)
    say(f"{module.NAME}: {ratio:.3g} (bound {module.BOUND:g}{'' if kept else ', PASSED IT'}) against {module.AGAINST}")
    return kept


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(ROOT))
    ready_database()
    wanted = arguments[0] if arguments else None
    chosen = figures(wanted)
    if not chosen:
        warn(f"There is no figure '{wanted}' in bench/." if wanted else "There is no figure in bench/ yet.")
        return 2 if wanted else 0
    kept = [measure(module) for module in chosen]  # each is measured, whatever the one before gave
    return 0 if all(kept) else 1


def ready_database() -> None:
    """Django over the empty database of this run, migrated."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("make_roles", verbosity=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
