from exchange.views.duplicates import duplicates, joined, pair, take_apart
from exchange.views.imports import download, imports, problems, progress, run
from exchange.views.uploading import upload

__all__ = ["download", "duplicates", "imports", "joined", "pair", "problems", "progress", "run", "take_apart", "upload"]
