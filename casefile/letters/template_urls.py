"""What the scheme's letters say."""

from django.urls import path

from casefile.letters import templates

app_name = "letter_templates"
urlpatterns = [
    path("", templates.listed, name="list"),
    path("new/", templates.new, name="new"),
    path("<int:pk>/", templates.one, name="one"),
    path("<int:pk>/next/", templates.edit, name="edit"),
]
