"""Kokoro's int8 network as float32, with its normalizations as single steps, to compare what each costs to run.

The weights are those of the int8 network, multiplied out: what it rounded away is gone. For measuring only.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
from onnx import helper, numpy_helper


class _Graph:
    """A graph whose nodes can be replaced."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 (onnx has no types)
        self.model = copy.deepcopy(model)
        self.nodes = list(self.model.graph.node)
        self.arrays = {one.name: numpy_helper.to_array(one) for one in self.model.graph.initializer}
        self.maker = {name: node for node in self.nodes for name in node.output}
        self.users: dict[str, list[Any]] = {}
        for node in self.nodes:
            for name in node.input:
                self.users.setdefault(name, []).append(node)
        self._instead: dict[int, list[Any]] = {}

    def replace(self, old: list[Any], new: list[Any]) -> None:
        """Put new nodes in the place of old ones."""
        self._instead.update({id(node): [] for node in old})
        self._instead[id(old[-1])] = new

    def only_user(self, node: Any) -> Any:  # noqa: ANN401
        (user,) = self.users[node.output[0]]
        return user

    def other_input(self, node: Any, name: str) -> str:  # noqa: ANN401
        return next(one for one in node.input if one != name)

    def written(self) -> Any:  # noqa: ANN401
        """Return the model with its nodes in an order that can be run, and nothing in it that is not used."""
        left = [new for node in self.nodes for new in self._instead.get(id(node), [node])]
        known, ordered = {"", *self.arrays, *(one.name for one in self.model.graph.input)}, []
        while left:
            ready = [node for node in left if all(name in known for name in node.input)]
            assert ready
            for node in ready:
                known.update(node.output)
            ordered += ready
            chosen = set(map(id, ready))
            left = [node for node in left if id(node) not in chosen]
        needed, kept = {one.name for one in self.model.graph.output}, []
        for node in reversed(ordered):
            if needed & set(node.output):
                kept.append(node)
                needed.update(node.input)
        graph = self.model.graph
        del graph.node[:], graph.initializer[:]
        graph.node.extend(reversed(kept))
        graph.initializer.extend(numpy_helper.from_array(a, name) for name, a in self.arrays.items() if name in needed)
        return self.model


def float32(model: Any) -> Any:  # noqa: ANN401
    """Return a dynamically quantized model with its matrices, convolutions and LSTMs in float32."""
    graph = _Graph(model)
    for node in graph.nodes:
        if node.op_type in {"ConvInteger", "MatMulInteger"}:
            _multiplied_out(graph, node)
        elif node.op_type == "DynamicQuantizeLSTM":
            _lstm(graph, node)
    return graph.written()


def _multiplied_out(graph: _Graph, node: Any) -> None:  # noqa: ANN401
    """Replace quantized product, bias, cast and scale by the product in float32 and its bias."""
    weight = node.input[1]
    zero = graph.arrays[node.input[3]].astype(np.float32) if len(node.input) > 3 else 0
    scale = graph.arrays[weight.replace("_quantized", "_scale")]
    graph.arrays[f"{weight}_f32"] = ((graph.arrays[weight].astype(np.float32) - zero) * scale).astype(np.float32)
    source = graph.maker[node.input[0]].input[0]
    old, last, bias = [node], graph.only_user(node), None
    if last.op_type == "Add":  # of a bias, quantized to whole steps of the scale
        bias = graph.other_input(last, node.output[0])
        old.append(last)
        last = graph.only_user(last)
    scaled = graph.only_user(last)
    assert (last.op_type, scaled.op_type) == ("Cast", "Mul")
    kind = "Conv" if node.op_type == "ConvInteger" else "MatMul"
    settings = {one.name: helper.get_attribute_value(one) for one in node.attribute}
    inputs, new = [source, f"{weight}_f32"], []
    if bias is not None and (given := _bias(graph, bias)) is not None:
        inputs.append(given)
    new.append(helper.make_node(kind, inputs, list(scaled.output), name=f"{node.name}_f32", **settings))
    graph.replace([*old, last, scaled], new)


def _bias(graph: _Graph, name: str) -> str:
    """Return the bias that a quantized one was made of."""
    todo = [name]
    while todo:
        one = todo.pop(0)
        if one in graph.arrays and one.endswith(".bias"):
            return one
        todo += graph.maker[one].input if one in graph.maker else []
    raise ValueError(f"{name} is made of no bias")


def _lstm(graph: _Graph, node: Any) -> None:  # noqa: ANN401
    source, weights, recurrent, *rest = node.input
    for name, scale, zero in ((weights, *rest[5:7]), (recurrent, *rest[7:9])):
        shape = (-1, 1, graph.arrays[scale].shape[-1] if graph.arrays[scale].ndim == 2 else 1)
        steps = graph.arrays[name].astype(np.float32) - graph.arrays[zero].astype(np.float32).reshape(shape)
        whole = (steps * graph.arrays[scale].reshape(shape)).transpose(0, 2, 1)
        graph.arrays[f"{name}_f32"] = np.ascontiguousarray(whole, np.float32)
    settings = {one.name: helper.get_attribute_value(one) for one in node.attribute}
    inputs = [source, f"{weights}_f32", f"{recurrent}_f32", *rest[:4]]
    graph.replace([node], [helper.make_node("LSTM", inputs, list(node.output), name=f"{node.name}_f32", **settings)])


def fused(model: Any) -> Any:  # noqa: ANN401
    """Return a model whose adaptive normalizations, nine steps each, are one InstanceNormalization."""
    graph = _Graph(model)
    graph.arrays["flat"] = np.array([-1], np.int64)
    for node in graph.nodes:
        divided = next((name for name in node.input if _is_normalized(graph, name)), None)
        if node.op_type != "Mul" or divided is None:
            continue
        shift = graph.only_user(node)
        if shift.op_type != "Add":
            continue
        division = graph.maker[divided]
        source = graph.maker[division.input[0]].input[0]
        epsilon = next(
            float(graph.arrays[name].ravel()[0])
            for name in graph.maker[graph.maker[division.input[1]].input[0]].input
            if name in graph.arrays
        )
        flat = [f"{node.name}_scale", f"{node.name}_shift"]
        given = [graph.other_input(node, divided), graph.other_input(shift, node.output[0])]
        new = [
            helper.make_node("Reshape", [one, "flat"], [name], name=name) for one, name in zip(given, flat, strict=True)
        ]
        whole = helper.make_node(
            "InstanceNormalization", [source, *flat], list(shift.output), name=f"{node.name}_norm", epsilon=epsilon
        )
        graph.replace([node, shift], [*new, whole])
    return graph.written()


def _is_normalized(graph: _Graph, name: str) -> bool:
    """Tell whether a tensor is another one less its mean, over the root of its variance."""
    division = graph.maker.get(name)
    if division is None or division.op_type != "Div" or any(one not in graph.maker for one in division.input):
        return False
    centred, root = (graph.maker[one] for one in division.input)
    if (centred.op_type, root.op_type) != ("Sub", "Sqrt") or centred.input[1] not in graph.maker:
        return False
    return bool(graph.maker[centred.input[1]].op_type == "ReduceMean")
