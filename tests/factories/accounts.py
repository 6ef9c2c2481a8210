"""Accounts of staff, by their role."""

from factory import LazyAttribute, Sequence, post_generation
from factory.django import DjangoModelFactory

from kommunen.models import Membership, Role, User


class UserFactory(DjangoModelFactory):
    """An account with a role (``role=Role.EDITOR, role__municipality=kempten``); without, it belongs nowhere."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = Sequence("konto-{}@example.org".format)
    is_staff = True
    password = LazyAttribute(lambda user: "!")

    @post_generation
    def role(self, create, extracted, municipality=None, **kwargs):
        if extracted:
            Membership.objects.create(user=self, role=extracted, municipality=municipality)


def editor_of(municipality):
    """Return an account that edits this municipality's records."""
    return UserFactory(role=Role.EDITOR, role__municipality=municipality)


def pmo():
    """Return an account that may change everything."""
    return UserFactory(role=Role.PMO)
