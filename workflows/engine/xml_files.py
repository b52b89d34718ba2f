"""Reading the XML of diagrams and decision tables without trusting it."""

from collections.abc import Iterator

from lxml import etree

from workflows.engine.errors import DiagramRejected
from workflows.engine.limits import MAX_EXPRESSION_LENGTH, MAX_FILE_BYTES, MAX_FLOW_NODES

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
_DIAGRAM_INTERCHANGE = "http://www.omg.org/spec/BPMN/20100524/DI"
_DMN = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
    }
)

FLOW_NODES = frozenset(
    {
        *("startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent"),
        *("userTask", "serviceTask", "businessRuleTask", "callActivity"),
        *("exclusiveGateway", "parallelGateway"),
    }
)
_BPMN_ELEMENTS = FLOW_NODES | {
    *("collaboration", "participant", "process", "laneSet", "lane", "flowNodeRef"),
    *("documentation", "extensionElements", "incoming", "outgoing", "sequenceFlow", "conditionExpression"),
    *("timerEventDefinition", "timeDate", "terminateEventDefinition"),
    *("multiInstanceLoopCharacteristics", "loopDataInputRef", "inputDataItem"),
    *("loopDataOutputRef", "outputDataItem"),
    *("textAnnotation", "text", "association", "group", "category", "categoryValue"),
}
_SPIFF_ELEMENTS = frozenset(
    {*("properties", "property", "serviceTaskOperator", "parameters", "parameter", "calledDecisionId")}
)
_REQUIRED = {
    "serviceTaskOperator": ("id",),
    "parameter": ("id", "type", "value"),
    "property": ("name", "value"),
}
_DMN_ELEMENTS = frozenset(
    {
        *("decision", "decisionTable", "input", "inputExpression", "output", "rule", "inputEntry"),
        *("outputEntry", "text", "description"),
    }
)


def read_xml(name: str, content: bytes) -> etree._Element:
    """The root of one file, without its drawing, and with nothing in it that we do not run.

    DiagramRejected if it is too large, has a DOCTYPE, is not well-formed, or holds an element that is not on
    the list above: scripts, messages, signals, subprocesses and the like.
    """
    root = _parse(name, content)
    # Where things are drawn is the viewer's matter; SpiffWorkflow would order the flows by it.
    for drawing in root.findall(f"{{{_DIAGRAM_INTERCHANGE}}}BPMNDiagram"):
        root.remove(drawing)
    problems = [f"{name}: {problem}" for problem in _faults_of(name, root)]
    if problems:
        raise DiagramRejected(problems)
    return root


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)


def _parse(name: str, content: bytes) -> etree._Element:
    if len(content) > MAX_FILE_BYTES:
        raise DiagramRejected([f"{name}: {len(content)} bytes; {MAX_FILE_BYTES} is the most"])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise DiagramRejected([f"{name}: it is not UTF-8"]) from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise DiagramRejected([f"{name}: a DOCTYPE is not allowed"])

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        # A comment would otherwise cut an expression in two, of which only the first half is run.
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise DiagramRejected([f"{name}: it is not well-formed ({error.msg})"]) from None


def _faults_of(name: str, root: etree._Element) -> Iterator[str]:
    if local_name(root) != "definitions":
        yield f"its root is {local_name(root)}, not definitions"
    elif name.endswith(".dmn"):
        yield from _faults_of_decision(root)
    else:
        yield from _faults_of_diagram(root)


def _faults_of_diagram(root: etree._Element) -> Iterator[str]:
    if etree.QName(root).namespace != BPMN:
        yield "it is not BPMN 2.0"
    flow_nodes = sum(1 for element in root.iter() if local_name(element) in FLOW_NODES)
    if flow_nodes > MAX_FLOW_NODES:
        yield f"{flow_nodes} steps; {MAX_FLOW_NODES} is the most"
    for part in root:
        for element in part.iter():
            yield from _faults_of_element(element)


def _faults_of_element(element: etree._Element) -> Iterator[str]:
    tag = etree.QName(element)
    known = {BPMN: _BPMN_ELEMENTS, SPIFF: _SPIFF_ELEMENTS}.get(tag.namespace, frozenset())
    if tag.localname not in known:
        yield f"{_named(element)} is not allowed"
    missing = [name for name in _REQUIRED.get(tag.localname, ()) if element.get(name) is None]
    if missing:
        yield f"{_named(element)} lacks {', '.join(missing)}"
    if any(str(attribute).startswith(f"{{{SPIFF}}}") for attribute in element.attrib):
        yield f"{_named(element)} has an attribute of SpiffWorkflow's own"
    if tag.localname == "multiInstanceLoopCharacteristics" and element.get("isSequential") == "true":
        yield f"{_named(element)} is sequential"


def _faults_of_decision(root: etree._Element) -> Iterator[str]:
    namespace = etree.QName(root).namespace
    if namespace not in _DMN:
        yield "it is not DMN 1.1 to 1.3"
    decisions = root.findall(f"{{{namespace}}}decision")
    if len(decisions) != 1 or len(decisions[0].findall(f"{{{namespace}}}decisionTable")) != 1:
        yield "it must hold one decision with one table"
    for decision in decisions:
        for element in decision.iter():
            tag = etree.QName(element)
            if tag.namespace != namespace or tag.localname not in _DMN_ELEMENTS:
                yield f"{_named(element)} is not allowed"
            if len(element.text or "") > MAX_EXPRESSION_LENGTH:
                yield f"{_named(element)} is longer than {MAX_EXPRESSION_LENGTH} characters"


def _named(element: etree._Element) -> str:
    holder = next((e for e in (element, *element.iterancestors()) if e.get("id")), None)
    place = "" if holder is None else f" in {holder.get('id')}"
    return f"{local_name(element)}{place}"
