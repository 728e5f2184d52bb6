"""Below /people/<uuid>/documents/: a document is always looked up through its person."""

from django.urls import path

from casefile.documents import rag_views, serving, views, writing

app_name = "documents"

urlpatterns = [
    path("", views.of, name="of_person"),
    path("add/", writing.upload, name="upload"),
    path("photo/", serving.photo, name="photo"),
    path("rag/", rag_views.rag, name="rag"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/replace/", writing.replace, name="replace"),
    path("<int:pk>/correct/", writing.correct, name="correct"),
    path("<int:pk>/remove/", writing.remove, name="remove"),
    path("<int:pk>/versions/<int:number>/", serving.open_version, name="open"),
    path("<int:pk>/versions/<int:number>/picture/", serving.picture, name="picture"),
]
