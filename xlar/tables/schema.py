"""The tables of a ledger as the user sees them: sheets, columns, names in both languages.

The one declaration shared by reading, importing, writing books and the workbook template; written
as `xlar.tables.names.declared` reads it. A header is recognised by any of its names, compared as
`xlar.tables.names.fold` has it; within a table every name belongs to one column only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.tables.choices import ACT_KINDS, LANGUAGES, METHODS, STATUSES, TYPES
from xlar.tables.names import TableSchema, declared
from xlar.tables.record_tables import DISPUTE_REASONS, RECORD_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

_LISTS: Final = {
    "type": TYPES,
    "method": METHODS,
    "status": STATUSES,
    "kind": ACT_KINDS,
    "language": LANGUAGES,
    "dispute_reason": DISPUTE_REASONS,
}

_CUSTOMERS: Final = """
customer_id* | id | 客户编码 | Customer ID | 客户的唯一编码 | unique identifier of the customer
    客户编号 客户代码 客户号 客户ID 编码 编号 往来单位编码 客商编码 购货单位编码 customer
    customer_no customer_number customer_code account account_no client_id debtor cust_id cust_no
name* | text | 客户名称 | Name | 客户全称 | legal name
    客户 客户全称 名称 公司名称 单位名称 往来单位 往来单位名称 客商名称 购货单位 customer_name
    company company_name client_name account_name legal_name
grade | text | 信用等级 | Grade | A、B、C 或 D | A, B, C or D
    等级 客户等级 信用评级 评级 credit_grade credit_rating rating
credit_limit | amount | 信用额度 | Credit Limit | 空白：未核定；0：不赊销 | blank: none set
    额度 授信额度 赊销额度 信用限额 limit
limit_to | day | 额度有效期 | Limit Valid To | 额度的最后有效日 | last day of the limit
    额度有效期至 额度到期日 授信到期日 limit_valid_until limit_expiry
terms | text | 账期 | Terms | 如 N30、月结30 | such as N30 or EOM+15
    付款条件 信用期 收款条件 结算方式 付款期限 信用账期 payment_terms credit_terms
currency | currency | 币种 | Currency | 空白为本位币 | blank: base currency
    币别 货币 结算币种 ccy curr currency_code
salesperson | text | 业务员 | Salesperson | 负责销售的人 | who sells to the customer
    销售员 销售人员 客户经理 销售代表 sales_rep sales_person account_manager rep
collector | text | 催收人 | Collector | 负责催收的人 | who collects from the customer
    催收员 收款责任人 清收责任人 credit_controller collection_agent
region | text | 地区 | Region | 销售地区 | sales region
    区域 大区 销售区域 省份 area territory
status | choice | 状态 | Status | 正常、冻结或黑名单 | normal, frozen or blacklisted
    客户状态 信用状态 customer_status credit_status
parent | id | 上级客户 | Parent | 所属集团客户的编码 | identifier of the parent customer
    上级客户编码 集团客户 母公司 上级单位 parent_id parent_customer group_id
related | flag | 关联方 | Related Party | 是否关联方 | whether a related party
    是否关联方 关联 related_party
portfolio | text | 组合 | Portfolio | 坏账准备的组合 | portfolio for the loss allowance
    客户组合 信用风险组合 risk_portfolio
size | text | 企业规模 | Size | 大、中、小、微 | size of the business
    规模 企业类型 company_size
contact | text | 联系人 | Contact | 对方联系人 | whom to address
    关键人 联系人姓名 contact_person contact_name attention
phone | text | 电话 | Phone | 联系电话 | telephone
    联系电话 手机 手机号 电话号码 telephone tel mobile
email | text | 邮箱 | Email | 电子邮箱 | e-mail address
    电子邮箱 电子邮件 邮件 邮件地址 email_address
address | text | 地址 | Address | 通信地址 | postal address
    通讯地址 通信地址 联系地址 公司地址 邮寄地址 postal_address
tax_id | id | 统一社会信用代码 | Tax ID | 18 位代码 | tax or registration number
    税号 纳税人识别号 信用代码 社会信用代码 vat_no vat_id tax_no tax_number registration_no
language | choice | 语言 | Language | 函件的语言：中文或英文 | Chinese or English
    函件语言 lang
since | day | 合作日期 | Since | 开始合作的日期 | first day of business
    合作开始日期 建档日期 customer_since
contract_to | day | 合同有效期 | Contract To | 合同的最后有效日 | last day of the contract
    合同有效期至 合同到期日 合同截止日期 contract_end contract_expiry
security | text | 担保 | Security | 担保方式与期限 | security held, with its date
    担保方式 担保情况 guarantee collateral
