from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "retention"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.code_lists import register
        from retention.code_lists import load

        register(self, load, "retention_reviewgroup", "retention_groupoffence")
