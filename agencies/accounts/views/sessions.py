"""Where I am signed in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.access import signed_in
from agencies.accounts import actions
from agencies.accounts.sessions import signed_in as signed_in_places


@signed_in("One's own sessions, and nobody else's.")
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Every browser that the reader is signed in with; a post signs out all but this one."""
    me: Any = request.user
    here = request.session.session_key
    if request.method == "POST":
        ended = actions.sign_out_elsewhere(by=me, this_session=here)
        messages.success(request, f"Signed out of {ended} other {'place' if ended == 1 else 'places'}.")
        return redirect("accounts:sessions")
    return render(request, "agencies/accounts/sessions.html", {"places": signed_in_places(me, here)})
