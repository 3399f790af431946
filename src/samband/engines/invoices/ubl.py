# SPDX-License-Identifier: EUPL-1.2
"""An invoice as UBL 2.1 by Peppol BIS Billing 3.0 (EHF in Norway)."""

from datetime import date
from decimal import Decimal

from lxml import etree

from samband.engines.invoices.checking import NORWAY, NORWEGIAN_NUMBER, check_invoice
from samband.engines.invoices.model import (
    BadInvoice,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    Party,
    Totals,
    Vat,
    VatCategory,
)
from samband.engines.invoices.totals import totals

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CREDIT_TRANSFER = "30"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_CAC, _CBC = f"{_UBL}:CommonAggregateComponents-2", f"{_UBL}:CommonBasicComponents-2"
_ROOTS = {InvoiceKind.INVOICE: "Invoice", InvoiceKind.CREDIT_NOTE: "CreditNote"}
_QUANTITIES = {InvoiceKind.INVOICE: "InvoicedQuantity", InvoiceKind.CREDIT_NOTE: "CreditedQuantity"}


def to_ubl(*, invoice: Invoice) -> bytes:
    """UTF-8 XML, valid by the schemas of UBL 2.1 and the rules of EN 16931 and Peppol BIS Billing 3.0.

    Raises BadInvoice with everything that ``check_invoice`` finds. Membership fees are outside the scope of
    VAT as a rule (category O); the standard then wants no VAT number of either side, so none is written.
    Source: docs.peppol.eu/poacc/billing/3.0.
    """
    faults = check_invoice(invoice=invoice)
    if faults:
        raise BadInvoice(faults)
    sums, name = totals(invoice=invoice), _ROOTS[invoice.kind]
    own = f"{_UBL}:{name}-2"
    root = etree.Element(f"{{{own}}}{name}", nsmap={None: own, "cac": _CAC, "cbc": _CBC})  # type: ignore[dict-item]
    _head(root, invoice)
    _references(root, invoice)
    has_vat = any(line.vat.category is not VatCategory.OUTSIDE_SCOPE for line in invoice.lines)
    _party(_group(root, "AccountingSupplierParty"), invoice.seller, has_vat=has_vat, is_seller=True)
    _party(_group(root, "AccountingCustomerParty"), invoice.buyer, has_vat=has_vat, is_seller=False)
    _payment(root, invoice)
    _taxes(root, invoice, sums)
    _sums(root, invoice, sums)
    for number, (line, amount) in enumerate(zip(invoice.lines, sums.lines, strict=True), start=1):
        _line(_group(root, f"{name}Line"), number, line, amount, invoice)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _group(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_CAC}}}{name}")


def _text(parent: etree._Element, element: str, text: str, **attributes: str) -> None:
    """Nothing at all for an empty text: the rules refuse empty elements."""
    if text.strip():
        etree.SubElement(parent, f"{{{_CBC}}}{element}", attributes).text = text.strip()


def _day(parent: etree._Element, name: str, day: date | None) -> None:
    _text(parent, name, day.isoformat() if day else "")


def _money(parent: etree._Element, name: str, amount: Decimal, currency: str) -> None:
    _text(parent, name, f"{amount:f}", currencyID=currency)


def _head(root: etree._Element, invoice: Invoice) -> None:
    _text(root, "CustomizationID", CUSTOMIZATION)
    _text(root, "ProfileID", PROFILE)
    _text(root, "ID", invoice.number)
    _day(root, "IssueDate", invoice.issued)
    if invoice.kind is InvoiceKind.INVOICE:
        _day(root, "DueDate", invoice.due)
    _text(root, f"{_ROOTS[invoice.kind]}TypeCode", invoice.kind.value)
    _text(root, "Note", invoice.note)
    _text(root, "DocumentCurrencyCode", invoice.currency)
    _text(root, "BuyerReference", invoice.buyer_reference)


def _references(root: etree._Element, invoice: Invoice) -> None:
    if invoice.period:
        period = _group(root, "InvoicePeriod")
        _day(period, "StartDate", invoice.period[0])
        _day(period, "EndDate", invoice.period[1])
    if invoice.order_reference.strip():
        _text(_group(root, "OrderReference"), "ID", invoice.order_reference)
    if invoice.credits.strip():
        credited = _group(_group(root, "BillingReference"), "InvoiceDocumentReference")
        _text(credited, "ID", invoice.credits)
        _day(credited, "IssueDate", invoice.credited_on)


