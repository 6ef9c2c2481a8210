"""The companion for staff at a congress: notes, run sheet, follow-ups, look back, and what of it lies on the phone."""
