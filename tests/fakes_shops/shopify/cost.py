"""What a query costs: https://shopify.dev/docs/api/usage/limits, simplified (scalars nothing, objects a point)."""

from typing import Any

from graphql import DocumentNode, FragmentDefinitionNode, GraphQLSchema, IntValueNode, VariableNode, get_named_type

LARGEST = 1000
MUTATION = 10


def cost(schema: GraphQLSchema, document: DocumentNode, variables: dict[str, Any]) -> int:
    operation = document.definitions[0]
    assert not isinstance(operation, FragmentDefinitionNode)
    root = schema.get_root_type(operation.operation)
    return sum(_field(schema, root, node, variables) for node in operation.selection_set.selections)


def _field(schema: GraphQLSchema, parent: Any, node: Any, variables: dict[str, Any]) -> int:
    if not hasattr(node, "name"):  # an inline fragment
        inner = schema.type_map[node.type_condition.name.value]
        return sum(_field(schema, inner, each, variables) for each in node.selection_set.selections)
    kind = get_named_type(parent.fields[node.name.value].type)
    if node.selection_set is None:
        return 0
    inside = sum(_field(schema, kind, each, variables) for each in node.selection_set.selections)
    if parent.name == "Mutation":
        return MUTATION + inside
    own = 0 if kind.name.endswith(("Connection", "MoneyBag", "MoneyV2", "PageInfo")) else 1
    return (own + inside) * _size(node, variables)


def _size(node: Any, variables: dict[str, Any]) -> int:
    for argument in node.arguments or ():
        if argument.name.value == "first":
            value = argument.value
            if isinstance(value, IntValueNode):
                return int(value.value)
            if isinstance(value, VariableNode):
                return int(variables[value.name.value])
    return 1
