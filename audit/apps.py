from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.code_lists import register
        from audit.viewing_rules import load

        register(self, load, "audit_viewingrule")
