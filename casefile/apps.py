from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "casefile"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.code_lists import register
        from casefile.worklist.thresholds import load

        register(self, load, "casefile_worklistrule")
