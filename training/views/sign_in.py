"""What a phone opens from the QR code: sign in, or say why not."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from delegation.permits import officer_of
from gongshu_enforcement import door
from gongshu_enforcement.errors import ActionRefused
from training.actions.attendance import TWICE
from training.calendar import invited, sign_in
from training.models import TrainingEvent


@require_http_methods(["GET", "HEAD", "POST"])
def training_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """The page sends itself at once for those invited (a button without JavaScript); guests are asked first.

    Reading alone changes nothing, so that no preview of the address signs anybody in.
    """
    signed = sign_in.read(token)
    if signed is None:
        raise Http404(token)
    person = officer_of(request.user)
    if person is None:
        raise PermissionDenied
    event, fresh = get_object_or_404(invited.full(TrainingEvent.objects.all()), pk=signed[0]), signed[1]
    refused = None
    if request.method == "POST":
        try:
            door.perform(
                "sign_in_by_code", event, acting_user=request.user, token=token, as_guest="as_guest" in request.POST
            )
        except ActionRefused as error:
            refused = None if error.findings[0].code == TWICE else error
    context = {
        "event": event,
        "row": event.attendance.filter(officer=person).first(),
        "refused": refused,
        "fresh": fresh,
        "open": sign_in.is_open(event),
        "opens_at": sign_in.opens_at(event),
        "invited": invited.is_invited(event, person),
    }
    return render(request, "training/calendar/sign_in.html", context)
