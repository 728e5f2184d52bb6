from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "cohorts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.code_lists import register
        from cohorts.code_lists import load
        from cohorts.screening import people_decided_with
        from ranking import resting

        register(self, load, "cohorts_deselectioncode", "cohorts_schemesetting", "cohorts_lettertemplate")
        resting.register("cohorts", people_decided_with)
