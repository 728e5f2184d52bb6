"""The versions of the rules."""

from agencies.drafts.urls import urls_of
from rag.versions import RULES

app_name = RULES.name
urlpatterns = urls_of(RULES)
