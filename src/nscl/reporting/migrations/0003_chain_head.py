from django.db import migrations, models

# snapshots are closed to changes: what their receipts have always printed is filled in with the lock off
FILL = """
    alter table reporting_snapshot disable trigger user;
    update reporting_snapshot as s set chain_head = e.hash from history_event as e
    where e.subject = 'reporting.report/' || s.report_id and e.verb in ('report.submit', 'report.approve_own')
      and (e.details ->> 'snapshot')::int = s.number;
    alter table reporting_snapshot enable trigger user;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("history", "0001_initial"),
        ("reporting", "0002_wordings"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="chain_head",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