deposit | amount | 现金保证金 | Cash Deposit | 已收，抵减信用占用 | cash held, reduces exposure
    保证金 押金 履约保证金 cash_security deposit_held
grace | integer | 宽限天数 | Grace Days | 空白为参数中的天数 | blank: the policy's
    宽限期 宽限 grace_period
dunning_block_until | day | 暂停催收至 | No Letters Until | 截至该日不发函 | blocked up to this day
    暂停催收 停催至 dunning_block
notes | text | 备注 | Notes | 说明 | remarks
    说明 摘要 note remark remarks comment comments memo
deputy | text | 代理人 | Deputy | 联系人不在时找谁 | whom to address where the contact is away
    副联系人 第二联系人 备用联系人 联系人代理 deputy_contact second_contact alternate_contact
deputy_phone | text | 代理人电话 | Deputy Phone | 代理人的电话 | telephone of the deputy
    代理人手机 副联系人电话 第二联系人电话 备用联系电话 deputy_telephone second_phone
security_to | day | 担保到期日 | Security To | 担保的最后有效日 | last day of the security
    担保有效期 担保有效期至 担保截止日期 保证期间至 security_valid_to guarantee_to
documents | text | 已存资料 | Documents on File | 列出，用顿号分开 | what is on file, with commas
    存档资料 档案资料 客户资料清单 已收资料 documents_held file_documents papers
exempt | flag | 免评 | Exempt | 政府、小额、现金客户 | not scored: public, small, cash
    是否免评 免予评级 免评级 exempted exempt_from_grading not_graded
"""

_INVOICES: Final = """
invoice_no* | id | 单据号 | Invoice No. | 与期次一起唯一 | unique together with the instalment
    发票号 发票号码 发票编号 单据编号 单据号码 单号 票据号码 数电票号码 全电发票号码 应收单号
    invoice
    invoice_number invoice_id inv_no document_no document_number doc_no bill_number number
customer_id* | id | 客户编码 | Customer ID | 客户的编码 | identifier of the customer
    客户编号 客户代码 客户号 客户ID 往来单位编码 客商编码 购货单位编码 customer customer_no
    customer_number customer_code account account_no client_id debtor cust_id cust_no
invoice_date* | day | 单据日期 | Invoice Date | 单据开具的日期 | date of the document
    开票日期 发票日期 制单日期 日期 date document_date doc_date inv_date posting_date billing_date
amount* | amount | 金额 | Amount | 含税金额；负数为红字 | with tax; negative: credit note
    价税合计 含税金额 发票金额 应收金额 单据金额 开票金额 价税合计金额 原币金额 total total_amount
    invoice_amount gross_amount amount_due gross document_amount
instalment | integer | 期次 | Instalment | 分期收款的第几期 | number of the instalment
    期数 分期 期号 installment instalment_no
due_date | day | 到期日 | Due Date | 空白按账期推算 | blank: from the terms
    到期日期 应收日期 应收款日 收款到期日 付款到期日 due net_due_date maturity payment_due
terms | text | 账期 | Terms | 本单的账期，优先于客户的 | of this document, before the customer's
    付款条件 信用期 收款条件 付款期限 payment_terms credit_terms
received_on | day | 签收日 | Received On | 票到、货到或验收日期 | when invoice or goods arrived
    签收日期 验收日期 票到日期 货到日期 收票日期 received_date delivery_date accepted_on
type | choice | 类型 | Type | 发票、红字、期初等 | invoice, credit note, opening, …
    单据类型 业务类型 document_type doc_type invoice_type
ref_no | id | 原单据号 | Reference No. | 红字所冲的原单据 | the invoice a credit note belongs to
    原发票号 原发票号码 蓝字发票号码 对应蓝字发票 关联单据号 ref reference original_invoice
    ref_invoice
tax | amount | 税额 | Tax | 其中的税额 | tax included in the amount
    税金 增值税 增值税额 vat vat_amount tax_amount sales_tax
currency | currency | 币种 | Currency | 空白为客户的币种 | blank: the customer's
    币别 货币 结算币种 ccy curr currency_code
rate | number | 汇率 | Exchange Rate | 折合本位币的汇率 | base currency for one unit
    记账汇率 折算汇率 fx_rate exchange
late_rate | text | 逾期利率 | Late Rate | 如日万分之五、年6% | such as 6% or 0.05%/day
    违约金比例 滞纳金比例 逾期罚息率 late_interest_rate penalty_rate
contract_no | id | 合同号 | Contract No. | 合同编号 | number of the contract
    合同编号 合同号码 contract contract_number
order_no | id | 订单号 | Order No. | 订单编号 | number of the order
    订单编号 销售订单号 order order_number po po_no po_number purchase_order so_no sales_order
