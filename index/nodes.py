"""Passages as llama-index nodes, and a node parser, so that any llama-index pipeline can use this anatomy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.anatomy.identity import Identity
from index.blocks import Block, ReadDocument
from index.catalog.records import PassageRecord
from index.document import Document, build_document, sha256_of
from index.passages import Passage, split_into_passages

if TYPE_CHECKING:
    from llama_index.core.node_parser import NodeParser
    from llama_index.core.schema import TextNode


def passage_node(document: Document, passage: Passage) -> TextNode:
    """A passage as a ``TextNode``: ``start_char_idx`` and ``end_char_idx`` count the document's text."""
    text = document.text[passage.start : passage.end]
    return _node(passage.id, text, passage.start, document.id, document.source, document.identity, passage.heading)


def record_node(passage: PassageRecord) -> TextNode:
    """A passage of the catalog as a ``TextNode``, the same one ``passage_node`` made when it was ingested."""
    document = passage.document
    return _node(
        passage.id, passage.text, passage.start, document.id, document.source, document.identity, passage.heading
    )


def _node(
    id_: str, text: str, start: int, document_id: str, source: str, identity: Identity, heading: Sequence[str]
) -> TextNode:
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    return TextNode(
        id_=id_,
        text=text,
        start_char_idx=start,
        end_char_idx=start + len(text),
        metadata={
            "document_id": document_id,
            "source": source,
            "title": identity.title,
            "document_number": identity.number,
            "type": identity.type,
            "issuer": identity.issuer,
            "issued_on": identity.issued_on.isoformat() if identity.issued_on else None,
            "heading": list(heading),
        },
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document_id)},
    )


def directive_node_parser() -> NodeParser:
    """A llama-index node parser that cuts plain text along the anatomy of directive documents."""
    from llama_index.core.node_parser import NodeParser
    from llama_index.core.schema import BaseNode, MetadataMode

    class DirectiveNodeParser(NodeParser):
        """Cuts each document into passages of whole sections."""

        def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:  # noqa: ARG002, ANN401
            return [piece for node in nodes for piece in self._passages(node)]

        def _passages(self, node: BaseNode) -> list[TextNode]:
            text = node.get_content(metadata_mode=MetadataMode.NONE)
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            read = ReadDocument(tuple(Block("paragraph", line) for line in lines))
            document = build_document(
                read, source=node.node_id, location=node.node_id, data_sha256=sha256_of(text.encode())
            )
            return [passage_node(document, passage) for passage in split_into_passages(document, "node")]

    return DirectiveNodeParser()
