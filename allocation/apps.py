from django.apps import AppConfig


class AllocationConfig(AppConfig):
    name = "allocation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allocation.code_lists import load
        from audit.code_lists import register

        register(self, load, "allocation_workloadpoints", "allocation_handoveritem")
