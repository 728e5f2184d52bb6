"""Under a person's address the letters of a deselection."""

from django.urls import path

from casefile.letters import views

app_name = "letters"
OF = "<uuid:deselection>/"
ONE = "letter/<uuid:letter>/"
urlpatterns = [
    path(OF, views.of_deselection, name="of_deselection"),
    path(f"{OF}write/<slug:kind>/", views.write, name="write"),
    path(f"{OF}write/<slug:kind>/<slug:agency>/", views.write, name="write_to"),
    path(ONE, views.letter, name="letter"),
    path(f"{ONE}print/", views.printed, name="print"),
    path(f"{ONE}pdf/", views.pdf, name="pdf"),
    path(f"{ONE}give/", views.give, name="give"),
    path(f"{ONE}take-back/", views.take_back, name="take_back"),
    path(f"{ONE}answer/", views.answer, name="answer"),
]
