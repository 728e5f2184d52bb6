"""The pages below a person's address. Rows are found through the person alone."""

from django.urls import path

from casefile.pathways import assessing, of_plan, plan, progress

app_name = "pathways"
urlpatterns = [
    path("assess/", assessing.sitting, name="assess"),
    path("assess/discard/", assessing.discard, name="discard"),
    path("assess/<slug:code>/", assessing.one, name="assess_one"),
    path("assessments/<int:pk>/", assessing.correct, name="correct"),
    path("assessments/<int:pk>/remove/", assessing.remove, name="remove"),
    path("progress/", progress.progress, name="progress"),
    path("plan/", plan.plan, name="plan"),
    path("plan/print/", plan.printed, name="plan_print"),
    path("plan/add/<slug:code>/", plan.add, name="add_item"),
    path("plan/agree/", of_plan.agree, name="agree"),
    path("plan/agreements/<int:pk>/", of_plan.correct_agreement, name="correct_agreement"),
    path("plan/agreements/<int:pk>/remove/", of_plan.remove_agreement, name="remove_agreement"),
    path("plan/<int:pk>/", plan.correct, name="correct_item"),
    path("plan/<int:pk>/status/", plan.status, name="status"),
    path("plan/<int:pk>/remove/", plan.remove, name="remove_item"),
    path("plan/<int:pk>/history/", plan.history, name="item_history"),
    path("plan/<int:pk>/<slug:kind>/", of_plan.add, name="add_of_item"),
    path("plan/<slug:kind>/<int:pk>/", of_plan.correct, name="correct_of_item"),
    path("plan/<slug:kind>/<int:pk>/remove/", of_plan.remove, name="remove_of_item"),
]
