"""`make bench`: one line a figure, and exit code 1 where a bound is passed. What a figure is: bench/README.md."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tools.place import ROOT
from tools.say import say, warn


@dataclass(frozen=True)
class Figure:
    """One ratio, the bound that it must not pass, and what it was measured against."""

    name: str
    ratio: float
    bound: float
    against: str

    @property
    def kept(self) -> bool:
        return self.ratio <= self.bound

    def __str__(self) -> str:
        passed = "" if self.kept else ", PASSED IT"
        return f"{self.name}: {self.ratio:.3g} (bound {self.bound:g}{passed}) against {self.against}"


def figures(wanted: str | None) -> list[ModuleType]:
    """The modules of bench/ but those that take too long for every day, or the ones of that name."""
    names = sorted(path.stem for path in Path(ROOT / "bench").glob("*.py") if not path.stem.startswith("_"))
    found = [import_module(f"bench.{name}") for name in names]
    return [module for module in found if (wanted == module.NAME if wanted else not named_only(module))]


def named_only(module: ModuleType) -> bool:
    return getattr(module, "WHEN_NAMED_ONLY", False)


def measure(module: ModuleType) -> bool:
    """Each figure of a module in one line; True where all keep within their bounds."""
    found = module.run()
    measured = found if isinstance(found, list) else [Figure(module.NAME, found, module.BOUND, module.AGAINST)]
    for figure in measured:
        say(str(figure))
    return all(figure.kept for figure in measured)


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
