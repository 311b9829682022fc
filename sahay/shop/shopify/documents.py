"""What Shopify is asked, in GraphQL: https://shopify.dev/docs/api/admin-graphql

Held by a test against the published schema. The sizes (`first:`) bound the cost of a query, which must stay under 1,000
points (https://shopify.dev/docs/api/usage/limits): what a customer's order has beyond them is not read, and `LIMITS`
names the fields that say so.
"""

MONEY = "{ shopMoney { amount } }"
ADDRESS = "{ firstName lastName company address1 address2 city province zip phone }"

ORDER = f"""
  id name createdAt processedAt cancelledAt currencyCode taxesIncluded
  email phone
  displayFinancialStatus displayFulfillmentStatus returnStatus
  cancellation {{ staffNote }}
  customer {{ id displayName defaultEmailAddress {{ emailAddress }} defaultPhoneNumber {{ phoneNumber }} }}
  shippingAddress {ADDRESS}
  billingAddress {ADDRESS}
  totalPriceSet {MONEY}
  currentTotalPriceSet {MONEY}
  totalDiscountsSet {MONEY}
  totalShippingPriceSet {MONEY}
  lineItems(first: 50) {{
    pageInfo {{ hasNextPage }}
    nodes {{
      id name sku quantity currentQuantity
      variant {{ id }}
      originalUnitPriceSet {MONEY}
      taxLines(first: 4) {{ ratePercentage }}
    }}
  }}
  fulfillments(first: 5) {{
    id status displayStatus createdAt deliveredAt estimatedDeliveryAt
    trackingInfo(first: 1) {{ company number url }}
    events(first: 12) {{ nodes {{ status happenedAt city }} }}
    fulfillmentLineItems(first: 20) {{ nodes {{ lineItem {{ id }} }} }}
  }}
  transactions(first: 15) {{
    id kind status gateway manualPaymentGateway errorCode paymentId processedAt createdAt
    amountSet {MONEY}
    parentTransaction {{ id }}
  }}
  refunds(first: 8) {{
    id createdAt note
    totalRefundedSet {MONEY}
    transactions(first: 3) {{ nodes {{ status processedAt parentTransaction {{ id }} }} }}
  }}
"""

ORDER_IDS = """
query OrderIds($search: String!, $first: Int!) {
  orders(first: $first, query: $search, sortKey: PROCESSED_AT, reverse: true) { nodes { id name } }
}
"""

ORDER_BY_ID = f"""
query OrderById($id: ID!, $mark: String!) {{
  order(id: $id) {{ {ORDER} mark: metafield(namespace: "sahay", key: $mark) {{ value }} }}
}}
"""

ORDER_CANCEL = """
mutation OrderCancel($id: ID!, $refund: Boolean!, $notify: Boolean!, $note: String!) {
  orderCancel(
    orderId: $id, reason: CUSTOMER, restock: true, notifyCustomer: $notify, staffNote: $note,
    refundMethod: { originalPaymentMethodsRefund: $refund }
  ) {
    job { id done }
    orderCancelUserErrors { field message code }
  }
}
"""

JOB = """
query Job($id: ID!) { job(id: $id) { id done } }
"""

EDIT_BEGIN = """
mutation EditBegin($id: ID!) {
  orderEditBegin(id: $id) {
    calculatedOrder { id lineItems(first: 100) { nodes { id sku quantity editableQuantity variant { id } } } }
    userErrors { field message }
  }
}
"""

# A line of each change; `edit` is the id of the calculated order. See `items`.
EDIT_SET = (
    "s{n}: orderEditSetQuantity(id: $edit, lineItemId: $line{n}, quantity: $many{n}, restock: true)"
    " {{ userErrors {{ field message }} }}"
)
EDIT_ADD = (
    "s{n}: orderEditAddVariant(id: $edit, variantId: $line{n}, quantity: $many{n}) {{ userErrors {{ field message }} }}"
)

EDIT_COMMIT = """
mutation EditCommit($edit: ID!, $notify: Boolean!, $note: String!) {
  orderEditCommit(id: $edit, notifyCustomer: $notify, staffNote: $note) {
    order { id }
    userErrors { field message }
  }
}
"""

SET_MARKS = """
mutation SetMarks($marks: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $marks) { userErrors { field message } }
}
"""

ORDER_UPDATE = f"""
mutation OrderUpdate($input: OrderInput!) {{
  orderUpdate(input: $input) {{
    order {{ id shippingAddress {ADDRESS} }}
    userErrors {{ field message }}
  }}
}}
"""

