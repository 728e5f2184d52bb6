from django.urls import path

from casefile.custody import lists, plans, rows, views

app_name = "custody"

PERSON = "people/<uuid:public_id>/custody/"
ROW = f"{PERSON}<slug:kind>/<int:pk>/"

urlpatterns = [
    path("releases/", lists.upcoming, name="releases"),
    path("releases/notices/", lists.notices, name="notices"),
    path("releases/notices/<int:pk>/acknowledge/", lists.acknowledge, name="acknowledge"),
    path(f"{PERSON}admit/", views.admit, name="admit"),
    path(f"{PERSON}spell/<int:pk>/transfer/", views.transfer, name="transfer"),
    path(f"{PERSON}spell/<int:pk>/release/", views.release, name="release"),
    path(f"{PERSON}supervise/", views.supervise, name="supervise"),
    path(f"{PERSON}supervision/<int:pk>/end/", views.end_supervision, name="end_supervision"),
    path(f"{PERSON}supervision/<int:pk>/condition/", views.condition, name="condition"),
    path(f"{PERSON}supervision/<int:pk>/standard/", views.standard, name="standard"),
    path(f"{PERSON}expect/", views.expect, name="expect"),
    path(f"{PERSON}expected/<int:pk>/end/", views.expect_no_more, name="expect_no_more"),
    path(f"{PERSON}visit/", views.visit, name="visit"),
    path(f"{PERSON}plan/", plans.plan, name="plan"),
    path(f"{PERSON}plan/print/", plans.printed, name="plan_print"),
    path(f"{PERSON}plan/<slug:kind>/add/", plans.part, name="part"),
    path(f"{PERSON}part/<int:pk>/done/", plans.finish, name="finish_part"),
    path(f"{ROW}correct/", rows.correct, name="correct"),
    path(f"{ROW}remove/", rows.remove, name="remove"),
    path(f"{ROW}history/", rows.history, name="history"),
]