disputed | flag | 争议 | Disputed | “是”为全额争议 | yes: the whole amount
    是否争议 有争议 争议标志 dispute in_dispute
disputed_amount | amount | 争议金额 | Disputed Amount | 争议的部分 | the disputed part
    有争议金额 dispute_amount
disputed_on | day | 争议日期 | Disputed On | 提出争议的日期 | day the dispute was raised
    争议提出日期 争议日 dispute_date
dispute_reason | choice | 争议原因 | Dispute Reason | 质量、数量、价格等 | quality, quantity, price
    争议类别 争议类型 dispute_type dispute_code
written_off_on | day | 核销坏账日 | Written Off On | 坏账核销日期 | day written off as bad
    坏账核销日期 坏账日期 write_off_date written_off
notes | text | 备注 | Notes | 说明 | remarks
    说明 摘要 note remark remarks comment comments memo description
"""

_RECEIPTS: Final = """
receipt_no* | id | 收款单号 | Receipt No. | 同号各行为一笔收款 | rows of one number are one receipt
    收款单编号 收款编号 收款号 回款单号 回款编号 银行流水号 流水号 收款凭证号 单据号 单据编号
    receipt
    receipt_number receipt_id payment_no payment_number payment_id document_no doc_no
customer_id* | id | 客户编码 | Customer ID | 客户的编码 | identifier of the customer
    客户编号 客户代码 客户号 客户ID 往来单位编码 客商编码 付款单位编码 customer customer_no
    customer_number customer_code account account_no client_id debtor cust_id cust_no
receipt_date* | day | 收款日期 | Receipt Date | 到账日期 | day the money came in
    回款日期 到账日期 到款日期 入账日期 收款日 单据日期 日期 date payment_date received_date
    received_on posting_date value_date doc_date
amount* | amount | 金额 | Amount | 负数为退款 | negative: refund
    收款金额 回款金额 到账金额 实收金额 收款额 payment_amount receipt_amount amount_received paid
    total
invoice_no | id | 核销单据号 | Invoice No. | 本笔收款所付的单据 | the invoice it pays
    发票号 发票号码 对应发票号 核销发票号 对应单据号 invoice invoice_number inv_no applied_to
currency | currency | 币种 | Currency | 空白为客户的币种 | blank: the customer's
    币别 货币 结算币种 ccy curr currency_code
rate | number | 汇率 | Exchange Rate | 折合本位币的汇率 | base currency for one unit
    记账汇率 折算汇率 fx_rate exchange
method | choice | 方式 | Method | 电汇、现金、银承等 | transfer, cash, bank bill, …
    收款方式 结算方式 付款方式 支付方式 回款方式 payment_method payment_type pay_method
bill_no | id | 票号 | Bill No. | 承兑汇票的号码 | number of the bill of exchange
    票据号 票据号码 汇票号码 承兑汇票号 cheque_no check_no
bill_due | day | 票据到期日 | Bill Due | 承兑汇票的到期日 | due date of the bill
    汇票到期日 票据到期日期 bill_due_date
document | id | 依据文件号 | Document | 对冲、抵减所依据的文件 | approval of an offset or deduction
    依据文件 审批单号 协议号 协议编号 supporting_document approval_no agreement_no
payer | text | 付款人 | Payer | 与客户不同时填写 | where other than the customer
    付款单位 付款方 付款人名称 对方户名 paid_by
reversed_on | day | 冲销日 | Reversed On | 退票、拒付之日 | day bounced or dishonoured
    冲销日期 退票日期 拒付日期 reversal_date reversed
notes | text | 备注 | Notes | 说明 | remarks
    说明 摘要 note remark remarks comment comments memo description
"""

_ALLOCATIONS: Final = """
credit_no* | id | 贷方单号 | Credit No. | 收款单号或红字单据号 | receipt or credit note
    收款单号 收款单编号 红字单据号 credit receipt_no receipt_number payment_no
invoice_no* | id | 核销单据号 | Invoice No. | 被核销的单据 | the invoice it is set against
    发票号 发票号码 单据号 单据编号 invoice invoice_number inv_no
instalment | integer | 期次 | Instalment | 被核销单据的期次 | instalment of that invoice
    期数 分期 期号 installment instalment_no
amount* | amount | 核销金额 | Amount | 正数 | positive
    金额 本次核销金额 分配金额 allocated allocated_amount amount_applied
date* | day | 核销日期 | Date | 核销的日期 | day of the allocation
    日期 核销日 allocation_date allocated_on applied_on
