"""The state of a running process as text: its tasks and their data, not the diagram."""

from typing import Any
from uuid import UUID

import orjson
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.workflow import (
    BpmnSubWorkflowConverter,
    BpmnWorkflowConverter,
    TaskConverter,
    WorkflowConverter,
)
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task

from workflows.engine.diagrams import Diagram, spec_of
from workflows.engine.errors import EngineError
from workflows.engine.script_engine import ScriptEngine
from workflows.engine.workflow import CaseWorkflow

# mypy: disallow-subclassing-any=False

_FORMAT = 1


def write_state(diagram: Diagram, workflow: CaseWorkflow) -> str:
    """The state as JSON, with the version of this format and the hash of the diagram it belongs to."""
    state = {
        "format": _FORMAT,
        "process": diagram.process_id,
        "diagram": diagram.content_hash,
        "course": workflow.course,
        "workflow": _registry.convert(workflow),
    }
    return orjson.dumps(state).decode()


def read_state(diagram: Diagram, state: str, script_engine: ScriptEngine) -> CaseWorkflow:
    """The running process; EngineError if the state has another format or belongs to another diagram."""
    kept = _read_json(state)
    if kept.get("format") != _FORMAT:
        raise EngineError(f"The state has the format {kept.get('format')!r}, not {_FORMAT}")
    if (kept["process"], kept["diagram"]) != (diagram.process_id, diagram.content_hash):
        raise EngineError(f"The state belongs to another version of a diagram: {kept['process']} {kept['diagram']}")

    workflow: CaseWorkflow = _registry.restore(kept["workflow"], diagram=diagram, script_engine=script_engine)
    workflow.course = kept["course"]
    return workflow


def _read_json(state: str) -> dict[str, Any]:
    try:
        kept = orjson.loads(state)
    except orjson.JSONDecodeError:
        raise EngineError("The state is not JSON") from None
    if not isinstance(kept, dict):
        raise EngineError("The state is not a JSON object")
    return kept


class _CaseConverter(BpmnWorkflowConverter):
    """A workflow without its specs: they are kept once per version."""

    def to_dict(self, workflow: CaseWorkflow) -> dict[str, Any]:
        kept: dict[str, Any] = WorkflowConverter.to_dict(self, workflow)
        # A called process that has ended has handed over its data: only the live ones are needed again.
        live = {task_id: called for task_id, called in workflow.subprocesses.items() if not called.completed}
        return kept | {"subprocesses": self.mapping_to_dict(live)}

    def from_dict(self, dct: dict[str, Any], diagram: Diagram, script_engine: ScriptEngine) -> CaseWorkflow:
        parsed = spec_of(diagram)
        workflow = CaseWorkflow(parsed.spec, parsed.called, script_engine=script_engine, deserializing=True)
        workflow.tasks = self.mapping_from_dict(dct["tasks"], UUID, workflow=workflow)
        workflow.task_tree = workflow.tasks[UUID(dct["root"])]
        self.set_default_attributes(workflow, dct)
        self.subprocesses_from_dict(dct["subprocesses"], workflow)
        return workflow


class _TaskConverter(TaskConverter):
    def from_dict(self, dct: dict[str, Any], workflow: Any) -> Task:
        # SpiffWorkflow would put a new start task into the shared spec.
        if dct["task_spec"] not in workflow.spec.task_specs:
            raise EngineError(f"{workflow.spec.name} has no step {dct['task_spec']}")
        return super().from_dict(dct, workflow)


_registry = BpmnWorkflowSerializer.configure(
    {
        CaseWorkflow: _CaseConverter,
        BpmnSubWorkflow: BpmnSubWorkflowConverter,
        Task: _TaskConverter,
    }
)
