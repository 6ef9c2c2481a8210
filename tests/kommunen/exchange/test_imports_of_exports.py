"""What leaves as a table comes back as what it was."""

import io

import pytest

from kommunen.exchange.imports.files import as_csv, as_xlsx, table
from kommunen.models import Cooperation, Municipality, Organisation, Project, TrainingData
from tests.factories import pmo
from tests.staff import logged_in


@pytest.mark.once
@pytest.mark.proof
def test_an_export_read_again_changes_nothing(real_data, db, proof_full):
    as_pmo = logged_in(pmo())
    for model, path in [
        (Project, "projekte"),
        (Municipality, "kommunen"),
        (Cooperation, "kooperationen"),
        (TrainingData, "ki-daten"),
        (Organisation, None),
    ]:
        page = f"/admin/kommunen/{model._meta.model_name}/einlesen/"
        records = model.objects.all() if proof_full else model.objects.all()[:50]
        files = {"csv": as_csv(table(records)), "xlsx": as_xlsx(table(records))}
        if path:
            public = as_pmo.get(f"/{path}/?{'' if proof_full else 'q=kempten&'}format=xlsx")
            files["public.xlsx"] = b"".join(public.streaming_content)
        for name, content in files.items() if proof_full else [files.popitem()]:
            file = io.BytesIO(content)
            file.name = name
            shown = as_pmo.post(page, {"file": file}, follow=True)
            assert shown.status_code == 200, (model, name, shown.context["form"].errors)
            plan = shown.context["plan"]
            assert (plan.faults[:3], [(r.key, r.changes) for r in plan.changed][:3], plan.new) == ([], [], []), name