reversed_on | day | 撤销日期 | Reversed On | 撤销核销之日 | day it was undone
    撤销日 反核销日期 reversal_date reversed
"""

_ACTS: Final = """
date* | day | 日期 | Date | 记录的日期 | day of the act
    催收日期 记录日期 联系日期 act_date contact_date
customer_id* | id | 客户编码 | Customer ID | 客户的编码 | identifier of the customer
    客户编号 客户代码 客户号 客户ID customer customer_no customer_number customer_code account
kind* | choice | 类别 | Kind | 电话、邮件、函件、上门等 | call, e-mail, letter, visit, …
    类型 催收方式 方式 记录类别 type act_type method
invoice_no | id | 单据号 | Invoice No. | 单据，可列多个或“全部”| one, several or "all"
    发票号 发票号码 单据编号 涉及单据 涉及发票 invoice invoice_number invoices inv_no
by | text | 经办人 | By | 谁办理的 | who did it
    经手人 催收人 负责人 collector user handled_by
sent_on | day | 发出 | Sent On | 发出日期 | day sent
    发出日期 发函日期 寄出日期 sent sent_date
delivered_on | day | 送达 | Delivered On | 签收日期；诉讼为终结日 | of a suit: its end
    送达日期 签收日期 签收日 delivered delivery_date received_on
amount | amount | 金额 | Amount | 涉及金额 | amount concerned
    涉及金额 确认金额 承诺金额 amount_claimed
answer | text | 答复 | Answer | 客户的答复 | what the customer answered
    客户答复 反馈 客户反馈 结果 response reply result
next | text | 下一步 | Next Step | 下一步措施 | what comes next
    下一步措施 后续措施 处理意见 next_step next_action follow_up
evidence | text | 证据 | Evidence | 证据的编号或存放处 | proof and where it is kept
    证据编号 凭据 快递单号 proof tracking_no attachment
"""

_PROMISES: Final = """
customer_id* | id | 客户编码 | Customer ID | 客户的编码 | identifier of the customer
    客户编号 客户代码 客户号 客户ID customer customer_no customer_number customer_code account
promised_on* | day | 承诺日期 | Promised On | 作出承诺的日期 | day of the promise
    承诺日 日期 date promise_date
pay_by* | day | 付款日 | Pay By | 承诺付款的日期 | day promised to pay by
    付款日期 承诺付款日 承诺付款日期 预计付款日 payment_date promised_date
amount | amount | 金额 | Amount | 空白为全部 | blank: all of it
    承诺金额 付款金额 promised_amount
invoice_no | id | 单据号 | Invoice No. | 涉及的单据，空白为整户 | blank: the account as a whole
    发票号 发票号码 单据编号 涉及单据 invoice invoice_number inv_no
kept | flag | 履行 | Kept | 是否履行 | whether it was kept
    是否履行 已履行 履行情况 fulfilled honoured honored
"""


TABLES: Final[Mapping[str, TableSchema]] = {
    table.name: table
    for table in (
        declared(
            "customers",
            "客户",
            "Customers",
            "客户档案 客户资料 客户信息 客户表 客户主数据 customer customer_master debtors",
            _CUSTOMERS,
            _LISTS,
        ),
        declared(
            "invoices",
            "发票",
            "Invoices",
            "发票明细 发票表 应收 应收明细 应收单 应收账款 应收账款明细 销售发票 单据 invoice"
            " sales_invoices documents receivables open_invoices",
            _INVOICES,
            _LISTS,
        ),
        declared(
            "receipts",
            "收款",
            "Receipts",
            "收款明细 收款表 收款单 回款 回款明细 收款记录 回款记录 receipt payments collections",
            _RECEIPTS,
            _LISTS,
        ),
        declared(
            "allocations",
            "核销",
            "Allocations",
            "核销明细 核销记录 核销表 allocation",
            _ALLOCATIONS,
            _LISTS,
        ),
        declared(
            "acts",
            "催收与确认记录",
            "Acts",
            "催收记录 催收 催收与确认 联系记录 act collection_log contact_log",
            _ACTS,
            _LISTS,
        ),
        declared("promises", "还款承诺", "Promises", "承诺 付款承诺 承诺记录 promise", _PROMISES),
        *RECORD_TABLES,
    )
}

SETTINGS: Final = TableSchema(
    "settings", "参数", "Settings", "设置 系统参数 setting parameters policy", ()
)


def table_named(name: str) -> TableSchema | None:
    """The table that a sheet, an Excel table or a file of this name is, or None.

    >>> table_named("tbl_Invoices").name, table_named("收款").name, table_named("Sheet1")
    ('invoices', 'receipts', None)
    """
    return next((table for table in TABLES.values() if table.is_named(name)), None)
