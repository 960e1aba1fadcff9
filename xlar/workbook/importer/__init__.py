"""Any export of invoices becomes a ledger in the contract's form, with a report."""

from xlar.workbook.importer.model import ImportResult, Mapped, SetAside, Step
from xlar.workbook.importer.report import write_import
from xlar.workbook.importer.run import import_file

__all__ = ["ImportResult", "Mapped", "SetAside", "Step", "import_file", "write_import"]