# https://shopify.dev/docs/api/usage/idempotent-requests; since 2026-04 a refund without it is an error.
REFUND_CREATE = f"""
mutation RefundCreate($input: RefundInput!, $key: String!) {{
  refundCreate(input: $input) @idempotent(key: $key) {{
    refund {{
      id createdAt note
      totalRefundedSet {MONEY}
      transactions(first: 3) {{ nodes {{ status processedAt parentTransaction {{ id }} }} }}
    }}
    userErrors {{ field message }}
  }}
}}
"""

CUSTOMER = f"""
  id firstName lastName
  defaultEmailAddress {{ emailAddress marketingState }}
  defaultPhoneNumber {{ phoneNumber }}
  defaultAddress {ADDRESS}
  addressesV2(first: 20) {{ nodes {ADDRESS} }}
  kind: metafield(namespace: "sahay", key: "kind") {{ value }}
  mark: metafield(namespace: "sahay", key: $mark) {{ value }}
"""

CUSTOMER_BY_ID = f"""
query CustomerById($id: ID!, $mark: String!) {{ customer(id: $id) {{ {CUSTOMER} }} }}
"""

CUSTOMERS = f"""
query Customers($search: String!, $mark: String!) {{
  customers(first: 10, query: $search) {{ nodes {{ {CUSTOMER} }} }}
}}
"""

CUSTOMER_CREATE = f"""
mutation CustomerCreate($input: CustomerInput!, $mark: String!) {{
  customerCreate(input: $input) {{ customer {{ {CUSTOMER} }} userErrors {{ field message }} }}
}}
"""

CUSTOMER_UPDATE = f"""
mutation CustomerUpdate($input: CustomerInput!, $mark: String!) {{
  customerUpdate(input: $input) {{ customer {{ {CUSTOMER} }} userErrors {{ field message }} }}
}}
"""

ADDRESS_CREATE = """
mutation AddressCreate($id: ID!, $address: MailingAddressInput!) {
  customerAddressCreate(customerId: $id, address: $address, setAsDefault: false) {
    address { id }
    userErrors { field message }
  }
}
"""

CONSENT_UPDATE = """
mutation ConsentUpdate($input: CustomerEmailMarketingConsentUpdateInput!) {
  customerEmailMarketingConsentUpdate(input: $input) {
    customer { defaultEmailAddress { marketingState } }
    userErrors { field message }
  }
}
"""

VARIANT = """
  id sku title price inventoryQuantity inventoryPolicy availableForSale
  selectedOptions { name value }
  inventoryItem { tracked }
  product {
    title handle tags productType status onlineStoreUrl hasOnlyDefaultVariant
    warranty: metafield(namespace: $warrantyNamespace, key: $warrantyKey) { value }
    specification: metafields(first: 8, namespace: $specification) { nodes { key value } }
  }
"""
_METAFIELDS = "$warrantyNamespace: String!, $warrantyKey: String!, $specification: String!"

VARIANTS = f"""
query Variants($search: String, $after: String, {_METAFIELDS}) {{
  productVariants(first: 50, after: $after, query: $search) {{
    pageInfo {{ hasNextPage endCursor }}
    nodes {{ {VARIANT} }}
  }}
}}
"""

RETURNABLE = """
query Returnable($id: ID!) {
  returnableFulfillments(first: 5, orderId: $id) {
    nodes {
      returnableFulfillmentLineItems(first: 20) {
        nodes { quantity fulfillmentLineItem { id lineItem { sku variant { id } } } }
      }
    }
  }
}
"""

_RETURN = """
  id name status createdAt
  returnLineItems(first: 20) {
    nodes {
      quantity
      ... on ReturnLineItem { returnReason customerNote fulfillmentLineItem { lineItem { sku variant { id } } } }
    }
  }
"""

RETURNS = f"""
query Returns($id: ID!) {{ order(id: $id) {{ returns(first: 10, reverse: true) {{ nodes {{ {_RETURN} }} }} }} }}
"""

RETURN_BY_ID = f"""
query ReturnById($id: ID!) {{ return(id: $id) {{ {_RETURN} order {{ name }} }} }}
"""

RETURN_REQUEST = f"""
mutation ReturnRequest($input: ReturnRequestInput!) {{
  returnRequest(input: $input) {{ return {{ {_RETURN} }} userErrors {{ field message code }} }}
}}
"""

RETURN_CANCEL = f"""
mutation ReturnCancel($id: ID!, $notify: Boolean!) {{
  returnCancel(id: $id, notifyCustomer: $notify) {{ return {{ {_RETURN} }} userErrors {{ field message code }} }}
}}
"""

SHOP = """
query Shop { shop { currencyCode } }
"""
