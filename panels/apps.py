from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "panels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from panels.querysets import last_before
        from panels.resting import people_on_agendas
        from ranking import panel_days, resting

        panel_days.register(last_before)
        resting.register("panels", people_on_agendas)
