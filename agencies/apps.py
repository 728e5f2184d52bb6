from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from agencies.code_lists import load
        from audit.code_lists import register

        register(self, load, "agencies_area", "agencies_user", "agencies_agreementlevel")
