from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Exclusion constraints compare a body and its dates in one index."""

    dependencies = []
    operations = [BtreeGistExtension()]
