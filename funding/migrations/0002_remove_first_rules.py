from django.db import migrations


class Migration(migrations.Migration):
    """The first rules stood in no set; `load_reference` makes the sets anew."""

    dependencies = [("funding", "0001_initial")]

    operations = [migrations.DeleteModel("Rule")]
