"""The agencies of the scheme and the agreements between them."""

from django.urls import path

from agencies.agreements import views

app_name = "agencies"
urlpatterns = [
    path("", views.agencies, name="list"),
    path("mine/", views.mine, name="mine"),
    path("matrix/", views.matrix, name="matrix"),
    path("of/<str:code>/", views.agency, name="agency"),
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/draft/", views.start_draft, name="start_draft"),
    path("agreements/<int:number>/", views.agreement, name="agreement"),
    path("agreements/<int:number>/edit/", views.edit, name="edit"),
    path("agreements/<int:number>/kinds/<str:kind>/", views.edit_kind, name="edit_kind"),
    path("agreements/<int:number>/agencies/<str:code>/", views.edit_agency, name="edit_agency"),
    path("agreements/<int:number>/<str:name>/", views.step, name="step"),
]
