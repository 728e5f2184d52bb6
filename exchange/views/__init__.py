from exchange.views.duplicates import duplicates
from exchange.views.imports import download, imports, problems, progress, run
from exchange.views.uploading import upload

__all__ = ["download", "duplicates", "imports", "problems", "progress", "run", "upload"]