def _party(parent: etree._Element, party: Party, *, has_vat: bool, is_seller: bool) -> None:
    inside = _group(parent, "Party")
    _text(inside, "EndpointID", party.endpoint.strip() or party.organisation_number, schemeID=party.scheme)
    _text(_group(inside, "PartyName"), "Name", party.name)
    _address(_group(inside, "PostalAddress"), party)
    if has_vat and party.vat_number:
        _tax_scheme(_group(inside, "PartyTaxScheme"), party.vat_number, "VAT")
    if is_seller and party.country == NORWAY and party.is_in_company_register:
        _tax_scheme(_group(inside, "PartyTaxScheme"), "Foretaksregisteret", "TAX")
    legal = _group(inside, "PartyLegalEntity")
    _text(legal, "RegistrationName", party.name)
    _text(legal, "CompanyID", party.organisation_number, **_company_scheme(party))
    if party.contact.strip() or party.email.strip() or party.phone.strip():
        contact = _group(inside, "Contact")
        _text(contact, "Name", party.contact)
        _text(contact, "Telephone", party.phone)
        _text(contact, "ElectronicMail", party.email)


def _company_scheme(party: Party) -> dict[str, str]:
    """The address may be of another scheme than the organisation number; then only Norway's is known."""
    if not party.endpoint.strip():
        return {"schemeID": party.scheme}
    return {"schemeID": NORWEGIAN_NUMBER} if party.country == NORWAY else {}


def _address(parent: etree._Element, party: Party) -> None:
    _text(parent, "StreetName", party.street)
    _text(parent, "CityName", party.city)
    _text(parent, "PostalZone", party.postal_code)
    _text(_group(parent, "Country"), "IdentificationCode", party.country)


def _tax_scheme(parent: etree._Element, number: str, scheme: str) -> None:
    _text(parent, "CompanyID", number)
    _text(_group(parent, "TaxScheme"), "ID", scheme)


def _payment(root: etree._Element, invoice: Invoice) -> None:
    payment = invoice.payment
    if payment.account.strip():
        means = _group(root, "PaymentMeans")
        _text(means, "PaymentMeansCode", CREDIT_TRANSFER, name="Credit transfer")
        if invoice.kind is InvoiceKind.CREDIT_NOTE:
            _day(means, "PaymentDueDate", invoice.due)
        _text(means, "PaymentID", payment.kid)
        account = _group(means, "PayeeFinancialAccount")
        _text(account, "ID", payment.account)
        _text(account, "Name", payment.account_name)
        if payment.bic.strip():
            _text(_group(account, "FinancialInstitutionBranch"), "ID", payment.bic)
    if payment.terms.strip():
        _text(_group(root, "PaymentTerms"), "Note", payment.terms)


def _taxes(root: etree._Element, invoice: Invoice, sums: Totals) -> None:
    total = _group(root, "TaxTotal")
    _money(total, "TaxAmount", sums.tax, invoice.currency)
    for one in sums.vat:
        subtotal = _group(total, "TaxSubtotal")
        _money(subtotal, "TaxableAmount", one.taxable, invoice.currency)
        _money(subtotal, "TaxAmount", one.tax, invoice.currency)
        _category(_group(subtotal, "TaxCategory"), one.vat, with_reason=True)


def _category(parent: etree._Element, vat: Vat, *, with_reason: bool) -> None:
    _text(parent, "ID", vat.category.value)
    if vat.category is not VatCategory.OUTSIDE_SCOPE:
        _text(parent, "Percent", f"{vat.percent:f}")
    if with_reason:
        _text(parent, "TaxExemptionReasonCode", vat.reason_code)
        _text(parent, "TaxExemptionReason", vat.reason)
    _text(_group(parent, "TaxScheme"), "ID", "VAT")


def _sums(root: etree._Element, invoice: Invoice, sums: Totals) -> None:
    total = _group(root, "LegalMonetaryTotal")
    _money(total, "LineExtensionAmount", sums.net, invoice.currency)
    _money(total, "TaxExclusiveAmount", sums.net, invoice.currency)
    _money(total, "TaxInclusiveAmount", sums.gross, invoice.currency)
    _money(total, "PayableAmount", sums.payable, invoice.currency)


def _line(parent: etree._Element, number: int, line: InvoiceLine, amount: Decimal, invoice: Invoice) -> None:
    _text(parent, "ID", str(number))
    _text(parent, _QUANTITIES[invoice.kind], f"{line.quantity:f}", unitCode=line.unit)
    _money(parent, "LineExtensionAmount", amount, invoice.currency)
    _text(parent, "AccountingCost", line.buyer_account)
    item = _group(parent, "Item")
    _text(item, "Description", " ".join(line.explanation))
    _text(item, "Name", line.name)
    _category(_group(item, "ClassifiedTaxCategory"), line.vat, with_reason=False)
    _money(_group(parent, "Price"), "PriceAmount", line.price, invoice.currency)
