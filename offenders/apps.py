from django.apps import AppConfig


class OffendersConfig(AppConfig):
    name = "offenders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.code_lists import register
        from offenders.code_lists import load

        register(self, load, "offenders_ethnicity", "offenders_offencecode", "offenders_conditioncode")
