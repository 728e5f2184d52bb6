from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.code_lists import register
        from reporting.code_lists import load

        register(self, load, "reporting_unitcost")
