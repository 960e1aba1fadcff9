"""The words of the checks on a ledger's data."""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Message

_NOTHING: Final = ("", "")

# -- any table ---------------------------------------------------------------------------------
MISSING_VALUE: Final = Message.of(
    "missing_value",
    ("必填项为空", "a required value is missing"),
    ("填写内容", "a value"),
    ("请填写该单元格", "Fill in the cell"),
)
UNKNOWN_CUSTOMER: Final = Message.of(
    "unknown_customer",
    ("客户编码不在客户表中", "the customer is not in the customers table"),
    ("客户表中已有的客户编码", "an identifier listed there"),
    ("请更正编码，或在客户表中补录该客户", "Correct it, or add the customer to the table"),
)
BAD_CURRENCY: Final = Message.of(
    "bad_currency",
    ("不认识的币种", "not a known currency"),
    ("三位字母的币种代码，如 CNY、USD", "a three-letter code such as CNY or USD"),
    ("请更正币种", "Correct the currency"),
)
TOO_MANY_DECIMALS: Final = Message.of(
    "too_many_decimals",
    ("小数位数超过币种允许的位数", "more decimals than the currency has"),
    ("{currency} 最多 {decimals} 位小数", "at most {decimals} decimals in {currency}"),
    ("请改为实际入账金额", "Enter the amount as booked"),
)
AMOUNT_TOO_LARGE: Final = Message.of(
    "amount_too_large",
    ("金额过大", "the amount is too large"),
    ("不超过 10,000,000,000,000.00 的金额", "at most 10,000,000,000,000.00"),
    ("请检查是否把单据号填进了金额列", "Check whether a number stands in the amount column"),
)
TOTAL_TOO_LARGE: Final = Message.of(
    "total_too_large",
    ("全部单据金额合计过大，无法精确计算", "the sum of all documents is too large to be exact"),
    ("合计小于 4×10^16 元", "a sum below 4×10^16"),
    ("请拆分账套", "Split the ledger"),
)
ZERO_AMOUNT: Final = Message.of(
    "zero_amount",
    ("金额为零", "the amount is zero"),
    _NOTHING,
    ("该单据不影响任何数字；如非有意请更正", "It changes no figure; correct it if it is not meant"),
    severity="warning",
)
DATE_OUT_OF_RANGE: Final = Message.of(
    "date_out_of_range",
    ("日期超出范围", "the date is out of range"),
    ("1970-01-01 至 2199-12-31 之间的日期", "a date from 1970-01-01 to 2199-12-31"),
    ("请检查年份", "Check the year"),
)
BAD_RATE: Final = Message.of(
    "bad_rate",
    ("汇率必须大于零", "an exchange rate must be above zero"),
    ("一单位外币折合本位币的数，如 7.12", "base currency for one unit, such as 7.12"),
    ("请更正汇率，或留空", "Correct the rate, or leave it blank"),
)

# -- customers ---------------------------------------------------------------------------------
DUPLICATE_CUSTOMER: Final = Message.of(
    "duplicate_customer",
    ("客户编码重复（另见第 {other} 行）", "the customer stands twice (also in row {other})"),
    ("每个客户一行", "one row per customer"),
    ("请合并或更正编码", "Merge the rows or correct the identifier"),
)
UNKNOWN_PARENT: Final = Message.of(
    "unknown_parent",
    ("上级客户不在客户表中", "the parent is not in the customers table"),
    ("客户表中的客户编码", "an identifier listed there"),
    ("请更正，或留空", "Correct it, or leave it blank"),
)
PARENT_CYCLE: Final = Message.of(
    "parent_cycle",
    ("上级客户循环引用", "the parents form a circle"),
    ("不指回自己的上级", "a parent that does not lead back here"),
    ("请更正上级客户", "Correct the parent"),
)
NEGATIVE_LIMIT: Final = Message.of(
    "negative_limit",
    ("信用额度为负", "the credit limit is negative"),
    ("0 或正数；空白表示未设额度", "0 or more; blank means none set"),
    ("请更正额度", "Correct the limit"),
)
UNKNOWN_GRADE: Final = Message.of(
    "unknown_grade",
    ("信用等级不是 A、B、C、D", "the grade is not A, B, C or D"),
    ("A、B、C、D 或空白", "A, B, C, D or blank"),
    ("该客户按无等级处理；请更正", "The customer is treated as ungraded; correct it"),
    severity="warning",
)
BAD_TAX_ID: Final = Message.of(
    "bad_tax_id",
    ("统一社会信用代码校验位不符", "the check digit of the 统一社会信用代码 is wrong"),
    ("18 位、校验位正确的代码", "18 characters with the right check digit"),
    (
        "请对照营业执照更正，否则函件会印错",
        "Correct it from the business licence, or letters print it wrong",
    ),
    severity="warning",
)
NEGATIVE_GRACE: Final = Message.of(
    "negative_grace",
    ("宽限天数为负", "the days of grace are negative"),
    ("0 或正整数", "0 or more"),
    ("请更正", "Correct it"),
)
UNKNOWN_STATUS: Final = Message.of(
    "unknown_status",
    ("不认识的客户状态", "not a known status"),
    ("正常、冻结或黑名单", "normal, frozen or blacklisted"),
    ("请从列表中选择", "Choose one of the list"),
)
NEGATIVE_DEPOSIT: Final = Message.of(
    "negative_deposit",
    ("现金保证金为负", "the cash deposit is negative"),
    ("0 或正数", "0 or more"),
    ("请更正", "Correct it"),
)

