"""One's own account and devices, as they come in and go out."""

from zoneinfo import available_timezones

from marshmallow import fields

from journal.core.account_fields import NewPassword, Password, PersonName
from journal.core.fields import Choice, StrictSchema
from journal.core.reply import PageSchema, ReplySchema

ZONES = tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))


class AccountSchema(StrictSchema):
    """Name and time zone."""

    name = PersonName(required=True)
    zone = Choice(ZONES, required=True)


class PasswordSchema(StrictSchema):
    """A new password, and the current one as proof."""

    current = Password(required=True)
    password = NewPassword(required=True)


class DeviceSchema(ReplySchema):
    """A signed-in device. this: whether it sent this request. seen_at: to within five minutes."""

    id = fields.UUID()
    label = fields.String()
    created_at = fields.AwareDateTime()
    seen_at = fields.AwareDateTime()
    this = fields.Boolean()


class DevicesSchema(PageSchema):
    """One's signed-in devices, the last used first."""

    items = fields.List(fields.Nested(DeviceSchema))
