"""The versions of the scoring matrix."""

from agencies.drafts.urls import urls_of
from ranking.versions import MATRIX

app_name = MATRIX.name
urlpatterns = urls_of(MATRIX)