# -- invoices ----------------------------------------------------------------------------------
DUPLICATE_INVOICE: Final = Message.of(
    "duplicate_invoice",
    (
        "单据号与期次重复（另见第 {other} 行）",
        "number and instalment stand twice (also in row {other})",
    ),
    ("不重复的单据号", "a number used once"),
    ("请删除重复行，或用期次区分分期", "Delete the row, or tell instalments apart by 期次"),
)
INSTALMENT_CUSTOMER: Final = Message.of(
    "instalment_customer",
    ("同一单据的各期客户或币种不一致", "instalments of one invoice differ in customer or currency"),
    ("与第 {other} 行相同的客户和币种", "customer and currency of row {other}"),
    ("请更正", "Correct it"),
)
BAD_INSTALMENT: Final = Message.of(
    "bad_instalment",
    ("期次不是正整数", "the instalment is not a positive number"),
    ("1、2、3 …", "1, 2, 3 …"),
    ("请更正期次", "Correct it"),
)
UNKNOWN_TERMS: Final = Message.of(
    "unknown_terms",
    ("看不懂的账期", "the term of payment is not understood"),
    ("如 30天、月结60、EOM+15、货到付款", "for example 30天，月结60, Net 30, EOM+15, COD"),
    ("请改写账期，或直接填写到期日", "Rewrite the term, or enter the due date and clear the term"),
)
NO_TERMS: Final = Message.of(
    "no_terms",
    ("没有到期日，也没有账期", "neither a due date nor a term of payment"),
    ("到期日或账期", "a due date or a term"),
    ("按单据日期当日到期计算；请补填", "It counts as due on the document date; fill one in"),
    severity="warning",
)
NOT_RECEIVED: Final = Message.of(
    "not_received",
    (
        "账期从收票（货）日起算，但签收日为空",
        "the term runs from receipt, but received_on is blank",
    ),
    ("签收日", "the day of receipt"),
    ("暂按单据日期起算；请补填签收日", "Counted from the document date; fill in the day"),
    severity="warning",
)
DUE_BEFORE_DOCUMENT: Final = Message.of(
    "due_before_document",
    ("到期日早于单据日期", "the due date is before the document date"),
    ("不早于 {date} 的日期", "{date} or later"),
    ("按所填到期日计算；请核对", "Counted as entered; check it"),
    severity="warning",
)
BAD_LATE_RATE: Final = Message.of(
    "bad_late_rate",
    ("看不懂的逾期利率", "the late rate is not understood"),
    ("如 日万分之五、月1%、年6%", "for example 日万分之五，月1%, 6%"),
    ("请更正逾期利率，或留空", "Correct the rate, or leave it blank"),
)
DISPUTED_TOO_LARGE: Final = Message.of(
    "disputed_too_large",
    ("争议金额不在 0 与单据金额之间", "the disputed amount is not between 0 and the amount"),
    ("不超过 {amount} 的金额", "at most {amount}"),
    ("请更正争议金额", "Correct the disputed amount"),
)
TAX_TOO_LARGE: Final = Message.of(
    "tax_too_large",
    ("税额大于单据金额，或正负与金额不符", "the tax exceeds the amount, or has another sign"),
    ("单据金额之内的税额", "the tax within the amount"),
    ("不含税收入按参数中的税率推算；请核对", "Revenue takes the policy's rate; check the tax"),
    severity="warning",
)
TYPE_AGAINST_SIGN: Final = Message.of(
    "type_against_sign",
    ("类型与金额正负不符", "the type does not fit the sign"),
    ("红字为负数，其他为正数", "credit notes negative, all else positive"),
    ("按金额正负处理；请核对", "The sign decides; check it"),
    severity="warning",
)
WRITTEN_OFF_EARLY: Final = Message.of(
    "written_off_early",
    ("核销坏账日早于单据日期", "written off before the document date"),
    ("不早于 {date} 的日期", "{date} or later"),
    ("请更正", "Correct it"),
)
WRITTEN_OFF_CREDIT: Final = Message.of(
    "written_off_credit",
    ("红字单据不能核销坏账", "a credit note cannot be written off"),
    ("空白", "a blank cell"),
    ("请清除核销坏账日", "Clear the cell"),
)
UNKNOWN_REFERENCE: Final = Message.of(
    "unknown_reference",
    ("原单据号不在发票表中", "the original invoice is not in the table"),
    ("该客户同币种的蓝字单据号", "an invoice of this customer in this currency"),
    ("请更正原单据号，或留空", "Correct it, or leave it blank"),
)
RED_EXCEEDS_BLUE: Final = Message.of(
    "red_exceeds_blue",
    ("红字合计大于原单据金额", "credit notes exceed the original invoice"),
    ("合计不超过 {amount}", "a sum of at most {amount}"),
    ("请核对红字金额或原单据号", "Check the amounts or the original number"),
)
NO_REFERENCE: Final = Message.of(
    "no_reference",
    ("红字单据没有原单据号", "the credit note names no original invoice"),
    ("原单据号", "the original number"),
    ("作为未核销贷方处理", "It counts as credit not yet allocated"),
    severity="warning",
)
