from django.urls import path, re_path

from casefile.keeping import packs, reviews

app_name = "keeping"
PERSON = "people/<uuid:public_id>/keeping/"
urlpatterns = [
    path("records/due/", reviews.due, name="due"),
    path("records/certificates/", reviews.certificates, name="certificates"),
    path("records/certificates/<int:number>/", reviews.certificate, name="certificate"),
    path("records/certificates/<int:number>/let-in/", reviews.let_in, name="let_in"),
    path(PERSON, reviews.keeping_of, name="of_person"),
    path(f"{PERSON}keep/", reviews.keep, name="keep"),
    path(f"{PERSON}dispose/", reviews.propose, name="propose"),
    path(f"{PERSON}dispose/<int:pk>/", reviews.answer, name="answer"),
    path(f"{PERSON}hold/", reviews.hold, name="hold"),
    path(f"{PERSON}hold/<int:pk>/lift/", reviews.lift, name="lift"),
    path(f"{PERSON}packs/new/", packs.gather, name="gather"),
    path(f"{PERSON}packs/<int:pk>/", packs.pack, name="pack"),
    re_path(
        r"^people/(?P<public_id>[0-9a-f-]{36})/keeping/packs/(?P<pk>\d+)/(?P<name>approve|reopen|withdraw)/$",
        packs.step,
        name="step",
    ),
    path(f"{PERSON}packs/<int:pk>/send/", packs.send, name="send"),
    path(f"{PERSON}packs/<int:pk>/document/", packs.document, name="document"),
]
